#include <adaptive_pixels/adaptive_pixels_coder.hpp>
#include <array>
#include <bb_ans/bb_ans_coder.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <context_mixing/context_mixing_coder.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <hmm/hmm_coder.hpp>
#include <lines/lines_coder.hpp>
#include <mixed_pixels/mixed_pixels_coder.hpp>
#include <random_edge/random_edge_coder.hpp>
#include <registry/registry.hpp>
#include <resampled/resampled_coder.hpp>
#include <unlabelled_graph/unlabelled_graph_coder.hpp>

namespace ansatz {

std::span<const codec_entry> registered_codecs() {
  static const std::array codecs{
      adaptive_pixels_entry(), bb_ans_entry(),           bit_swap_entry(),
      context_mixing_entry(),  hilloc_entry(),           hmm_entry(),
      lines_entry(),           mixed_pixels_entry(),     random_edge_entry(),
      resampled_entry(),       unlabelled_graph_entry(),
  };
  return codecs;
}

}  // namespace ansatz

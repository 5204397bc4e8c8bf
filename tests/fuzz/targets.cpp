#include "targets.hpp"

#include <algorithm>
#include <array>

namespace ansatz::fuzz {

std::span<const target> targets() {
  static constexpr std::array all{
      target{"architecture", fuzz_architecture},
      target{"arrays", fuzz_arrays},
      target{"bytes", fuzz_bytes},
      target{"chunks", fuzz_chunks},
      target{"cifar", fuzz_cifar},
      target{"container", fuzz_container},
      target{"decode", fuzz_decode},
      target{"edge_list", fuzz_edge_list},
      target{"encode", fuzz_encode},
      target{"gzip", fuzz_gzip},
      target{"hierarchy", fuzz_hierarchy},
      target{"hmm", fuzz_hmm},
      target{"idx", fuzz_idx},
      target{"lanes", fuzz_lanes},
      target{"matrix_market", fuzz_matrix_market},
      target{"metis", fuzz_metis},
      target{"npy", fuzz_npy},
      target{"pianoroll", fuzz_pianoroll},
      target{"png", fuzz_png},
      target{"pnm", fuzz_pnm},
      target{"safetensors", fuzz_safetensors},
      target{"salvage", fuzz_salvage},
      target{"stacks", fuzz_stacks},
      target{"tables", fuzz_tables},
      target{"tu", fuzz_tu},
      target{"tunes", fuzz_tunes},
      target{"vae", fuzz_vae},
      target{"variational", fuzz_variational},
      target{"zip", fuzz_zip},
  };
  return all;
}

const target* find_target(std::string_view name) {
  const auto at = std::ranges::find(targets(), name, &target::name);
  return at == targets().end() ? nullptr : &*at;
}

}  // namespace ansatz::fuzz

#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/archive/registry.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/graph_files.hpp>
#include <ansatz/io/image_files.hpp>
#include <functional>
#include <memory>
#include <registry/registry.hpp>
#include <string>

#include "data.hpp"

/// Every codec with the small data and the tiny models of the golden files.
namespace ansatz::testing {

inline std::unique_ptr<coder> tiny_coder(const std::string& codec, const std::string& model) {
  const codec_entry& entry = find_codec(registered_codecs(), codec);
  return entry.models == nullptr ? entry.make() : entry.load(golden_path("models/" + model + ".safetensors"));
}

inline data_set small_data(const std::string& name, std::uint64_t count) {
  const auto path = golden_path("data/" + name);
  if (name.ends_with(".txt")) {
    const auto bytes = read_file(path);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    return byte_string(begin, begin + bytes.size());
  }
  if (name.ends_with(".mtx")) return read_graphs(path);
  return read_images(path, {.count = count});
}

/// use(coder, data) for each codec and kind of data.
inline void for_each_codec(const std::function<void(const coder& c, const data_set& data)>& use) {
  struct {
    const char *codec, *model, *data;
    std::uint64_t count;
  } const all[] = {
      {"bb_ans", "vae_grey", "grey_3x4.idx", 120},
      {"bb_ans", "vae_binary", "binary_3x4.idx", 60},
      {"bit_swap", "bit_swap_grey", "grey_8x8.idx", 4},
      {"hilloc", "hilloc_grey", "grey_8x8.idx", 4},
      {"context_mixing", "", "mixed.pam", 4},
      {"context_mixing", "", "text.txt", 0},
      {"hmm", "", "text.txt", 0},
      {"lines", "", "words.txt", 0},
      {"random_edge", "", "network.mtx", 0},
  };
  for (const auto& one : all) {
    SCOPED_TRACE(std::string{one.codec} + " on " + one.data);
    use(*tiny_coder(one.codec, one.model), small_data(one.data, one.count));
  }
}

}  // namespace ansatz::testing

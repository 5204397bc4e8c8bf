#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/image_files.hpp>
#include <common/standard_images.hpp>
#include <filesystem>

namespace ansatz::experiment {

named_images standard_images(const std::string& data, bool binary, std::uint64_t limit) {
  constexpr std::uint64_t as_many_as_mnist = 10000, seed = 2;
  named_images out{data.empty() ? "drawn digits" : "MNIST test", data.empty() ? "digits" : "mnist", {}};
  if (data.empty()) {
    out.images = drawn_digit_images(limit > 0 ? limit : as_many_as_mnist, seed);
  } else {
    const std::filesystem::path path = std::filesystem::path{data} / "mnist/t10k-images-idx3-ubyte.gz";
    if (!std::filesystem::exists(path)) throw error(path.string() + " is not there");
    out.images = read_images(path, {.count = limit});
  }
  out.name += binary ? ", binarised" : ", 8 bits";
  if (limit > 0) out.name += ", the first " + std::to_string(limit);
  if (!binary) return out;
  out.file_name += "_binary";
  out.images = binarized(std::move(out.images), 0);
  return out;
}

}  // namespace ansatz::experiment

// make_files FOLDER: tiny untrained models of both likelihoods, other ones, one with a NaN, and images for them.
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>

#include "bb_ans/tiny_vae.hpp"
#include "hierarchy/random_hierarchy.hpp"

int main(int argc, char** argv) {
  using namespace ansatz;
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  write_file_atomically(folder / "model", testing::tiny_vae_bytes(12, 7, 3, 2));
  write_file_atomically(folder / "model.binary", testing::tiny_vae_bytes(12, 7, 3, 1));
  write_file_atomically(folder / "other", testing::tiny_vae_bytes(12, 7, 3, 2, 6));
  auto broken = testing::tiny_vae_bytes(12, 7, 3, 2);
  for (std::size_t i = 1; i <= 4; ++i) broken[broken.size() - i] = std::byte{0xff};
  write_file_atomically(folder / "nan", broken);

  idx_array images{{300, 3, 4}, {}};
  for (std::uint64_t i = 0; i < 3600; ++i)
    images.data.push_back(static_cast<std::uint8_t>(supply::seeded(1).word(i) >> 56));
  auto bytes = format_idx(images);
  write_file_atomically(folder / "images.idx", bytes);
  for (std::size_t i = 4; i < 12; ++i) bytes[i] = std::byte{0x40};  // 2^60 images and more
  write_file_atomically(folder / "many.idx", bytes);

  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto architecture = testing::tiny_architecture(inference, "grey", 2);
    auto weights = testing::random_weights(architecture);
    write_file_atomically(folder / inference, weights.bytes());
    weights.values.at("q1.last.bias")[0] += 1;
    write_file_atomically(folder / (std::string{inference} + ".other"), weights.bytes());
    weights.values.at("q1.last.bias")[0] = std::nan("");
    write_file_atomically(folder / (std::string{inference} + ".nan"), weights.bytes());
    weights = testing::random_weights(testing::tiny_architecture(inference, "binary", 2));
    write_file_atomically(folder / (std::string{inference} + ".binary"), weights.bytes());
  }
  images = {{20, 8, 8}, {}};
  for (std::uint64_t i = 0; i < 20 * 64; ++i)
    images.data.push_back(static_cast<std::uint8_t>(20 * (i % 8) + (supply::seeded(1).word(i) >> 58)));
  write_file_atomically(folder / "small.idx", format_idx(images));
  images = {{40, 28, 28}, {}};  // of the models' size, and nothing that they know
  for (std::uint64_t i = 0; i < 40 * 784; ++i)
    images.data.push_back(static_cast<std::uint8_t>((supply::seeded(2).word(i) >> 63) * 255));
  write_file_atomically(folder / "noise.idx", format_idx(images));
}

// make_files FOLDER: a tiny untrained model, another one, one with a NaN, and images for them.
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdio>
#include <filesystem>

#include "bb_ans/tiny_vae.hpp"

int main(int argc, char** argv) {
  using namespace ansatz;
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  write_file_atomically(folder / "model", testing::tiny_vae_bytes(12, 7, 3, 2));
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
}

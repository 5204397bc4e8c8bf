#include <gtest/gtest.h>

#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <cstring>

#include "images.hpp"

namespace ansatz {
namespace {

using testing::noise;
using testing::temporary_folder;

TEST(cifar, keeps_pixels_and_not_labels) {
  const temporary_folder folder;
  const image_set images{noise({32, 32, 3}, 1), noise({32, 32, 3}, 2)};
  write_images(folder / "a.bin", images);
  auto bytes = read_file(folder / "a.bin");
  ASSERT_EQ(bytes.size(), 2 * 3073u);
  EXPECT_EQ(bytes[0], std::byte{0});
  EXPECT_EQ(bytes[1 + 1024 + 5],
            static_cast<std::byte>(images[0].pixels[3 * 5 + 1]));  // green of the sixth pixel
  bytes[0] = std::byte{9};
  write_file_atomically(folder / "a.bin", bytes);
  std::vector<std::string> said;
  EXPECT_EQ(read_images(folder / "a.bin", {}, [&](const std::string& s) { said.push_back(s); }), images);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_NE(said[0].find("labels"), std::string::npos);
  EXPECT_EQ(images_in(bytes), std::nullopt);  // nothing in the content tells it
}

TEST(cifar, may_begin_as_an_idx_file_does) {
  const temporary_folder folder;
  image_set images{noise({32, 32, 3}, 1)};
  const std::uint8_t reds[] = {0, 8, 1, 0, 0, 12, 0};  // with the label, an array of 3072 bytes
  for (std::size_t p = 0; p < std::size(reds); ++p) images[0].pixels[3 * p] = reds[p];
  write_images(folder / "a.bin", images);
  EXPECT_EQ(read_images(folder / "a.bin"), images);
  write_images(folder / "b.idx", images);
  std::filesystem::rename(folder / "b.idx", folder / "b.bin");
  try {
    read_images(folder / "b.bin");
    ADD_FAILURE();
  } catch (const corrupt_error& e) {
    EXPECT_NE(std::strstr(e.what(), "needs another ending"), nullptr) << e.what();
  }
}

TEST(cifar, is_refused_where_it_is_not_whole_or_its_labels_are_none) {
  const temporary_folder folder;
  const auto says = [&](std::size_t size, char first, const char* what) {
    std::string text(size, '\1');
    if (size > 0) text[0] = first;
    write_file_atomically(folder / "a.bin", testing::to_bytes(text));
    try {
      read_images(folder / "a.bin");
      ADD_FAILURE() << size;
    } catch (const corrupt_error& e) {
      EXPECT_NE(std::strstr(e.what(), what), nullptr) << e.what();
    }
  };
  says(3072, '\1', "no whole number of records");
  says(3074, '\1', "no whole number of records");
  says(0, '\1', "no whole number of records");
  says(3073, '\12', "labels are 0 to 9");
  EXPECT_THROW(format_images({noise({32, 32, 1}, 1)}, "bin"), domain_error);
  EXPECT_THROW(format_images({}, "bin"), domain_error);
}

}  // namespace
}  // namespace ansatz

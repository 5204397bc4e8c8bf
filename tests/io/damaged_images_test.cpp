#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/image_files.hpp>

#include "images.hpp"
#include "png_parts.hpp"

namespace ansatz {
namespace {

using testing::noise;

/// Small files of each format.
std::vector<std::vector<std::byte>> files() {
  using namespace testing;
  const image_set images{noise({2, 3, 3}, 1), noise({2, 3, 3}, 2)}, grey{noise({3, 5, 1}, 3)};
  std::vector<std::vector<std::byte>> out;
  for (const char* ending : {"idx", "npy", "pam", "pnm"}) out.push_back(format_images(images, ending));
  out.push_back(format_images({noise({2, 3, 3}, 1)}, "png"));
  out.push_back(format_images({image{{2, 9, 1}, std::vector<std::uint8_t>(18, 1)}}, "pbm"));
  for (const char* text : {"P2 2 2 255 10 200 0 255", "P1 # x\n3 1 0 1 1", "P3 1 1 255 1 2 3"})
    out.push_back(testing::to_bytes(text));
  out.push_back(testing::to_bytes(png_signature + png_header(3, 3, 1, 3, 1) + png_chunk("PLTE", "abcdef") +
                                  png_pixels(std::string{"\0\0\0\x80\0\x40\0\x80\0\0\0\xff", 12}) + png_end));
  return out;
}

/// Images, none, or a sentence: never anything else, and no more memory than a file of its size can ask for.
void expect_an_answer(std::span<const std::byte> bytes) {
  try {
    const auto images = images_in(bytes);
    if (!images) return;
    std::uint64_t size = 0;
    for (const image& i : *images) {
      ASSERT_EQ(i.pixels.size(), i.shape.size());
      size += i.pixels.size();
    }
    ASSERT_LE(size, 1032 * 24 * bytes.size());
  } catch (const corrupt_error& e) {
    ASSERT_STRNE(e.what(), "");
  }
}

TEST(damaged_images, cut_anywhere_give_an_answer) {
  for (const auto& file : files()) {
    ASSERT_TRUE(images_in(file));
    for (std::size_t n = 0; n < file.size(); ++n) expect_an_answer(std::span{file}.first(n));
  }
}

TEST(damaged_images, with_any_byte_changed_to_any_other_give_an_answer) {
  for (auto file : files())
    for (std::size_t i = 0; i < file.size(); ++i) {
      const std::byte before = file[i];
      for (unsigned v = 0; v < 256; v += i < 64 ? 1 : 15) {
        file[i] = static_cast<std::byte>(v);
        expect_an_answer(file);
      }
      file[i] = before;
    }
}

TEST(damaged_images, with_a_byte_added_or_left_out_give_an_answer) {
  for (const auto& file : files())
    for (std::size_t i = 0; i < file.size(); ++i) {
      auto other = file;
      other.erase(other.begin() + static_cast<std::ptrdiff_t>(i));
      expect_an_answer(other);
      other = file;
      other.insert(other.begin() + static_cast<std::ptrdiff_t>(i), std::byte{'7'});
      expect_an_answer(other);
    }
}

/// A chunk's checksum keeps changes from the decoder: here they have the right one.
TEST(damaged_images, of_png_with_right_checksums_give_an_answer) {
  using namespace testing;
  std::string header(13, '\0');
  header.replace(0, 10, big_endian(3) + big_endian(3) + "\x08\x02");
  const std::string rows = [] {
    std::string r;
    for (int y = 0; y < 3; ++y) r += '\4' + std::string(9, static_cast<char>('a' + y));
    return r;
  }();
  const std::string data = deflated(rows);
  const auto whole = [&](const std::string& h, const std::string& d) {
    return png_signature + png_chunk("IHDR", h) + png_chunk("IDAT", d) + png_end;
  };
  ASSERT_EQ(refusal(whole(header, data)), "(taken)");
  for (std::size_t i = 0; i < header.size(); ++i)
    for (int v = 0; v < 256; ++v) {
      std::string other = header;
      other[i] = static_cast<char>(v);
      expect_an_answer(testing::to_bytes(whole(other, data)));
    }
  for (std::size_t i = 0; i < data.size(); ++i)
    for (int v = 0; v < 256; ++v) {
      std::string other = data;
      other[i] = static_cast<char>(v);
      expect_an_answer(testing::to_bytes(whole(header, other)));
    }
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (int v = 0; v < 8; ++v) {
      std::string other = rows;
      other[i] = static_cast<char>(v);
      expect_an_answer(testing::to_bytes(whole(header, deflated(other))));
    }
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/image_files.hpp>

#include "images.hpp"
#include "png_parts.hpp"

namespace ansatz {
namespace {

using namespace testing;

/// A file of these parts, between signature and end.
std::string png(const std::string& parts) { return png_signature + parts + png_end; }

struct outcome {
  image_set images;
  std::vector<std::string> said;
};
outcome taken(const std::string& bytes) {
  outcome out;
  out.images =
      images_in(testing::to_bytes(bytes), {}, [&](const std::string& s) { out.said.push_back(s); }).value();
  return out;
}
void says(const std::string& bytes, const char* what) {
  const std::string said = refusal(bytes);
  EXPECT_NE(said.find(what), std::string::npos) << said;
}

const std::string row{"\0\1\2", 3};  // 2 pixels of 8 bits

TEST(png, of_one_two_or_four_bits_is_expanded_and_said_so) {
  const auto one = taken(png(png_header(10, 2, 1, 0) + png_pixels({"\0\xaa\x40\0\x0f\xc0", 6})));
  EXPECT_EQ(one.images, (image_set{image{{2, 10, 1}, {255, 0, 255, 0, 255, 0,   255, 0,   0,   255,
                                                      0,   0, 0,   0, 255, 255, 255, 255, 255, 255}}}));
  EXPECT_EQ(one.said, std::vector<std::string>{"grey of 1 bit is expanded to 0 to 255"});
  const auto two = taken(png(png_header(4, 1, 2, 0) + png_pixels({"\0\x1b", 2})));
  EXPECT_EQ(two.images, (image_set{image{{1, 4, 1}, {0, 85, 170, 255}}}));
  const auto four = taken(png(png_header(2, 1, 4, 0) + png_pixels({"\0\x1f", 2})));
  EXPECT_EQ(four.images, (image_set{image{{1, 2, 1}, {17, 255}}}));
}

TEST(png, of_a_palette_is_expanded_and_said_so) {
  const std::string palette = png_chunk("PLTE", "abcdef");
  const auto p = taken(png(png_header(3, 1, 1, 3) + palette + png_pixels({"\0\x40", 2})));
  EXPECT_EQ(p.images, (image_set{image{{1, 3, 3}, {'a', 'b', 'c', 'd', 'e', 'f', 'a', 'b', 'c'}}}));
  EXPECT_EQ(p.said, std::vector<std::string>{"a palette is expanded to colours"});
  EXPECT_EQ(taken(png(png_header(2, 1, 8, 3) + palette + png_pixels({"\0\1\0", 3}))).images,
            (image_set{image{{1, 2, 3}, {'d', 'e', 'f', 'a', 'b', 'c'}}}));
  says(png(png_header(2, 1, 8, 3) + palette + png_pixels(row)), "the colour 2 of a palette of 2");
  says(png(png_header(2, 1, 8, 3) + png_pixels(row)), "no palette");
  says(png(png_header(2, 1, 8, 3) + png_chunk("PLTE", "abcd") + png_pixels(row)), "a palette of 4 bytes");
  says(png(png_header(2, 1, 8, 3) + png_chunk("PLTE", std::string(771, 'x')) + png_pixels(row)),
       "a palette of 771");
  says(png(png_header(2, 1, 8, 3) + palette + palette + png_pixels(row)), "after another one");
  says(png(png_header(2, 1, 8, 0) + palette + png_pixels(row)), "a palette in a grey image");
}

TEST(png, of_interlaced_rows_is_put_in_order) {
  // Adam7 of 2x2: the first pixel, then the one beside it, then the second row.
  const auto p = taken(png(png_header(2, 2, 8, 0, 1) + png_pixels({"\0\1\0\2\0\3\4", 7})));
  EXPECT_EQ(p.images, (image_set{image{{2, 2, 1}, {1, 2, 3, 4}}}));
}

TEST(png, keeps_no_metadata_and_says_so) {
  const auto p = taken(png(png_header(2, 1, 8, 0) + png_chunk("tEXt", "a") +
                           png_chunk("gAMA", "not even valid") + png_pixels(row) + png_chunk("tEXt", "b")));
  EXPECT_EQ(p.images, (image_set{image{{1, 2, 1}, {1, 2}}}));
  EXPECT_EQ(p.said, std::vector<std::string>{"metadata are not kept: gAMA, tEXt"});
}

TEST(png, with_pixels_in_several_pieces_is_one) {
  const std::string data = deflated(row);
  EXPECT_EQ(taken(png(png_header(2, 1, 8, 0) + png_chunk("IDAT", data.substr(0, 3)) + png_chunk("IDAT", "") +
                      png_chunk("IDAT", data.substr(3))))
                .images,
            (image_set{image{{1, 2, 1}, {1, 2}}}));
}

TEST(png, of_what_is_not_8_bits_of_grey_or_colour_is_refused) {
  says(png(png_header(1, 1, 16, 0) + png_pixels({"\0\1\2", 3})), "16 bits");
  says(png(png_header(1, 1, 16, 2) + png_pixels(std::string(7, '\0'))), "16 bits");
  says(png(png_header(1, 1, 8, 4) + png_pixels(row)), "an alpha channel");
  says(png(png_header(1, 1, 8, 6) + png_pixels(std::string(5, '\0'))), "an alpha channel");
  says(png(png_header(2, 1, 8, 0) + png_chunk("tRNS", "ab") + png_pixels(row)), "transparency");
  says(png(png_header(2, 1, 8, 0) + png_chunk("acTL", "") + png_pixels(row)), "an animation");
  says(png(png_header(2, 1, 4, 2) + png_pixels(row)), "4 bits a number");
  says(png(png_header(2, 1, 3, 0) + png_pixels(row)), "3 bits a number");
  says(png(png_header(2, 1, 16, 3) + png_pixels(row)), "16 bits a number");
  says(png(png_header(2, 1, 8, 1) + png_pixels(row)), "colour type 1");
  says(png(png_header(2, 1, 8, 0, 2) + png_pixels(row)), "unknown methods");
}

TEST(png, is_refused_where_it_is_damaged_and_says_where) {
  const std::string head = png_header(2, 1, 8, 0), pixels = png_pixels(row), good = png(head + pixels);
  ASSERT_EQ(refusal(good), "(taken)");
  says(good + "x", ("bytes follow the end, from byte " + std::to_string(good.size())).c_str());
  says(good.substr(0, 20), "the file ends too early, in the chunk IHDR at byte 8");
  says(good.substr(0, 60), "the file ends too early");
  says("\x89PNG\n\x1a\n" + good.substr(8), "a transfer as text");
  std::string wrong = good;
  wrong[good.size() - 12 - 5] ^= 1;
  says(wrong, "the checksum of the chunk IDAT at byte 33 is wrong");
  says(png(pixels), "IHDR is the first chunk");
  says(png(head + head + pixels), "IHDR is the first chunk");
  says(png(head), "no pixels");
  says(png(head + pixels + png_chunk("tEXt", "") + pixels), "both sides of tEXt");
  says(png(head + png_chunk("ABCD", "") + pixels), "critical chunk of an unknown kind, ABCD");
  says(png(head + png_chunk("\x1b[2J", "") + pixels), "no chunk begins at byte 33");
  says(png_signature + head + pixels + png_chunk("IEND", "x"), "an end (IEND) that is not empty");
  says(png_signature + png_chunk("IHDR", "short") + pixels + png_end, "a header of 5 bytes");
  says(png(png_header(0, 1, 8, 0) + pixels), "a header of 1x0");
  says(png(png_header(0x80000000, 1, 8, 0) + pixels), "a header of 1x2147483648");
  says(png(png_header(0x7fffffff, 0x7fffffff, 8, 2) + pixels), "more than");
  says(png(head + png_pixels({"\0\1", 2})), "damaged pixels");
  says(png(head + png_pixels(row + "x")), "damaged pixels");
  says(png(head + png_pixels({"\7\1\2", 3})), "damaged pixels");
  says(png(head + png_chunk("IDAT", deflated(row) + "x")), "damaged pixels");
  std::string sum = deflated(row);
  sum.back() ^= 1;
  says(png(head + png_chunk("IDAT", sum)), "damaged pixels");
}

}  // namespace
}  // namespace ansatz

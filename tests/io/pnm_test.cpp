#include <gtest/gtest.h>

#include <ansatz/io/image_files.hpp>

#include "images.hpp"

namespace ansatz {
namespace {

using namespace std::literals;
using testing::refusal;
using testing::to_bytes;

image_set taken(std::string_view bytes) {
  const auto images = images_in(to_bytes(bytes));
  return images ? *images : image_set{};
}

const image square{{2, 2, 1}, {10, 200, 0, 255}};

TEST(pnm, is_read_as_text_and_binary_with_comments_and_any_spaces) {
  EXPECT_EQ(taken("P2 2 2 255 10 200 0 255"), image_set{square});
  EXPECT_EQ(taken("P2\n# a comment\n2 # another\n2\n255\n10 200 # and one here\n0 255\n\n"),
            image_set{square});
  EXPECT_EQ(taken("P5\n2 2\n255\n\x0a\xc8\0\xff"sv), image_set{square});
  EXPECT_EQ(taken("P5#\n2\t2\r\n255 \x0a\xc8\0\xff"sv), image_set{square});
  EXPECT_EQ(taken("P5 2 2 255# until here\n\x0a\xc8\0\xff"sv), image_set{square});
  EXPECT_EQ(taken("P3 1 2 255 1 2 3 4 5 6"), (image_set{image{{2, 1, 3}, {1, 2, 3, 4, 5, 6}}}));
  EXPECT_EQ(taken("P6 1 1 255\nabc"), (image_set{image{{1, 1, 3}, {'a', 'b', 'c'}}}));
  // The raster begins after one space, whatever it begins with.
  EXPECT_EQ(taken("P5 1 2 255\n\n#"), (image_set{image{{2, 1, 1}, {'\n', '#'}}}));
}

TEST(pnm, of_bits_has_the_values_0_and_1) {
  const image bits{{2, 3, 1}, {1, 0, 1, 0, 1, 1}};
  EXPECT_EQ(taken("P1 3 2\n1 0 1\n0 1 1\n"), image_set{bits});
  EXPECT_EQ(taken("P1 3 2 101011"), image_set{bits});
  EXPECT_EQ(taken("P4 3 2\n\xa0\x60"sv), image_set{bits});
  EXPECT_EQ(taken("P5 3 2 1\n\1\0\1\0\1\1"sv), image_set{bits});
  EXPECT_EQ(taken("P2 3 2 1 1 0 1 0 1 1"), image_set{bits});
  EXPECT_EQ(taken("P7\nWIDTH 3\nHEIGHT 2\nDEPTH 1\nMAXVAL 1\nTUPLTYPE BLACKANDWHITE\nENDHDR\n\1\0\1\0\1\1"sv),
            image_set{bits});
  EXPECT_EQ(images_in(format_images({bits, bits}, "pbm")), (image_set{bits, bits}));
  image wide{{3, 17, 1}, {}};
  for (std::uint32_t i = 0; i < 51; ++i) wide.pixels.push_back(i * i % 7 < 3 ? 1 : 0);
  EXPECT_EQ(images_in(format_images({wide}, "pbm")), image_set{wide});
  EXPECT_THROW(format_images({image{{1, 1, 1}, {2}}}, "pbm"), domain_error);
}

TEST(pnm, holds_several_images_in_a_row) {
  EXPECT_EQ(taken("P2 1 1 255 7 P2 1 1 255 8\nP6 1 1 255\nabcP5 1 1 255\nx").size(), 4u);
}

TEST(pnm, of_arbitrary_maps_may_name_their_lines_in_any_order) {
  EXPECT_EQ(taken("P7\nMAXVAL 255\n# a comment\n\nDEPTH 3\nWIDTH 1\nHEIGHT 1\nENDHDR\nabc"),
            (image_set{image{{1, 1, 3}, {'a', 'b', 'c'}}}));
}

TEST(pnm, is_refused_with_the_place_and_the_reason) {
  EXPECT_EQ(refusal("P5 2 2 255\nabc"),
            "PNM: image 0, at byte 11: the pixels end too early: 2x2 need 4 bytes, and there are 3");
  EXPECT_EQ(refusal("P5 1 1 255\naP5 0 1 255\n"), "PNM: image 1, at byte 23: an image of 1x0 has no pixels");
  EXPECT_EQ(refusal("P5 2 1 255\nabX"),
            "PNM: image 1, at byte 13: bytes that are no further image follow: cut them off");
  const auto says = [](std::string_view bytes, const char* what) {
    const std::string said = refusal(bytes);
    EXPECT_NE(said.find(what), std::string::npos) << said;
  };
  says("P5 1 1 65535\nab", "16 bits a number");
  says("P5 1 1 100\na", "a largest value of 100");
  says("P5 1 1 0\na", "a largest value of 0");
  says("P5 1234567890 1 255\na", "more than 9 digits");
  says("P5 999999999 999999999 255\na", "need 999999998000000001 bytes");
  says("P3 999999999 999999999 255\n1", "need 5999999988000000005 bytes");
  says("P5 -1 1 255\na", "no number for the width");
  says("P5 1 1", "ends before the largest value");
  says("P5 # a comment without an end", "ends before the width");
  says("P5 1 1 255a", "no space ends the header");
  says("P2 1 1 255 256", "256 above the largest");
  says("P2 1 2 255 1 x2", "no number for the pixels");
  says("P2 1 1 255 1x", "does not end");
  says("P1 2 1 02", "neither 0 nor 1");
  says("P5 1 1 1\n\2"sv, "above the largest, 1");
  says("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\nabcd", "an alpha channel");
  says("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nENDHDR\nab", "an alpha channel");
  says("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 3\nMAXVAL 255\nTUPLTYPE XYZ\nENDHDR\nabc", "neither grey nor colour");
  says("P7\nWIDTH 1\nWIDTH 1\nENDHDR\n", "WIDTH stands twice");
  says("P7\nWIDTH x\nENDHDR\n", "no number for");
  says("P7\nWIDTH 1\n\x1b[31mred\nENDHDR\n", "'\\x1b[31mred'");
  says("P7\nWIDTH 1\nHEIGHT 1", "ends in the header");
  says("P7 332\n80 60 255\n", "an unknown line");  // a thumbnail of xv
}

}  // namespace
}  // namespace ansatz

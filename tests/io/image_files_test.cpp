#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/image_files.hpp>
#include <cstring>
#include <fstream>

#include "data.hpp"
#include "images.hpp"

namespace ansatz {
namespace {

using testing::noise;
using testing::temporary_folder;

/// What the formats can hold: one image or several, of one size or of any, grey or colour.
struct can {
  const char* ending;
  bool several, sizes, grey, colour;
};
constexpr can formats[] = {
    {"idx", true, false, true, true}, {"ubyte", true, false, true, true}, {"npy", true, false, true, true},
    {"pgm", true, true, true, false}, {"ppm", true, true, false, true},   {"pnm", true, true, true, true},
    {"pam", true, true, true, true},  {"png", false, false, true, true},
};
constexpr image_shape shapes[] = {{1, 1, 1},  {1, 1, 3}, {1, 1000, 1}, {1000, 1, 3},  {7, 13, 1},
                                  {7, 13, 3}, {5, 3, 1}, {300, 1, 1},  {257, 255, 3}, {2, 3, 3}};

TEST(image_files, bring_any_size_back_in_every_format_that_holds_it) {
  for (const can& f : formats)
    for (const image_shape& shape : shapes) {
      if (!(shape.channels == 1 ? f.grey : f.colour)) continue;
      for (std::uint32_t count = 1; count <= (f.several ? 3u : 1u); ++count) {
        image_set images;
        for (std::uint32_t i = 0; i < count; ++i) images.push_back(noise(shape, i));
        const auto bytes = format_images(images, f.ending);
        EXPECT_EQ(images_in(bytes), images) << f.ending << ' ' << shape.height << 'x' << shape.width;
      }
    }
}

TEST(image_files, hold_what_their_format_can_and_refuse_the_rest) {
  const image_set sizes{noise({2, 3, 1}, 1), noise({3, 2, 1}, 2)},
      mixed{noise({2, 3, 1}, 1), noise({2, 3, 3}, 2)};
  for (const can& f : formats) {
    const bool all_sizes = f.sizes && f.grey, both = f.sizes && f.grey && f.colour;
    if (all_sizes)
      EXPECT_EQ(images_in(format_images(sizes, f.ending)), sizes) << f.ending;
    else
      EXPECT_THROW(format_images(sizes, f.ending), domain_error) << f.ending;
    if (both)
      EXPECT_EQ(images_in(format_images(mixed, f.ending)), mixed) << f.ending;
    else
      EXPECT_THROW(format_images(mixed, f.ending), domain_error) << f.ending;
  }
  EXPECT_THROW(format_images({noise({2, 2, 1}, 0)}, "jpg"), domain_error);
  EXPECT_THROW(format_images({noise({2, 2, 1}, 0)}, ""), domain_error);
  EXPECT_THROW(format_images({image{{2, 2, 1}, {1, 2, 3}}}, "pgm"), domain_error);
  EXPECT_THROW(format_images({image{{2, 2, 2}, std::vector<std::uint8_t>(8)}}, "pam"), domain_error);
  EXPECT_THROW(format_images({image{{0, 2, 1}, {}}}, "png"), domain_error);
}

TEST(image_files, of_no_images_are_idx_and_npy) {
  for (const can& f : formats)
    if (f.several && !f.sizes)
      EXPECT_EQ(images_in(format_images({}, f.ending)), image_set{}) << f.ending;
    else
      EXPECT_THROW(format_images({}, f.ending), domain_error) << f.ending;
}

TEST(image_files, are_known_by_content_whatever_they_are_called) {
  const temporary_folder folder;
  const image_set one{noise({4, 5, 3}, 1)};
  for (const can& f : formats) {
    if (!f.colour) continue;
    write_images(folder / (std::string{"a."} + f.ending), one);
    std::filesystem::rename(folder / (std::string{"a."} + f.ending), folder / "a.dat");
    EXPECT_EQ(read_images(folder / "a.dat"), one) << f.ending;
  }
  write_images(folder / "UPPER.PNG", one);
  EXPECT_EQ(read_images(folder / "UPPER.PNG"), one);
  write_images(folder / "images-idx4-ubyte", one);
  EXPECT_EQ(read_images(folder / "images-idx4-ubyte"), one);
  EXPECT_THROW(write_images(folder / "a.png.gz", one), domain_error);
}

TEST(image_files, of_five_hundred_sizes_are_a_folder) {
  const temporary_folder folder;
  image_set images;
  for (std::uint32_t i = 0; i < 500; ++i)
    images.push_back(noise({1 + i % 23, 1 + i % 29, i % 2 == 0 ? 1u : 3u}, i));
  write_images(folder / "set/", images);
  EXPECT_TRUE(std::filesystem::exists(folder / "set/000499.png"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
  EXPECT_EQ(read_images(folder / "set"), images);
  images.resize(7);
  EXPECT_EQ(read_images(folder / "set", {.count = 7}), images);
  EXPECT_THROW(write_images(folder / "set", images), domain_error);  // not empty

  std::filesystem::create_directory(folder / "empty");
  EXPECT_THROW(read_images(folder / "empty"), error);
  write_images(folder / "empty", images);
  EXPECT_EQ(read_images(folder / "empty"), images);
  EXPECT_THROW(write_images(folder / "none/", {}), domain_error);
  EXPECT_FALSE(std::filesystem::exists(folder / "none"));
  write_images(folder / "file.pam", images);
  EXPECT_THROW(write_images((folder / "file.pam").string() + "/", images), error);
}

TEST(image_files, of_a_folder_that_cannot_be_finished_leave_nothing) {
  const temporary_folder folder;
  const image_set images{noise({2, 2, 1}, 1), image{{2, 2, 1}, {1}}};
  EXPECT_THROW(write_images(folder / "new/", images), error);
  std::filesystem::create_directory(folder / "there");
  EXPECT_THROW(write_images(folder / "there", images), error);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "there"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
}

TEST(image_files, are_taken_in_order_with_remarks_and_an_error_names_its_file) {
  const temporary_folder folder;
  const image a = noise({2, 2, 1}, 1), b = noise({3, 3, 3}, 2);
  write_images(folder / "2.pgm", {a});
  write_images(folder / "10.png", {b});
  write_file_atomically(folder / ".hidden", {});
  std::filesystem::create_directory(folder / "sub");
  std::vector<std::string> said;
  const image_notes note = [&](const std::string& s) { said.push_back(s); };
  EXPECT_EQ(read_images(folder.path(), {}, note), (image_set{b, a}));
  ASSERT_EQ(said.size(), 2u);
  EXPECT_NE(said[1].find(".hidden: a hidden file"), std::string::npos) << said[1];
  EXPECT_NE(said[0].find("sub: a folder"), std::string::npos) << said[0];
  const std::vector<std::filesystem::path> list{folder / "2.pgm", folder / "10.png", folder / "2.pgm"};
  EXPECT_EQ(read_images(list), (image_set{a, b, a}));

  write_file_atomically(folder / "note.txt", testing::to_bytes("not an image"));
  try {
    read_images(folder.path());
    FAIL();
  } catch (const corrupt_error& e) {
    EXPECT_NE(std::strstr(e.what(), "note.txt: is no image file"), nullptr) << e.what();
  }
  EXPECT_THROW(read_images(folder / "absent.png"), error);
}

TEST(image_files, that_say_the_same_of_many_files_say_it_once) {
  const temporary_folder folder;
  for (const char* name : {"a.pbm", "b.pbm", "c.pbm"}) write_images(folder / name, {image{{1, 1, 1}, {1}}});
  std::vector<std::string> said;
  read_images(folder.path(), {}, [&](const std::string& s) { said.push_back(s); });
  ASSERT_EQ(said.size(), 1u);
  EXPECT_NE(said[0].find("a.pbm and 2 more: bits"), std::string::npos) << said[0];
}

TEST(image_files, of_other_kinds_are_called_by_their_name) {
  const temporary_folder folder;
  const auto refusal = [&](std::string_view bytes, const std::string& name = "x") -> std::string {
    write_file_atomically(folder / name, testing::to_bytes(bytes));
    EXPECT_EQ(images_in(testing::to_bytes(bytes)), std::nullopt);
    try {
      read_images(folder / name);
    } catch (const corrupt_error& e) {
      return e.what();
    }
    return "(taken)";
  };
  EXPECT_NE(refusal("\xff\xd8\xff\xe0 JFIF").find("a JPEG file, lossy already"), std::string::npos);
  EXPECT_NE(refusal("GIF89a").find("a GIF file"), std::string::npos);
  EXPECT_NE(refusal("RIFF....WEBPVP8L").find("a WebP file"), std::string::npos);
  EXPECT_NE(refusal("\xff\x0a..").find("a JPEG XL file"), std::string::npos);
  EXPECT_NE(refusal({"\0\0\0\x0cJXL \r\n\x87\n", 12}).find("a JPEG XL file"), std::string::npos);
  EXPECT_NE(refusal("BM....").find("a BMP file"), std::string::npos);
  EXPECT_NE(refusal("PK\3\4....").find("a zip archive"), std::string::npos);
  EXPECT_NE(refusal("ansatz\x1a....").find("decompress it"), std::string::npos);
  EXPECT_NE(refusal("").find("empty"), std::string::npos);
  EXPECT_NE(refusal(std::string(100, '\0')).find("is no image file"), std::string::npos);
  EXPECT_NE(refusal("P5", "x.pgm").find("is no image file"), std::string::npos);
  EXPECT_EQ(foreign_format(testing::to_bytes("some text")), "");
}

TEST(image_files, above_the_limits_are_refused_before_memory_is_taken) {
  const image_set images{noise({10, 10, 3}, 1), noise({10, 10, 3}, 2)};
  for (const char* ending : {"idx", "npy", "pam"}) {
    const auto bytes = format_images(images, ending);
    EXPECT_THROW(images_in(bytes, {.pixels_of_one = 299}), error) << ending;
    EXPECT_EQ(images_in(bytes, {.pixels_of_one = 300}), images) << ending;
    EXPECT_THROW(images_in(bytes, {.bytes = 400}), error) << ending;
    EXPECT_EQ(images_in(bytes, {.count = 1}), image_set{images[0]}) << ending;
  }
  const auto png = format_images({images[0]}, "png");
  EXPECT_THROW(images_in(png, {.pixels_of_one = 299}), error);
}

TEST(image_files, of_real_photographs_and_digits_come_back_by_every_format) {
  const auto kodak = testing::data_path("kodak"),
             mnist = testing::data_path("mnist/t10k-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(kodak);
  ANSATZ_NEEDS_DATA(mnist);
  std::vector<std::string> said;
  const image_set photographs =
      read_images(kodak, {.count = 4}, [&](const std::string& s) { said.push_back(s); });
  ASSERT_EQ(photographs.size(), 4u);
  EXPECT_EQ(photographs[0].shape, (image_shape{512, 768, 3}));
  EXPECT_EQ(photographs[3].shape, (image_shape{768, 512, 3}));
  ASSERT_EQ(said.size(), 1u);
  EXPECT_NE(said[0].find("metadata are not kept"), std::string::npos) << said[0];
  for (const char* ending : {"ppm", "pam"})
    EXPECT_EQ(images_in(format_images(photographs, ending)), photographs);
  EXPECT_EQ(images_in(format_images({photographs[0]}, "png")), image_set{photographs[0]});
  const image_set digits = read_images(mnist);
  ASSERT_EQ(digits.size(), 10000u);
  EXPECT_EQ(digits[9999].shape, (image_shape{28, 28, 1}));
  for (const char* ending : {"idx", "npy", "pgm"})
    EXPECT_EQ(images_in(format_images(digits, ending)), digits);
}

}  // namespace
}  // namespace ansatz

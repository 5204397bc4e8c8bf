#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/image_files.hpp>
#include <cstring>
#include <optional>

#include "images.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using testing::noise;

class image_writing : public ::testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_ / name; }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator{folder_.path()}, {}); }

  testing::temporary_folder folder_;
};

const byte_sink nowhere = [](std::span<const std::byte>) {};

image_set of_one_shape(const image_shape& shape, std::uint32_t count) {
  image_set out;
  for (std::uint32_t i = 0; i < count; ++i) out.push_back(noise(shape, i));
  return out;
}

TEST_F(image_writing, one_by_one_gives_what_all_at_once_give) {
  for (const char* format : {"idx", "ubyte", "npy", "pgm", "pnm", "pam", "ppm", "bin", "png"}) {
    const std::string_view f = format;
    const image_shape shape{32, 32, f == "ppm" || f == "bin" ? 3u : 1u};
    const image_set images = of_one_shape(shape, f == "png" ? 1 : 200);  // more than is handed on at a time
    const image_listing what{images.size(), shape, 0};
    std::vector<std::byte> bytes;
    image_writer to{[&](std::span<const std::byte> b) { bytes.insert(bytes.end(), b.begin(), b.end()); },
                    format, what};
    image_writer file{at(std::string{"a."} + format), "", what}, named{at("named"), format, what};
    for (const image& i : images)
      for (image_writer* w : {&to, &file, &named}) w->write(i);
    for (image_writer* w : {&to, &file, &named}) w->finish();
    EXPECT_EQ(bytes, format_images(images, format)) << format;
    EXPECT_EQ(read_file(at(std::string{"a."} + format)), bytes) << format;
    EXPECT_EQ(read_file(at("named")), bytes) << format;
    EXPECT_EQ(read_images(at(std::string{"a."} + format)), images) << format;
  }
}

TEST_F(image_writing, of_many_sizes_needs_no_common_shape_where_the_format_needs_none) {
  const image_set images{noise({2, 3, 1}, 1), noise({3, 2, 1}, 2)};
  for (const char* format : {"pgm", "pnm", "pam"}) {
    image_writer to{at("a"), format, {2, {}, 0}};
    for (const image& i : images) to.write(i);
    to.finish();
    EXPECT_EQ(read_images(at("a")), images);
  }
}

TEST_F(image_writing, refuses_what_its_format_cannot_hold_before_there_is_an_image) {
  const image_shape grey{2, 2, 1}, colour{2, 2, 3};
  struct refused {
    const char* format;
    image_listing what;
  };
  for (const refused& r : std::initializer_list<refused>{{"", {1, grey}},
                                                         {"jpg", {1, grey}},
                                                         {"gz", {1, grey}},
                                                         {"png", {0, grey}},
                                                         {"png", {2, grey}},
                                                         {"pgm", {1, colour}},
                                                         {"pbm", {1, colour}},
                                                         {"ppm", {1, grey}},
                                                         {"idx", {2, {}}},
                                                         {"npy", {2, {}}},
                                                         {"bin", {2, {}}},
                                                         {"bin", {1, colour}},
                                                         {"pam", {0, grey}},
                                                         {"bin", {0, {}}},
                                                         {"pam", {1, {{2, 2, 2}}}},
                                                         {"idx", {1, {{0, 2, 1}}}},
                                                         {"idx", {std::uint64_t{1} << 32, grey}}}) {
    EXPECT_THROW((image_writer{nowhere, r.format, r.what}), domain_error) << r.format;
    const std::string name = *r.format == '\0' ? "a" : std::string{"a."} + r.format;
    EXPECT_THROW((image_writer{at(name), "", r.what}), domain_error) << r.format;
    EXPECT_THROW((image_writer{at("a.idx"), *r.format == '\0' ? "none" : r.format, r.what}), domain_error);
  }
  EXPECT_EQ(files(), 0);
}

TEST_F(image_writing, refuses_a_path_that_cannot_be_written_before_there_is_an_image) {
  const image_listing one{1, {{2, 2, 1}}};
  ASSERT_EQ(::mkfifo(at("pipe.pgm").c_str(), 0600), 0);
  fs::create_directory(at("full"));
  write_images(at("full/a.pgm"), {noise({2, 2, 1}, 1)});
  write_images(at("read_only.pgm"), {noise({2, 2, 1}, 1)});
  ASSERT_EQ(::chmod(at("read_only.pgm").c_str(), 0444), 0);
  fs::create_symlink("nowhere", at("lost"));
  for (const fs::path& path : {at("no such/a.pgm"), at("no such/a/"), at("pipe.pgm"), at("read_only.pgm"),
                               at("read_only.pgm/"), at("lost/"), fs::path{"/dev/null"}})
    EXPECT_THROW((image_writer{path, path == "/dev/null" ? "pgm" : "", one}), error) << path;
  EXPECT_THROW((image_writer{at("full"), "", one}), domain_error);
  EXPECT_THROW((image_writer{at("new/"), "", {0, {}}}), domain_error);
  EXPECT_THROW((image_writer{at("new/"), "pgm", one}), domain_error);
  EXPECT_EQ(files(), 4);
}

TEST_F(image_writing, of_fewer_or_more_than_listed_is_refused_and_leaves_nothing) {
  const image i = noise({2, 2, 1}, 1);
  for (const char* name : {"a.idx", "a.pam", "new/"}) {
    image_writer fewer{at(name), "", {2, i.shape}};
    fewer.write(i);
    EXPECT_THROW(fewer.finish(), domain_error);
    image_writer more{at(name), "", {1, i.shape}};
    more.write(i);
    EXPECT_THROW(more.write(i), domain_error);
    EXPECT_THROW(more.finish(), domain_error);
    image_writer other{at(name), "", {2, i.shape}};
    other.write(i);
    EXPECT_THROW(other.write(noise({2, 3, 1}, 1)), domain_error);
    EXPECT_THROW(other.finish(), domain_error);
    image_writer hollow{at(name), "", {1, i.shape}};
    EXPECT_THROW(hollow.write(image{{2, 2, 1}, {1}}), domain_error);
  }
  EXPECT_EQ(files(), 0);
  image_writer mixed{at("a.pgm"), "", {2, {}}};
  mixed.write(i);
  EXPECT_THROW(mixed.write(noise({2, 2, 3}, 1)), domain_error);
  image_writer bits{at("a.pbm"), "", {1, i.shape}};
  EXPECT_THROW(bits.write(i), domain_error);
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator{folder}) out.push_back(entry.path().filename());
  std::ranges::sort(out);
  return out;
}

TEST_F(image_writing, numbers_the_files_of_a_folder_from_the_first_and_leaves_gaps) {
  const image i = noise({2, 2, 1}, 1);
  image_writer to{at("set/"), "png", {4, i.shape, 7}};
  to.write(i);
  to.skip(2);
  to.write(i);
  to.write(i);
  to.skip(1);
  to.write(i);
  EXPECT_FALSE(fs::exists(at("set")));
  to.finish();
  EXPECT_EQ(names_in(at("set")),
            (std::vector<std::string>{"000007.png", "000010.png", "000011.png", "000013.png"}));
  EXPECT_EQ(files(), 1);

  image_writer many{at("many/"), "", {2, i.shape, 999999}};
  many.write(i);
  many.write(i);
  many.finish();
  EXPECT_EQ(names_in(at("many")), (std::vector<std::string>{"0999999.png", "1000000.png"}));
  image_writer last{at("last/"), "", {1, i.shape, 999999}};
  last.write(i);
  last.finish();
  EXPECT_EQ(names_in(at("last")), std::vector<std::string>{"999999.png"});
}

TEST_F(image_writing, of_a_folder_that_is_not_finished_leaves_it_as_it_was) {
  const image i = noise({2, 2, 1}, 1);
  fs::create_directory(at("there"));
  for (const char* name : {"new/", "there"}) {
    image_writer to{at(name), "", {5, {}}};
    to.write(i);
    to.skip(3);
    to.write(i);
  }
  EXPECT_EQ(files(), 1);
  EXPECT_TRUE(fs::is_empty(at("there")));
}

TEST_F(image_writing, of_one_folder_by_two_does_not_mix) {
  const image i = noise({2, 2, 1}, 1);
  image_writer a{at("set/"), "", {1, i.shape, 1}}, b{at("set/"), "", {1, i.shape, 2}};
  a.write(i);
  b.write(i);
  b.finish();
  EXPECT_THROW(a.finish(), error);
  EXPECT_EQ(names_in(at("set")), std::vector<std::string>{"000002.png"});
}

TEST_F(image_writing, whose_sink_fails_is_not_finished) {
  struct own {};
  image_writer to{[](std::span<const std::byte>) { throw own{}; }, "pam", {2, {}}};
  EXPECT_THROW(to.write(noise({300, 300, 1}, 1)), own);
  EXPECT_THROW(to.finish(), domain_error);
}

/// What a release wrote once is written for ever.
TEST_F(image_writing, gives_the_bytes_that_it_always_gave) {
  const auto hash = [](const image_set& images, const char* format) {
    return hash_hex(hash64(format_images(images, format)));
  };
  const image_set grey = of_one_shape({7, 13, 1}, 3), colour = of_one_shape({7, 13, 3}, 3);
  EXPECT_EQ(hash(grey, "idx"), "d37500aa947fdafa");
  EXPECT_EQ(hash(colour, "idx"), "e0afe1f3df405698");
  EXPECT_EQ(hash(grey, "npy"), "d7f47d9952c61568");
  EXPECT_EQ(hash(colour, "npy"), "a9b7334cc868901a");
  EXPECT_EQ(hash(grey, "pgm"), "0d25f2aaee3c3ae4");
  EXPECT_EQ(hash(colour, "ppm"), "0889f59dbe63198a");
  EXPECT_EQ(hash(grey, "pam"), "f05458710784ac4c");
  EXPECT_EQ(hash(colour, "pam"), "171c0bf28a4c2f0c");
  EXPECT_EQ(hash(of_one_shape({32, 32, 3}, 3), "bin"), "f27e3b060325507b");
}

}  // namespace
}  // namespace ansatz

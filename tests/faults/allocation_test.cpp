#include <ansatz/archive/container.hpp>
#include <ansatz/archive/salvage.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <filesystem>

#include "archive/chunks.hpp"
#include "faults/failing_memory.hpp"
#include "faults/small_data.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using testing::fail_each_allocation_of;

/// Of fitting a model as little as shows.
coding_options options_of(const coder& c) {
  coding_options o;
  if (c.codec() == "hmm") o.parameters = {{"states", 2}, {"rounds", 1}};
  if (c.codec() == "bb_ans") o.parameters = {{"lanes", 8}, {"block", 2}};
  return o;
}

TEST(allocation, that_fails_while_a_file_is_made_or_read_is_said_and_loses_nothing) {
  testing::for_each_codec([](const coder& c, const data_set& data) {
    const data_set some =
        copy_of(part_of(data, 0, std::min<std::uint64_t>(items_of(data), c.whole_items(data))));
    const container expected = c.compress(some, options_of(c));
    container got;
    EXPECT_GT(fail_each_allocation_of([&] { got = c.compress(some, options_of(c)); }), 10u);
    EXPECT_EQ(got, expected);
    data_set again;
    EXPECT_GT(fail_each_allocation_of([&] { again = c.decompress(expected); }), 10u);
    EXPECT_EQ(again, some);
  });
}

TEST(allocation, that_fails_while_a_model_is_loaded) {
  for (const char* model : {"vae_grey", "bit_swap_binary"}) {
    std::unique_ptr<coder> c;
    EXPECT_GT(fail_each_allocation_of([&] {
                c = load_coder(registered_codecs(),
                               testing::golden_path(std::string{"models/"} + model + ".safetensors"));
              }),
              100u);
    EXPECT_TRUE(c) << model;
  }
}

TEST(allocation, that_fails_while_a_container_is_written_read_or_salvaged) {
  const container c = testing::sample_container();
  const auto bytes = format_container(c);
  std::vector<std::byte> written;
  fail_each_allocation_of([&] { written = format_container(c); });
  EXPECT_EQ(written, bytes);
  container read;
  fail_each_allocation_of([&] { read = parse_container(bytes); });
  EXPECT_EQ(read, c);
  salvaged_chunks found;
  fail_each_allocation_of([&] { found = salvage(testing::bytes_of(bytes), bytes.size()); });
  EXPECT_EQ(found.chunks.size(), 3u);
}

TEST(allocation, that_fails_while_images_are_read_or_written) {
  const image_set grey = std::get<image_set>(testing::small_data("grey_8x8.idx", 3)), one = {grey.front()};
  for (const char* format : {"idx", "npy", "pgm", "pam", "png"}) {
    const image_set& images = std::string_view{format} == "png" ? one : grey;
    std::vector<std::byte> bytes;
    fail_each_allocation_of([&] { bytes = format_images(images, format); });
    std::optional<image_set> again;
    fail_each_allocation_of([&] { again = images_in(bytes); });
    EXPECT_EQ(again, images) << format;
  }
}

TEST(allocation, that_fails_while_a_file_is_replaced_leaves_the_old_one) {
  const fs::path folder = fs::temp_directory_path() / "ansatz_allocation_test";
  fs::remove_all(folder);
  fs::create_directory(folder);
  const fs::path file = folder / "file";
  const std::vector<std::byte> before(100, std::byte{1}), after(200000, std::byte{2});
  write_file_atomically(file, before);
  fail_each_allocation_of([&] { write_file_atomically(file, after); },
                          [&](bool done) {
                            EXPECT_EQ(read_file(file), done ? after : before);
                            EXPECT_EQ(std::distance(fs::directory_iterator{folder}, {}), 1) << "litter";
                            if (done) write_file_atomically(file, before);
                          });
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ansatz

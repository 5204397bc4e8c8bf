#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/io/image_files.hpp>
#include <ctime>

#include "images.hpp"
#include "png_parts.hpp"
#include "sources.hpp"

namespace ansatz {
namespace {

using testing::in_pieces;
using testing::noise;

/// Small files of each format, some of them damaged at the end.
std::vector<std::vector<std::byte>> files() {
  const image_set images{noise({2, 3, 3}, 1), noise({2, 3, 3}, 2), noise({2, 3, 3}, 3)},
      grey{noise({3, 5, 1}, 3)};
  std::vector<std::vector<std::byte>> out;
  for (const char* ending : {"idx", "npy", "pam", "pnm"}) out.push_back(format_images(images, ending));
  out.push_back(format_images(grey, "png"));
  out.push_back(format_images({image{{2, 9, 1}, std::vector<std::uint8_t>(18, 1)}}, "pbm"));
  for (const char* text : {"P2 2 2 255 10 200 0 255", "P1 # x\n3 1 0 1 1", "P3 1 1 255 1 2 3"})
    out.push_back(testing::to_bytes(text));
  for (std::size_t i = 0, n = out.size(); i < n; ++i) {
    for (const std::ptrdiff_t cut : {1, 5}) out.push_back({out[i].begin(), out[i].end() - cut});
    out.push_back(out[i]);
    out.back().push_back(std::byte{'x'});
    const std::string text{reinterpret_cast<const char*>(out[i].data()), out[i].size()};
    out.push_back(testing::to_bytes(testing::gzipped(text)));
  }
  return out;
}

struct outcome {
  image_set images;
  std::string said;
};

/// The images and what was said of them, taken in parts of so many numbers.
outcome taken(byte_reader& in, std::string_view name, std::uint64_t numbers, image_limits limits = {}) {
  outcome out;
  const images_taken take = [&](image_set part) {
    EXPECT_FALSE(part.empty());
    std::uint64_t sum = 0;
    for (image& i : part) {
      sum += i.pixels.size() + 32;
      out.images.push_back(std::move(i));
    }
    EXPECT_TRUE(sum <= numbers || part.size() == 1) << sum;
  };
  try {
    read_images_in_parts(in, name, limits, numbers, take,
                         [&](const std::string& s) { out.said += s + "; "; });
  } catch (const corrupt_error& e) {
    out.said = e.what();
  }
  return out;
}

TEST(image_streams, give_the_same_however_they_come_and_in_whatever_parts_they_go) {
  for (const auto& file : files()) {
    byte_reader whole{source_of(file)};
    const outcome expected = taken(whole, "a file", ~std::uint64_t{0});
    EXPECT_TRUE(whole.at_end() || !expected.said.empty());
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, file.size()})
      for (const std::uint64_t numbers : {1u, 50u, 100u, 1000000u}) {
        byte_reader in{in_pieces(file, piece)};
        const outcome got = taken(in, "a file", numbers);
        EXPECT_EQ(got.said, expected.said);
        // Parts before the damage were given; all at once are given only whole.
        if (expected.images.empty()) continue;
        EXPECT_EQ(got.images, expected.images);
      }
  }
}

TEST(image_streams, of_records_are_known_by_the_ending) {
  const image_set images{noise({32, 32, 3}, 1), noise({32, 32, 3}, 2)};
  const auto file = format_images(images, "bin");
  for (const std::size_t piece : {1u, 7u, 10000u}) {
    byte_reader in{in_pieces(file, piece)};
    EXPECT_EQ(taken(in, "a.bin", 1).images, images);
  }
  byte_reader in{source_of(file)};
  EXPECT_NE(taken(in, "a.dat", 1).said.find("a.dat: is no image file"), std::string::npos);
  byte_reader nameless{source_of(file)};
  EXPECT_EQ(taken(nameless, "", 1).said.find("is no image file"), 0u);
}

TEST(image_streams, are_known_by_their_first_bytes_of_which_none_is_taken) {
  const image grey = noise({4, 4, 1}, 1);
  for (const char* ending : {"idx", "npy", "pgm", "pnm", "pam", "png"}) {
    const auto file = format_images({grey}, ending);
    const std::string packed = testing::gzipped({reinterpret_cast<const char*>(file.data()), file.size()});
    for (const std::size_t piece : {std::size_t{1}, file.size()})
      for (const auto& bytes :
           {file, testing::to_bytes(packed), testing::to_bytes(testing::gzipped("") + packed)}) {
        byte_reader in{in_pieces(bytes, piece)};
        EXPECT_TRUE(begin_as_images(in)) << ending;
        EXPECT_EQ(in.position(), 0u);
        EXPECT_EQ(in.read(bytes.size() + 1), bytes);
      }
    // Damage behind the beginning is for who reads them.
    auto cut = testing::to_bytes(packed);
    cut.erase(cut.end() - 3, cut.end());
    byte_reader in{source_of(cut)};
    EXPECT_TRUE(begin_as_images(in)) << ending;
  }
  for (const std::string& other :
       {std::string{}, std::string{"text"}, std::string{"\x1f\x8b"}, std::string{"P5"}, testing::gzipped(""),
        testing::gzipped("some text"), std::string{"\xff\xd8\xff"}}) {
    const auto bytes = testing::to_bytes(other);
    byte_reader in{source_of(bytes)};
    EXPECT_FALSE(begin_as_images(in)) << other;
    EXPECT_EQ(in.position(), 0u);
  }
}

TEST(image_streams, stop_where_enough_images_are_taken) {
  const auto header = format_images({noise({28, 28, 1}, 1)}, "idx");
  auto many = std::vector<std::byte>(header.begin(), header.begin() + 16);
  many[4] = std::byte{0x7f};  // so many images as there are nowhere
  std::uint64_t asked = 0;
  byte_reader in{testing::counted(testing::repeated(many, std::vector<std::byte>(1 << 16), 1 << 20), asked)};
  EXPECT_EQ(taken(in, "", 1000, {.count = 10}).images.size(), 10u);
  EXPECT_LE(asked, 3u << 16);
}

TEST(image_streams, whose_taker_throws_say_what_it_said) {
  struct own {};
  const auto file = format_images({noise({2, 2, 1}, 1), noise({2, 2, 1}, 2)}, "pgm");
  byte_reader in{source_of(file)};
  EXPECT_THROW(read_images_in_parts(in, "a", {}, 1, [](image_set) { throw own{}; }), own);
  byte_reader again{source_of(file)};
  try {
    read_images_in_parts(again, "a", {}, 1, [](image_set) { throw domain_error("no room"); });
    FAIL();
  } catch (const domain_error& e) {
    EXPECT_STREQ(e.what(), "no room");
  }
}

TEST(image_streams, hold_no_more_at_once_than_the_limit) {
  image_set images;
  for (std::uint32_t i = 0; i < 50; ++i) images.push_back(noise({10, 10, 1}, i));
  const auto file = format_images(images, "pam");
  EXPECT_THROW(images_in(file, {.bytes = 1000}), error);
  byte_reader in{source_of(file)};
  EXPECT_EQ(taken(in, "", 500, {.bytes = 1000}).images, images);
  byte_reader large{source_of(file)};
  EXPECT_THROW(taken(large, "", 5000, {.bytes = 1000}), error);
}

/// The most memory that this process ever held.
std::uint64_t peak() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool memory_is_its_own = false;  // a sanitizer keeps what was given back
#else
constexpr bool memory_is_its_own = true;
#endif

TEST(image_streams, of_a_million_images_go_through_little_memory) {
  constexpr std::uint64_t count = 1000000;
  std::vector<std::byte> header = format_idx({{0, 28, 28}, {}});
  for (int b = 0; b < 4; ++b)
    header[static_cast<std::size_t>(4 + b)] = static_cast<std::byte>(count >> (24 - 8 * b));
  const std::uint64_t before = peak();
  byte_reader in{testing::repeated(header, std::vector<std::byte>(784 * 100, std::byte{9}), count / 100)};
  std::uint64_t images = 0, parts = 0;
  read_images_in_parts(in, "", {.bytes = std::uint64_t{1} << 22}, std::uint64_t{1} << 20,
                       [&](image_set part) {
                         images += part.size();
                         ++parts;
                         EXPECT_EQ(part.back().pixels.back(), 9);
                       });
  EXPECT_EQ(images, count);
  EXPECT_EQ(parts, (count + 1284) / 1285);  // 1285 of 784 + 32 numbers are below 2^20
  EXPECT_TRUE(!memory_is_its_own || peak() - before <= 20u << 20) << peak() - before;
}

/// A gzip file of these bytes and then zeros without end, or nearly so: deflate's blocks that begin afresh
/// follow one another.
byte_source bomb(std::span<const std::byte> first, std::uint64_t mebibytes) {
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  const auto piece = [&](std::span<const std::byte> plain) {
    std::vector<std::byte> out(1 << 16);
    z.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    z.avail_in = static_cast<uInt>(plain.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&z, Z_FULL_FLUSH), Z_OK);
    out.erase(out.end() - static_cast<std::ptrdiff_t>(z.avail_out), out.end());
    return out;
  };
  const std::vector<std::byte> zeros(1 << 20);
  const auto head = piece(first), more = piece(zeros);
  deflateEnd(&z);
  return testing::repeated(head, more, mebibytes);
}

TEST(image_streams, that_unpack_to_gigabytes_behind_one_image_are_refused_at_once) {
  for (const char* ending : {"idx", "npy", "pgm", "png"}) {
    const auto file = format_images({noise({28, 28, 1}, 1)}, ending);
    const std::uint64_t before = peak();
    const std::clock_t start = std::clock();  // of this process: others may be at work
    std::uint64_t packed = 0;
    byte_reader in{testing::counted(bomb(file, 1536), packed)};
    EXPECT_NE(taken(in, "bomb", ~std::uint64_t{0}).said, "") << ending;
    EXPECT_LE(packed, 3u << 16);  // of more than a megabyte and a half
    EXPECT_LE(std::clock() - start, CLOCKS_PER_SEC);
    EXPECT_TRUE(!memory_is_its_own || peak() - before <= 20u << 20) << peak() - before;
  }
}

}  // namespace
}  // namespace ansatz

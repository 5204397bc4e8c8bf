#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/byte_stream.hpp>
#include <random>
#include <utility>

#include "sources.hpp"

namespace ansatz {
namespace {

using testing::in_pieces;

std::vector<std::byte> numbered(std::size_t n) {
  std::vector<std::byte> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::byte>(i * 7 + i / 256);
  return out;
}

TEST(byte_stream, of_memory_is_given_once) {
  const auto bytes = numbered(10);
  byte_source source = source_of(bytes);
  std::vector<std::byte> to(7);
  EXPECT_EQ(source(to), 7u);
  EXPECT_TRUE(std::ranges::equal(to, std::span{bytes}.first(7)));
  EXPECT_EQ(source(to), 3u);
  EXPECT_EQ(source(to), 0u);
}

TEST(byte_stream, comes_out_whole_however_it_goes_in_and_is_asked_for) {
  const auto bytes = numbered(300000);
  for (const std::size_t piece : {1u, 7u, 65536u, 1000000u})
    for (std::uint32_t seed = 0; seed < 5; ++seed) {
      byte_reader in{in_pieces(bytes, piece)};
      std::mt19937 random{seed};
      std::vector<std::byte> out;
      while (!in.at_end()) {
        ASSERT_EQ(in.position(), out.size());
        const std::size_t n = random() % (random() % 4 == 0 ? 200000 : 50);
        switch (random() % 4) {
          case 0: {
            const auto next = in.peek(n);
            ASSERT_EQ(next.size(), std::min(n, bytes.size() - out.size()));
            const auto some = next.first(next.size() / 2);
            out.insert(out.end(), some.begin(), some.end());
            in.skip(some.size());
            break;
          }
          case 1: {
            const auto next = in.read(n);
            out.insert(out.end(), next.begin(), next.end());
            break;
          }
          case 2: {
            const std::size_t from = out.size();
            out.resize(from + n);
            out.resize(from + in.fill(std::span{out}.subspan(from)));
            break;
          }
          default: {
            const std::size_t there = in.pass(n);
            ASSERT_EQ(there, std::min(n, bytes.size() - out.size()));
            const auto passed = std::span{bytes}.subspan(out.size(), there);
            out.insert(out.end(), passed.begin(), passed.end());
          }
        }
      }
      EXPECT_EQ(out, bytes);
      EXPECT_EQ(in.position(), bytes.size());
      EXPECT_TRUE(in.read(10).empty());
      EXPECT_EQ(in.pass(10), 0u);
    }
}

TEST(byte_stream, is_looked_at_no_further_than_a_mebibyte_and_skipped_no_further_than_looked_at) {
  byte_reader in{source_of(std::span<const std::byte>{})};
  EXPECT_THROW(in.peek(byte_reader::longest_peek + 1), domain_error);
  EXPECT_THROW(in.skip(1), domain_error);
  const auto bytes = numbered(byte_reader::longest_peek + 5);
  byte_reader long_one{source_of(bytes)};
  EXPECT_EQ(long_one.peek(byte_reader::longest_peek).size(), byte_reader::longest_peek);
}

TEST(byte_stream, takes_no_memory_for_what_is_asked_for_and_not_there) {
  const auto bytes = numbered(1000);
  byte_reader in{source_of(bytes)};
  const auto all = in.read(~std::uint64_t{0});
  EXPECT_EQ(all, bytes);
  EXPECT_LE(all.capacity(), std::size_t{1} << 17);
}

TEST(byte_stream, that_ended_is_not_asked_again) {
  int asked_at_the_end = 0;
  byte_reader in{[&](std::span<std::byte>) { return static_cast<std::size_t>(0 * ++asked_at_the_end); }};
  EXPECT_TRUE(in.at_end());
  EXPECT_TRUE(in.peek(100).empty());
  EXPECT_TRUE(in.read(1 << 20).empty());
  EXPECT_EQ(asked_at_the_end, 1);
}

TEST(byte_stream, that_throws_keeps_what_came_before) {
  bool broken = false;
  byte_reader in{[&](std::span<std::byte> to) -> std::size_t {
    if (std::exchange(broken, true)) throw error("broken");
    to[0] = std::byte{42};
    return 1;
  }};
  EXPECT_THROW(in.peek(2), error);
  EXPECT_EQ(in.peek(1)[0], std::byte{42});
  EXPECT_EQ(in.read(1), std::vector<std::byte>{std::byte{42}});
}

}  // namespace
}  // namespace ansatz

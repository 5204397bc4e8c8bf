#include <gtest/gtest.h>

#include <ansatz/archive/container.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/bytes.hpp>
#include <cstdlib>
#include <filesystem>

#include "data.hpp"
#include "reseal.hpp"

namespace ansatz {
namespace {

container sample() {
  rans_stack s{supply::seeded(3)};
  for (std::uint32_t i = 1; i < 40; ++i) s.push({i, 1}, total{1000 + i});
  container c;
  c.codec = "sample";
  c.parameters = {{"latent", 10}, {"pixel", 24}};
  c.model = 0x0123456789abcdef;
  c.items = {std::byte{'x'}, std::byte{0}, std::byte{200}};
  c.seed = 3;
  c.chains = {{30, 2, to_bytes(s), {7, 2}}, {9, 0, to_bytes(rans_stack{supply::seeded(4)}), {}}};
  c.original = 0xfedcba9876543210;
  return c;
}

TEST(container, comes_back_whole) {
  EXPECT_EQ(parse_container(format_container(sample())), sample());
  EXPECT_EQ(sample().count(), 39u);
}

TEST(container, costs_less_than_200_bytes_beside_its_payload) {
  container c = sample();
  c.chains.pop_back();
  EXPECT_LT(format_container(c).size() - c.chains[0].stack.size(), 200u);
}

TEST(container, has_the_bytes_of_format_version_0) {
  const auto golden = testing::golden_path("container_v0.bin");
  if (std::getenv("ANSATZ_WRITE_GOLDEN") != nullptr)
    write_file_atomically(golden, format_container(sample()));
  EXPECT_EQ(format_container(sample()), read_file(golden));
}

TEST(container, has_no_more_items_in_phases_than_there_are_and_few_phases) {
  container c = sample();
  for (const std::vector<std::uint64_t>& bad :
       {std::vector<std::uint64_t>{31}, {30, 1}, {~std::uint64_t{0}, 2}, {1, 1, 1, 1, 1}}) {
    c.chains[0].phases = bad;
    EXPECT_THROW(format_container(c), domain_error);
  }
  c.chains[0].phases = {10, 20};
  EXPECT_EQ(parse_container(format_container(c)), c);
}

TEST(container, is_known_by_its_beginning) {
  auto bytes = format_container(sample());
  EXPECT_TRUE(begins_as_container(bytes));
  EXPECT_FALSE(begins_as_container(std::span{bytes}.first(7)));
  bytes[2] ^= std::byte{1};
  EXPECT_FALSE(begins_as_container(bytes));
}

TEST(container, is_refused_when_cut_anywhere_or_continued) {
  auto bytes = format_container(sample());
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
    EXPECT_THROW(parse_container(cut), corrupt_error) << n;
    EXPECT_THROW(parse_container(testing::reseal(cut)), corrupt_error) << n;
  }
  bytes.push_back(std::byte{0});
  EXPECT_THROW(parse_container(bytes), corrupt_error);
  EXPECT_THROW(parse_container(testing::reseal(bytes)), corrupt_error);
}

TEST(container, is_refused_with_any_bit_flipped) {
  const auto bytes = format_container(sample());
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_THROW(parse_container(flipped), corrupt_error) << bit;
  }
}

TEST(container, has_no_bit_that_does_not_count) {
  const auto bytes = format_container(sample());
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    flipped = testing::reseal(flipped);
    if (flipped == bytes) continue;  // the flip was in a checksum
    try {
      EXPECT_NE(parse_container(flipped), sample()) << bit;
    } catch (const corrupt_error&) {
    }
  }
}

TEST(container, with_a_header_nested_beyond_all_measure_is_refused) {
  auto bytes = format_container(sample());
  const std::size_t length = 4000000;
  bytes.resize(8);
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::byte>(length >> (8 * i)));
  bytes.resize(12 + length, std::byte{0x81});  // a list of one list of one list ...
  bytes.resize(12 + length + 8);
  const std::uint64_t hash = hash64(std::span{bytes}.first(12 + length));
  for (std::size_t i = 0; i < 8; ++i) bytes[12 + length + i] = static_cast<std::byte>(hash >> (8 * i));
  EXPECT_THROW(parse_container(bytes), corrupt_error);
}

TEST(container, refuses_to_write_what_it_would_not_read) {
  container c = sample();
  c.chains[0].count = 1000000;
  EXPECT_THROW(format_container(c), domain_error);
  c = sample();
  c.chains.clear();
  EXPECT_THROW(format_container(c), domain_error);
}

}  // namespace
}  // namespace ansatz

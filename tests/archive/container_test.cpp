#include <gtest/gtest.h>

#include <ansatz/archive/container.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/bytes.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "archive/chunks.hpp"
#include "archive/coder_check.hpp"

namespace ansatz {
namespace {

using testing::sample_chunk;
using testing::sample_container;

std::vector<std::byte> sample() { return format_container(sample_container()); }

TEST(container, comes_back_whole) {
  const container c = sample_container();
  EXPECT_EQ(parse_container(format_container(c)), c);
  EXPECT_EQ(c.count(), 3u * 39);
  const container none{.kind = "images"};
  EXPECT_EQ(parse_container(format_container(none)), none);
  EXPECT_LT(format_container(none).size(), 40u);
}

TEST(container, costs_less_than_200_bytes_beside_its_payload_and_150_for_each_further_chunk) {
  std::size_t before = 0;
  for (std::uint64_t chunks = 1; chunks < 4; ++chunks) {
    container c{.kind = "images"};
    for (std::uint64_t i = 0; i < chunks; ++i) {
      c.chunks.push_back(sample_chunk(39 * i));
      c.chunks.back().chains.pop_back();
      c.chunks.back().first = 30 * i;
      c.chunks.back().chains.front().stack.clear();
    }
    const std::size_t size = format_container(c).size();
    EXPECT_LT(size - before, chunks == 1 ? 200u : 150u);
    before = size;
  }
}

TEST(container, has_the_bytes_of_format_version_1) { testing::expect_golden("container_v1.bin", sample()); }

/// Another reader of CBOR sees what the page says.
TEST(container, has_headers_that_any_reader_of_cbor_reads) {
  const auto bytes = sample();
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t length = std::to_integer<std::size_t>(bytes[12]);
  const auto header = nlohmann::json::from_cbor(first + 16, first + 16 + length);
  EXPECT_EQ(header.at(0), "images");
  EXPECT_EQ(header.at(1), "sample");
  EXPECT_EQ(header.at(2), 0x0123456789abcdefu);
  EXPECT_EQ(header.at(3), (nlohmann::json{{"latent", 10}, {"pixel", 24}}));
  EXPECT_EQ(header.at(7).at(1).at(0), 9);
  const auto again = nlohmann::json::to_cbor(header);
  EXPECT_TRUE(std::ranges::equal(again, std::span{first + 16, length}))
      << "another writer spells it otherwise";
}

TEST(container, refuses_to_write_what_it_would_not_read) {
  const auto refused = [](auto change) {
    container c = sample_container();
    change(c.chunks[0]);
    EXPECT_THROW(format_container(c), domain_error);
  };
  for (const std::vector<std::uint64_t>& bad :
       {std::vector<std::uint64_t>{31}, {30, 1}, {~std::uint64_t{0}, 2}, {1, 1, 1, 1, 1}})
    refused([&](chunk& c) { c.chains[0].phases = bad; });
  refused([](chunk& c) { c.chains[0].count = most_in_a_chunk; });
  refused([](chunk& c) { c.chains[0].count = 0; });
  refused([](chunk& c) { c.chains.clear(); });
  refused([](chunk& c) { c.chains.resize(most_chains + 1, {1, 0, {}, {}}); });
  refused([](chunk& c) { c.codec = "a\x1b[2J"; });
  refused([](chunk& c) { c.codec.clear(); });
  refused([](chunk& c) { c.kind = "texts"; });
  refused([](chunk& c) { c.parameters[""] = 1; });
  refused([](chunk& c) { c.first = 1; });
  EXPECT_THROW(format_container({.kind = ""}), domain_error);
}

TEST(container, may_have_as_many_items_as_a_codec_can_code_for_nothing) {
  container c{.kind = "bytes"};
  c.chunks.push_back({.kind = "bytes", .codec = "sure", .chains = {{most_in_a_chunk, 0, {}, {}}}});
  EXPECT_EQ(parse_container(format_container(c)), c);
}

TEST(container, is_known_by_its_beginning) {
  auto bytes = sample();
  EXPECT_TRUE(begins_as_container(bytes));
  EXPECT_TRUE(begins_as_container(std::span{bytes}.first(7)));
  EXPECT_FALSE(begins_as_container(std::span{bytes}.first(6)));
  bytes[2] ^= std::byte{1};
  EXPECT_FALSE(begins_as_container(bytes));
}

std::string refusal(const std::vector<std::byte>& bytes) {
  try {
    parse_container(bytes);
    return "accepted";
  } catch (const corrupt_error& e) {
    return e.what();
  }
}

TEST(container, says_what_is_wrong) {
  auto bytes = sample();
  const auto says = [&](const std::string& part, auto change) {
    auto bad = bytes;
    change(bad);
    EXPECT_NE(refusal(bad).find(part), std::string::npos) << refusal(bad);
  };
  says("empty", [](auto& b) { b.clear(); });
  says("does not begin", [](auto& b) { b[0] = std::byte{'A'}; });
  says("of format 0", [](auto& b) { b[7] = std::byte{0}; });
  says("it is of format 9, and this program reads format 1", [](auto& b) { b[7] = std::byte{9}; });
  says("cut off", [](auto& b) { b.pop_back(); });
  says("cut off", [](auto& b) { b.push_back(std::byte{0}); });
  const container_file file{testing::bytes_of(bytes), bytes.size()};
  says("chunk 2, items 39 to 77: the header of the chunk is damaged",
       [&](auto& b) { b[file.places()[1].offset + 20] ^= std::byte{1}; });
  says("chunk 2, items 39 to 77: the stacks of the chunk are damaged",
       [&](auto& b) { b[file.places()[2].offset - 1] ^= std::byte{1}; });
  says("index at the file's end is damaged", [](auto& b) { b[b.size() - 1] ^= std::byte{1}; });
}

TEST(container, is_refused_when_cut_anywhere_or_continued) {
  auto bytes = sample();
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
  const auto bytes = sample();
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_THROW(parse_container(flipped), corrupt_error) << bit;
  }
}

TEST(container, has_no_bit_that_does_not_count) {
  const auto bytes = sample();
  std::size_t accepted = 0;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    flipped = testing::reseal(flipped);
    if (flipped == bytes) continue;  // the flip was in a checksum
    try {
      EXPECT_NE(parse_container(flipped), sample_container()) << bit;
      ++accepted;
    } catch (const corrupt_error&) {
    }
  }
  EXPECT_GT(accepted, bytes.size()) << "the checksums were not made right";
}

TEST(container, is_refused_with_chunks_swapped_repeated_left_out_or_of_another_file) {
  const auto bytes = sample();
  const container_file file{testing::bytes_of(bytes), bytes.size()};
  const auto part = [&](std::size_t i) {
    const auto& p = file.places()[i];
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(p.offset);
    return std::vector<std::byte>(begin, begin + static_cast<std::ptrdiff_t>(p.bytes));
  };
  const auto with = [&](std::vector<std::vector<std::byte>> parts) {
    std::vector<std::byte> out(bytes.begin(), bytes.begin() + 8);
    for (const auto& p : parts) out.insert(out.end(), p.begin(), p.end());
    const auto index = file.places().back().offset + file.places().back().bytes;
    out.insert(out.end(), bytes.begin() + static_cast<std::ptrdiff_t>(index), bytes.end());
    return out;
  };
  ASSERT_EQ(with({part(0), part(1), part(2)}), bytes);
  ASSERT_EQ(part(1).size(), part(2).size()) << "a swap that the sizes do not tell";
  EXPECT_THROW(parse_container(with({part(0), part(2), part(1)})), corrupt_error);
  EXPECT_THROW(parse_container(with({part(0), part(1), part(1)})), corrupt_error);
  EXPECT_THROW(parse_container(with({part(0), part(1)})), corrupt_error);
  EXPECT_THROW(parse_container(with({part(0), part(1), part(2), part(2)})), corrupt_error);
  auto other = sample_chunk(39);
  other.original ^= 1;
  EXPECT_THROW(parse_container(with({part(0), format_chunk(other), part(2)})), corrupt_error);
}

TEST(container, is_read_at_the_places_that_are_asked_for) {
  const auto bytes = sample();
  std::uint64_t read = 0;
  const container_file file{[&](std::uint64_t offset, std::uint64_t count) {
                              read += count;
                              return testing::bytes_of(bytes)(offset, count);
                            },
                            bytes.size()};
  EXPECT_EQ(file.count(), 3u * 39);
  EXPECT_EQ(file.kind(), "images");
  read = 0;
  EXPECT_EQ(file.read(1), sample_chunk(39));
  EXPECT_LT(read, file.places()[1].bytes + 16);
  EXPECT_THROW(file.read(3), domain_error);
}

}  // namespace
}  // namespace ansatz

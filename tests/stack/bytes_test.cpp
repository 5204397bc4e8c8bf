#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/midlife.hpp>

namespace ansatz {
namespace {

template <class S>
void expect_round_trip(std::uint64_t seed) {
  using layout = typename S::layout_type;
  const S s = testing::midlife<S>::from(seed);
  const auto bytes = to_bytes(s);
  RC_ASSERT((from_bytes<layout>(bytes, s.below(), s.taken()) == s));
  const bits height = s.content() + bits::whole(static_cast<std::int64_t>(s.taken() * S::word_bits));
  RC_ASSERT(bits::whole(static_cast<std::int64_t>(8 * bytes.size())) - height <= bits::whole(40));
}

RC_GTEST_PROP(bytes, bring_back_the_stack_within_40_bits_of_its_content, (std::uint64_t seed)) {
  expect_round_trip<rans_stack>(seed);
  expect_round_trip<testing::rans_stack_32_8>(seed);
  expect_round_trip<testing::rans_stack_16_8>(seed);
}

RC_GTEST_PROP(bytes, are_either_refused_or_exactly_those_of_the_stack_they_give,
              (std::vector<std::uint8_t> raw)) {
  std::vector<std::byte> in;
  for (const std::uint8_t b : raw) in.push_back(static_cast<std::byte>(b));
  try {
    RC_ASSERT(to_bytes(from_bytes(in, supply::none(), 0)) == in);
  } catch (const corrupt_error&) {
  }
}

TEST(bytes, of_known_stacks) {
  const auto hex = [](const rans_stack& s) {
    std::string out;
    for (const std::byte b : to_bytes(s)) {
      out += "0123456789abcdef"[std::to_integer<int>(b >> 4)];
      out += "0123456789abcdef"[std::to_integer<int>(b & std::byte{15})];
    }
    return out;
  };
  EXPECT_EQ(hex(rans_stack{supply::zeros()}), "80000000");
  EXPECT_EQ(hex({0x7fffffffffffffff, {1, 0xa0b0c0d0}, supply::none(), 0}),
            "7fffffffffffffffa0b0c0d000000001");
  EXPECT_EQ(hex({0x0100000000, {2}, supply::none(), 0}), "010000000000000002");
}

TEST(bytes, of_a_metered_stack_are_those_of_the_stack_in_it) {
  const auto s = testing::midlife<rans_stack>::from(1);
  EXPECT_EQ(to_bytes(metered{s}), to_bytes(s));
  EXPECT_EQ(to_bytes(metered{metered{s}}), to_bytes(s));
}

TEST(bytes, refuse_an_empty_input_and_one_that_is_too_short) {
  for (std::size_t n = 0; n < 4; ++n)
    EXPECT_THROW(from_bytes(std::vector<std::byte>(n, std::byte{0xff}), supply::none(), 0), corrupt_error);
}

TEST(bytes, limit_the_supply_to_what_was_taken) {
  rans_stack s = from_bytes(to_bytes(rans_stack{supply::zeros()}), supply::zeros(), 0);
  EXPECT_THROW(s.pop(precision{31}, [](std::uint32_t cell) { return found<int>{0, {cell, 1}}; }),
               exhausted_error);
}

}  // namespace
}  // namespace ansatz

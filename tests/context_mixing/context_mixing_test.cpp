#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/testing/laws.hpp>
#include <context_mixing/context_mixing.hpp>

#include "bytes_of.hpp"
#include "data.hpp"

namespace ansatz {
namespace {

const auto strings = [](std::size_t n) {
  return rc::gen::container<std::vector<std::uint8_t>>(
      n, rc::gen::map(rc::gen::inRange(0, 256), [](int x) { return static_cast<std::uint8_t>(x); }));
};
ANSATZ_LAWS(context_mixing_order_0, context_mixing(20, 0), strings(20));
ANSATZ_LAWS(context_mixing_order_1, context_mixing(9, 1), strings(9));
ANSATZ_LAWS(context_mixing_of_nothing, context_mixing(0, 1), strings(0));

double bits_a_byte(const std::vector<std::uint8_t>& x, unsigned order) {
  metered s{rans_stack{}};
  const auto codec = context_mixing(x.size(), order);
  codec.push(s, x);
  const double rate = static_cast<double>(s.net().q24) / bits::one / static_cast<double>(x.size());
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_TRUE(s.inner().is_fresh());
  return rate;
}

TEST(context_mixing, learns_what_repeats_and_pays_little_for_what_does_not) {
  std::vector<std::uint8_t> periodic, random;
  for (std::uint64_t i = 0; i < 20000; ++i) {
    periodic.push_back(static_cast<std::uint8_t>(i * i % 11));
    random.push_back(static_cast<std::uint8_t>(supply::seeded(2).word(i) >> 50));
  }
  EXPECT_LT(bits_a_byte(periodic, 2), 0.1);
  EXPECT_LT(bits_a_byte(random, 2), 8.3);
}

TEST(context_mixing, refuses_another_length_and_too_long_contexts) {
  rans_stack s;
  EXPECT_THROW(context_mixing(3, 1).push(s, {1, 2}), domain_error);
  EXPECT_THROW(context_mixer{7}, domain_error);
}

TEST(context_mixing, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(context_mixing(12, 3), {97, 98, 97, 98, 97, 98, 97, 98, 97, 98, 0, 255}),
            "5a0f337ad83d9d0eda71c6");
}

TEST(context_mixing, of_alice_is_below_its_bounds) {
  const auto path = testing::data_path("text/alice29.txt");
  ANSATZ_NEEDS_DATA(path);
  std::vector<std::uint8_t> text;
  for (const std::byte b : read_file(path)) text.push_back(std::to_integer<std::uint8_t>(b));
  EXPECT_LE(bits_a_byte(text, 2), 2.72);
  EXPECT_LE(bits_a_byte(text, 4), 2.35);
}

}  // namespace
}  // namespace ansatz

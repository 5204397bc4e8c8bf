#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>

namespace ansatz {
namespace {

/// Every head and every interval of a small layout, on a tail of one known word: pop undoes push and push
/// undoes pop.
template <class Layout>
void walk_everything(std::uint32_t largest_total) {
  using stack = basic_rans_stack<Layout>;
  using head = typename stack::head_type;
  const auto top = std::uint64_t{stack::lower_bound} << stack::word_bits;
  for (std::uint32_t n = 1; n <= largest_total; ++n)
    for (std::uint64_t h = stack::lower_bound; h < top; ++h) {
      const stack before{static_cast<head>(h), {0x5a}, supply::zeros(), 0};
      for (std::uint32_t start = 0; start < n; start += 1 + n / 5)
        for (std::uint32_t freq = 1; start + freq <= n; freq += 1 + n / 4) {
          stack s = before;
          s.push({start, freq}, total{n});
          ASSERT_GE(s.words().size(), 1u) << "a push read the tail";
          s.pop(total{n}, [&](std::uint32_t) { return found<int>{0, {start, freq}}; });
          ASSERT_EQ(s, before) << "n " << n << " h " << h << " start " << start << " freq " << freq;
        }
      for (std::uint32_t width = 1; width <= n; width += 1 + n / 3) {  // symbols that own `width` values each
        const auto owner_of = [&](std::uint32_t cell) {
          const std::uint32_t start = cell / width * width;
          return found<interval>{{start, std::min(width, n - start)}, {start, std::min(width, n - start)}};
        };
        stack s = before;
        const interval x = s.pop(total{n}, owner_of);
        ASSERT_LE(s.words().size(), 1u) << "a pop wrote the tail";
        s.push(x, total{n});
        ASSERT_EQ(s, before) << "n " << n << " h " << h << " width " << width;
      }
    }
}

TEST(rans_stack, both_laws_hold_for_every_head_of_a_tiny_stack) {
  walk_everything<rans_layout<std::uint16_t, std::uint8_t, 7>>(16);
}

TEST(rans_stack, both_laws_hold_for_totals_up_to_the_lower_bound) {
  using stack = testing::rans_stack_16_8;
  for (std::uint32_t n : {97u, 100u, 113u, 126u, 127u, 128u})
    for (std::uint32_t h = stack::lower_bound; h < (stack::lower_bound << 8); h += 3) {
      const stack before{static_cast<std::uint16_t>(h), {0x11, 0xfe}, supply::zeros(), 0};
      for (std::uint32_t freq : {1u, 2u, n / 3, n - 1, n}) {
        stack s = before;
        s.push({n - freq, freq}, total{n});
        s.pop(total{n}, [&](std::uint32_t) { return found<int>{0, {n - freq, freq}}; });
        ASSERT_EQ(s, before);
      }
      stack s = before;
      const auto x = uniform(n).pop(s);
      uniform(n).push(s, x);
      ASSERT_EQ(s, before);
    }
}

RC_GTEST_PROP(rans_stack, a_power_of_two_gives_the_same_stack_by_either_total, (std::uint64_t seed)) {
  const unsigned r = static_cast<unsigned>(seed % 32);
  const std::uint32_t n = std::uint32_t{1} << r;
  const auto start = static_cast<std::uint32_t>(seed >> 20) % n;
  const std::uint32_t freq = 1 + static_cast<std::uint32_t>(seed >> 40) % (n - start);
  auto a = testing::midlife<rans_stack>::from(seed), b = a;
  a.push({start, freq}, precision{r});
  b.push({start, freq}, total{n});
  RC_ASSERT(a == b);
}

constexpr bool round_trip_at_compile_time() {
  rans_stack s{supply::seeded(1)};
  const rans_stack before = s;
  for (std::uint32_t i = 0; i < 40; ++i) uniform(1000 + i).push(s, 25 * i);
  for (std::uint32_t i = 40; i-- > 0;)
    if (uniform(1000 + i).pop(s) != 25 * i) return false;
  return s == before && s.is_fresh();
}
static_assert(round_trip_at_compile_time());

TEST(rans_stack, refuses_what_is_no_interval_of_the_total) {
  rans_stack s;
  const rans_stack before = s;
  EXPECT_THROW(s.push({0, 0}, total{10}), domain_error);
  EXPECT_THROW(s.push({5, 6}, total{10}), domain_error);
  EXPECT_THROW(s.push({0xffffffff, 2}, total{10}), domain_error);
  EXPECT_THROW(testing::rans_stack_16_8{}.push({0, 1}, total{129}), domain_error);
  EXPECT_THROW(total{0}, domain_error);
  EXPECT_THROW(total{max_total + 1}, domain_error);
  EXPECT_THROW(precision{32}, domain_error);
  EXPECT_THROW(s.pop(total{4}, [](std::uint32_t cell) { return found<int>{0, {(cell + 1) % 4, 1}}; }),
               domain_error);
  EXPECT_THROW(uniform(8).push(s, 1000), domain_error);
  EXPECT_EQ(s, before);
}

TEST(rans_stack, without_a_supply_ends_in_an_error_and_keeps_what_it_had) {
  rans_stack s{supply::none()};
  EXPECT_THROW(uniform(1u << 31).pop(s), exhausted_error);
  EXPECT_TRUE(s.is_fresh());
}

TEST(rans_stack, returns_to_its_supply_word_for_word) {
  rans_stack s{supply::seeded(7)};
  std::vector<std::uint32_t> sampled;
  for (int i = 0; i < 100; ++i) sampled.push_back(uniform(1000003).pop(s));
  EXPECT_GT(s.taken(), 50u);
  EXPECT_FALSE(s.is_fresh());
  while (!sampled.empty()) {
    uniform(1000003).push(s, sampled.back());
    sampled.pop_back();
  }
  EXPECT_TRUE(s.is_fresh());
  uniform(2).push(s, 1);
  EXPECT_FALSE(s.is_fresh());
}

TEST(rans_stack, content_counts_the_bits_pushed) {
  rans_stack s{supply::zeros()};
  EXPECT_EQ(s.content(), bits{});
  for (int i = 0; i < 1000; ++i) uniform(1u << 16).push(s, 12345);
  EXPECT_LT((s.content() - bits::whole(16000)).q24, bits::one / 100);
  EXPECT_GT((s.content() - bits::whole(16000)).q24, -bits::one / 100);
}

}  // namespace
}  // namespace ansatz

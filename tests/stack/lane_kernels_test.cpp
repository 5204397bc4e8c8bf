#include <gtest/gtest.h>

#include <ansatz/stack/detail/lane_kernels.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>

#include "arithmetic_modes.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

/// Random numbers from one seed.
class source {
 public:
  explicit source(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  std::uint64_t operator()() { return words_.word(next_++); }
  std::uint64_t below(std::uint64_t n) { return (*this)() % n; }

 private:
  supply words_;
  std::uint64_t next_ = 0;
};

/// Each number of bits about as often: the extremes are where a kernel would be wrong.
std::uint64_t of_any_size(source& random, unsigned bits) {
  const auto width = random.below(bits + 1);
  std::uint64_t n = width == 0 ? 0 : random() >> (64 - width);
  if (random.below(4) == 0) n = (std::uint64_t{1} << width) - 1 - random.below(3);
  return n & ((std::uint64_t{1} << bits) - 1);
}

interval random_interval(source& random, unsigned bits) {
  const std::uint64_t total = std::uint64_t{1} << bits, freq = of_any_size(random, bits) + 1;
  return {static_cast<std::uint32_t>(random.below(total - freq + 1)), static_cast<std::uint32_t>(freq)};
}

template <std::size_t Lanes>
vector_stack<Lanes> random_stack(source& random, std::size_t words) {
  std::array<std::uint64_t, Lanes> heads;
  for (auto& h : heads) {
    h = of_any_size(random, 63) | std::uint64_t{1} << (31 + random.below(32));
    if (random.below(8) == 0) h = (std::uint64_t{1} << 63) - 1;
    if (random.below(8) == 0) h = std::uint64_t{1} << 31;
  }
  std::vector<std::uint32_t> tail(words);
  for (auto& w : tail) w = static_cast<std::uint32_t>(random());
  return {heads, tail, supply::seeded(1), 0};
}

/// Coding many at once against coding one by one, which is the definition.
template <std::size_t Lanes, class Total>
void at_once_is_one_by_one(source& random, Total n, unsigned bits) {
  const std::size_t count = random.below(5 * Lanes);
  std::vector<std::uint32_t> starts, freqs;
  for (std::size_t j = 0; j < count; ++j) {
    const interval i = random_interval(random, bits);
    starts.push_back(i.start), freqs.push_back(i.freq);
  }
  const auto before = random_stack<Lanes>(random, random.below(300));
  auto s = before, one_by_one = before;
  s.push_each(starts, freqs, n);
  for (std::size_t j = count; j-- > 0;) one_by_one.push_on(j % Lanes, interval{starts[j], freqs[j]}, n);
  ASSERT_EQ(s, one_by_one);
  s.pop_each(count, n, [&](std::size_t first, auto cells, auto starts_out, auto freqs_out) {
    for (std::size_t j = 0; j < cells.size(); ++j) {
      starts_out[j] = starts[first + j], freqs_out[j] = freqs[first + j];
      ASSERT_TRUE((interval{starts_out[j], freqs_out[j]}.holds(cells[j])));
    }
  });
  ASSERT_EQ(s, before);
  // From any stack, owners made to fit what is found.
  s.pop_each(count, n, [&](std::size_t first, auto cells, auto starts_out, auto freqs_out) {
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const auto start = static_cast<std::uint32_t>(cells[j] - random.below(cells[j] + 1));
      const auto freq = static_cast<std::uint32_t>(cells[j] - start + 1 + random.below(n.count() - cells[j]));
      starts[first + j] = starts_out[j] = start, freqs[first + j] = freqs_out[j] = freq;
    }
  });
  one_by_one = before;
  for (std::size_t j = 0; j < count; ++j)
    one_by_one.pop_on(j % Lanes, n, [&](std::uint32_t) { return found<int>{0, {starts[j], freqs[j]}}; });
  ASSERT_EQ(s, one_by_one);
}

class lane_kernels : public testing::each_target {};

TEST_P(lane_kernels, give_what_coding_one_by_one_gives) {
  source random{2};
  for (int trial = 0; trial < 300; ++trial)
    for (unsigned bits = 0; bits <= 31; ++bits) {
      at_once_is_one_by_one<8>(random, precision{bits}, bits);
      at_once_is_one_by_one<16>(random, total{1u << bits}, bits);
      at_once_is_one_by_one<64>(random, precision{bits}, bits);
      if (HasFatalFailure()) FAIL() << bits << " bits";
    }
}

/// The quotient at its largest, where an estimate in binary64 is worst.
TEST_P(lane_kernels, divide_the_largest_heads) {
  source random{3};
  for (unsigned bits = 0; bits <= 31; ++bits)
    for (int trial = 0; trial < 20000; ++trial) {
      std::array<std::uint64_t, 8> heads;
      std::array<std::uint32_t, 8> starts, freqs;
      std::array<std::uint32_t, 8 + detail::lane_slack> words;
      std::array<std::uint64_t, 8> expected;
      for (std::size_t j = 0; j < 8; ++j) {
        const interval i = random_interval(random, bits);
        const std::uint64_t most = (std::uint64_t{i.freq} << (63 - bits)) - 1;
        // At a multiple of the frequency, or just beside one.
        std::uint64_t h =
            (most - random.below(1 + random.below(most))) / i.freq * i.freq + random.below(3) - 1;
        h = std::clamp(h, std::uint64_t{1} << 31, std::max(most, std::uint64_t{1} << 31));
        heads[j] = h, starts[j] = i.start, freqs[j] = i.freq;
        if (h > most) h >>= 32;
        expected[j] = (h / i.freq << bits) + h % i.freq + i.start;
      }
      detail::push_lanes(heads.data(), 8, words.data(), starts.data(), freqs.data(), 8, bits);
      ASSERT_EQ(heads, expected) << bits << " bits";
    }
}

TEST_P(lane_kernels, refuse_a_model_that_is_off) {
  source random{4};
  auto s = random_stack<16>(random, 100);
  const auto before = s;
  const std::vector<std::uint32_t> zeros(16, 0), ones(16, 1), large(16, (1u << 24) + 1), beyond(16, 1u << 24);
  EXPECT_THROW(s.push_each(zeros, zeros, precision{24}), domain_error);
  EXPECT_THROW(s.push_each(zeros, large, precision{24}), domain_error);
  EXPECT_THROW(s.push_each(beyond, ones, precision{24}), domain_error);
  EXPECT_THROW(s.pop_each(16, precision{24},
                          [](std::size_t, auto cells, auto starts, auto freqs) {
                            for (std::size_t j = 0; j < 16; ++j) starts[j] = cells[j], freqs[j] = 1;
                            starts[7] ^= 1;
                          }),
               domain_error);
  EXPECT_EQ(s, before);
}

TEST(lanes, refuse_a_lane_that_is_not_there_and_lists_of_two_lengths) {
  source random{6};
  auto s = random_stack<8>(random, 10);
  const auto before = s;
  EXPECT_THROW(s.push_on(8, interval{0, 1}, precision{4}), domain_error);
  EXPECT_THROW(s.pop_on(8, precision{4}, [](std::uint32_t cell) { return found<int>{0, {cell, 1}}; }),
               domain_error);
  EXPECT_THROW(s.push_each(std::vector<std::uint32_t>(8, 0), std::vector<std::uint32_t>(7, 1), precision{4}),
               domain_error);
  EXPECT_EQ(s, before);
}

/// Quotients are estimated in binary64: where that would round otherwise, they are not.
TEST_P(lane_kernels, code_the_same_in_every_mode_of_the_processor) {
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      source random{7};
      for (const unsigned bits : {1u, 8u, 11u, 12u, 13u, 16u, 24u, 31u})
        for (int trial = 0; trial < 20; ++trial) {
          at_once_is_one_by_one<16>(random, precision{bits}, bits);
          if (HasFatalFailure()) FAIL() << mode.name << ", " << bits << " bits";
        }
    });
}

TEST(lanes, totals_of_any_count_go_one_by_one) {
  source random{5};
  for (int trial = 0; trial < 100; ++trial) {
    at_once_is_one_by_one<8>(random, total{(1u << 10) + 3}, 10);
    at_once_is_one_by_one<16>(random, total{100}, 6);
    at_once_is_one_by_one<5>(random, precision{20}, 20);
  }
}

INSTANTIATE_TEST_SUITE_P(targets, lane_kernels, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz

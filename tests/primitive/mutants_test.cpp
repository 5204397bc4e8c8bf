// Coders that are broken on purpose, each in a way that was published or shipped somewhere: the laws must
// catch them.
#include <algorithm>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"

namespace ansatz {
namespace {

using testing::broken_laws;

enum class fault { none, one_sided, bound_rounded_late, strict_comparison };

/// rANS with a switch for the fault: renormalise to [kf, kf 2^w), map, renormalise to [L, L 2^w); pop the
/// same with N first and f last.
template <fault Fault>
class faulty_stack {
 public:
  static constexpr std::uint32_t lower_bound = 1u << 7;

  explicit faulty_stack(std::uint64_t seed) {
    const auto s = testing::midlife<testing::rans_stack_16_8>::from(seed);
    head_ = s.head();
    for (int i = 0; i < 8; ++i) tail_.push_back(static_cast<std::uint8_t>(seed >> (8 * i)));
  }
  void push(interval i, total n) {
    shrink_below(limit(n.count(), i.freq));
    head_ = head_ / i.freq * n.count() + head_ % i.freq + i.start;
    if (Fault == fault::one_sided) return;
    shrink_below(lower_bound << 8);
    grow_above(lower_bound);
  }
  template <class Find>
  auto pop(total n, Find find) {
    if (Fault != fault::one_sided) shrink_below(limit(n.count(), n.count()));
    const std::uint32_t cell = head_ % n.count();
    const auto f = find(cell);
    head_ = head_ / n.count() * f.owner.freq + cell - f.owner.start;
    grow_above(lower_bound);
    return f.symbol;
  }
  /// The head at which a push of this frequency begins to emit: one in thousands, so a test must go there.
  void go_to_the_boundary(std::uint32_t n, std::uint32_t freq) {
    head_ = std::min(limit(n, freq), (lower_bound << 8) - 1);
  }
  friend bool operator==(const faulty_stack&, const faulty_stack&) = default;

 private:
  static std::uint32_t limit(std::uint32_t n, std::uint32_t freq) {
    if (Fault == fault::bound_rounded_late) return (lower_bound << 8) / n * freq;
    return lower_bound / n * freq << 8;
  }
  void shrink_below(std::uint32_t top) {
    while (Fault == fault::strict_comparison ? head_ > top : head_ >= top) {
      tail_.push_back(static_cast<std::uint8_t>(head_));
      head_ >>= 8;
    }
  }
  void grow_above(std::uint32_t bottom) {
    while (head_ < bottom && !tail_.empty()) {
      head_ = head_ << 8 | tail_.back();
      tail_.pop_back();
    }
  }

  std::uint32_t head_ = 0;
  std::vector<std::uint8_t> tail_;
};

template <fault Fault>
std::pair<int, int> violations() {
  int pop_undoes_push = 0, push_undoes_pop = 0;
  for (std::uint64_t trial = 0; trial < 20000; ++trial) {
    const std::uint64_t seed = supply::seeded(1).word(trial);
    const auto n = static_cast<std::uint32_t>(2 + seed % 126);
    const auto width = static_cast<std::uint32_t>(1 + (seed >> 8) % n);
    const auto owner = [&](std::uint32_t cell) {
      const std::uint32_t start = cell / width * width;
      const interval i{start, std::min(width, n - start)};
      return found<interval>{i, i};
    };
    const interval x = owner(static_cast<std::uint32_t>(seed >> 32) % n).symbol;
    faulty_stack<Fault> before{seed};
    if (trial % 4 == 0) before.go_to_the_boundary(n, x.freq);
    auto s = before;
    s.push(x, total{n});
    if (!(s.pop(total{n}, owner) == x) || !(s == before)) ++pop_undoes_push;
    s = before;
    s.push(s.pop(total{n}, owner), total{n});
    if (!(s == before)) ++push_undoes_pop;
  }
  return {pop_undoes_push, push_undoes_pop};
}

TEST(mutants, the_unbroken_stack_passes) { EXPECT_EQ(violations<fault::none>(), std::pair(0, 0)); }
TEST(mutants, renormalising_on_one_side_passes_the_first_law_and_fails_the_second) {
  const auto [first, second] = violations<fault::one_sided>();
  EXPECT_EQ(first, 0);
  EXPECT_GT(second, 500);
}
TEST(mutants, rounding_the_bound_after_the_shift_is_caught) {
  const auto [first, second] = violations<fault::bound_rounded_late>();
  EXPECT_GT(first + second, 100);
}
TEST(mutants, comparing_with_greater_instead_of_at_least_is_caught) {
  const auto [first, second] = violations<fault::strict_comparison>();
  EXPECT_GT(first + second, 10);
}

/// find and interval_of from two sources that disagree at one value, as a float cdf and its float inverse do.
struct disagreeing_model {
  using symbol_type = std::uint32_t;
  static precision total() { return precision{7}; }
  static interval interval_of(std::uint32_t x) { return {16 * x, 16}; }
  static found<std::uint32_t> find(std::uint32_t cell) {
    if (cell == 47) return {3, {47, 16}};
    return {cell / 16, {cell / 16 * 16, 16}};
  }
};

/// A coder that forgets the start: every symbol pops as the first one.
struct startless_model {
  using symbol_type = std::uint32_t;
  static precision total() { return precision{7}; }
  static interval interval_of(std::uint32_t) { return {0, 16}; }
  static found<std::uint32_t> find(std::uint32_t cell) { return {cell / 16, {cell / 16 * 16, 16}}; }
};

const auto digit = rc::gen::inRange(0u, 8u);

TEST(mutants, a_find_that_does_not_invert_interval_of_is_caught) {
  const auto broken = broken_laws(testing::laws_of(modelled(disagreeing_model{})), digit);
  EXPECT_EQ(testing::names(broken), testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(mutants, a_model_whose_intervals_overlap_is_caught) {
  const auto broken = broken_laws(testing::laws_of(modelled(startless_model{})), digit);
  EXPECT_EQ(testing::names(broken), testing::broken_on(testing::every_stack, testing::both_inverses));
}

/// A codec that pushes its symbol twice and pops it twice: lawful one way round, at twice the rate the other.
struct twice {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    uniform(10).push(s, x);
    uniform(10).push(s, x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    uniform(10).pop(s);
    return uniform(10).pop(s);
  }
};

TEST(mutants, a_codec_that_reads_what_it_ignores_passes_the_first_law_and_fails_the_second) {
  const auto broken = broken_laws(testing::laws_of(twice{}), digit);
  EXPECT_EQ(testing::names(broken), testing::broken_on(testing::every_stack, {"push undoes pop"}));
}

}  // namespace
}  // namespace ansatz

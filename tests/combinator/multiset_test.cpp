#include <ansatz/combinator/length_prefixed.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

const auto sorted_lists = [](std::size_t n, std::uint32_t alphabet) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, alphabet)),
                      [](std::vector<std::uint32_t> x) {
                        std::ranges::sort(x);
                        return x;
                      });
};
ANSATZ_LAWS(multiset_of_few_kinds, multiset(40, uniform(5)), sorted_lists(40, 5));
ANSATZ_LAWS(multiset_of_many_kinds, multiset(40, uniform(100)), sorted_lists(40, 100));
ANSATZ_LAWS(multiset_of_one, multiset(1, uniform(100)), sorted_lists(1, 100));
ANSATZ_LAWS(multiset_of_none, multiset(0, uniform(100)), sorted_lists(0, 100));
ANSATZ_LAWS(multiset_in_descending_order, multiset(12, uniform(50), std::greater{}),
            rc::gen::map(sorted_lists(12, 50), [](std::vector<std::uint32_t> x) {
              std::ranges::reverse(x);
              return x;
            }));
ANSATZ_LAWS(multiset_by_a_fenwick_bag, multiset(40, uniform(100), fenwick_bag{100}), sorted_lists(40, 100));
ANSATZ_LAWS(multiset_of_multisets, multiset(5, multiset(3, uniform(4))),
            rc::gen::map(rc::gen::container<std::vector<std::vector<std::uint32_t>>>(5, sorted_lists(3, 4)),
                         [](std::vector<std::vector<std::uint32_t>> x) {
                           std::ranges::sort(x);
                           return x;
                         }));

ANSATZ_LAWS(multiset_of_any_size, multiset_of_any_size(uniform(13), uniform(20), 12),
            rc::gen::mapcat(rc::gen::inRange(0u, 13u), [](std::uint32_t n) { return sorted_lists(n, 20); }));

TEST(multiset_of_any_size, is_no_larger_than_its_limit) {
  rans_stack s;
  const auto codec = multiset_of_any_size(uniform(1u << 31), uniform(2), 3);
  EXPECT_THROW(codec.push(s, {0, 0, 0, 0}), domain_error);
  uniform(1u << 31).push(s, 4);
  EXPECT_THROW(codec.pop(s), domain_error);
}

TEST(multiset_of_any_size, refuses_a_size_that_its_symbols_cannot_hold_before_it_pushes) {
  const auto byte = mapped(
      uniform(256), [](std::uint32_t x) { return static_cast<std::uint8_t>(x); },
      [](std::uint8_t x) { return std::uint32_t{x}; });
  const auto codec = multiset_of_any_size(byte, uniform(9), 1000);
  rans_stack s;
  codec.push(s, std::vector<std::uint32_t>(255, 4));
  EXPECT_EQ(codec.pop(s), std::vector<std::uint32_t>(255, 4));
  for (const std::size_t n : {256u, 257u, 300u, 512u, 1000u})
    EXPECT_THROW(codec.push(s, std::vector<std::uint32_t>(n, 4)), domain_error);
  EXPECT_TRUE(s.is_fresh());
}

/// Symbols that are equivalent by the order and differ: a tens digit that counts, and a ones digit that does not.
struct by_tens {
  bool operator()(std::uint32_t a, std::uint32_t b) const { return a / 10 < b / 10; }
};
const auto by_tens_lists = [](std::size_t n, std::uint32_t alphabet) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, alphabet)),
                      [](std::vector<std::uint32_t> x) {
                        std::ranges::stable_sort(x, by_tens{});
                        return x;
                      });
};
ANSATZ_LAWS(multiset_of_equivalents, multiset(20, uniform(50), by_tens{}), by_tens_lists(20, 50));
ANSATZ_LAWS(multiset_of_equivalents_alone, multiset(7, uniform(10), by_tens{}), by_tens_lists(7, 10));

struct no_case {  // a strict weak order, the same on every machine
  static char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
  bool operator()(const std::string& a, const std::string& b) const {
    return std::ranges::lexicographical_compare(a, b, {}, small, small);
  }
};
TEST(multiset, loses_nothing_that_is_equivalent_and_differs) {
  const auto word = mapped(
      length_prefixed(uniform(20), uniform(256), 19),
      [](const std::vector<std::uint32_t>& x) { return std::string(x.begin(), x.end()); },
      [](const std::string& x) { return std::vector<std::uint32_t>(x.begin(), x.end()); });
  for (const std::vector<std::string>& x : {std::vector<std::string>{"Bach", "BACH", "bach", "Mahler"},
                                            {"bach", "Bach", "BACH", "bach", "Mahler", "mahler"},
                                            {"a", "A", "a", "A", "a", "A", "a", "A"},
                                            {"", "", "x", "X", "x"},
                                            {"mahler", "MAHLER", "Zelenka", "ZELENKA", "zelenka"}}) {
    const auto codec = multiset(x.size(), word, no_case{});
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      rans_stack s{supply::seeded(seed)};
      codec.push(s, x);
      ASSERT_EQ(codec.pop(s), x);
      ASSERT_TRUE(s.is_fresh());
    }
  }
}

/// 0.0 and -0.0 are equal and differ; a NaN is equal to nothing.
TEST(multiset, keeps_the_signs_of_zeros_and_refuses_what_is_no_number) {
  const auto number = mapped(
      serial(uniform(1u << 16), uniform(1u << 16), uniform(1u << 16), uniform(1u << 16)),
      [](const std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>& x) {
        const auto [a, b, c, d] = x;
        return std::bit_cast<double>(std::uint64_t{a} << 48 | std::uint64_t{b} << 32 |
                                     std::uint64_t{c} << 16 | d);
      },
      [](double x) {
        const auto n = std::bit_cast<std::uint64_t>(x);
        const auto part = [&](int i) { return static_cast<std::uint32_t>(n >> (16 * i) & 0xffff); };
        return std::tuple{part(3), part(2), part(1), part(0)};
      });
  const auto spelt = [](const std::vector<double>& x) {
    std::vector<std::uint64_t> out;
    for (const double d : x) out.push_back(std::bit_cast<std::uint64_t>(d));
    return out;
  };
  constexpr double inf = std::numeric_limits<double>::infinity(),
                   nan = std::numeric_limits<double>::quiet_NaN();
  for (const std::vector<double>& x : {std::vector{-0.0, 0.0, 0.0, -0.0},
                                       {0.0, -0.0, -0.0, -0.0},
                                       {-1.0, -0.0, 0.0, 0x1p-1074},
                                       {-inf, -0.0, 0.0, -0.0, 0.0, inf},
                                       {0.0, 0.0, -0.0}}) {
    const auto codec = multiset(x.size(), number);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      rans_stack s{supply::seeded(seed)};
      codec.push(s, x);
      ASSERT_EQ(spelt(codec.pop(s)), spelt(x));
      ASSERT_TRUE(s.is_fresh());
    }
  }
  rans_stack s;
  for (const std::vector<double>& x :
       {std::vector{nan, 1.0, 2.0}, {1.0, nan, 2.0}, {1.0, 2.0, nan}, {nan, nan, nan}})
    EXPECT_THROW(multiset(3, number).push(s, x), domain_error);
  EXPECT_TRUE(s.is_fresh());
  number.push(s, nan);
  EXPECT_THROW(multiset(1, number).pop(s), domain_error);
}

double log2_factorial(std::size_t n) { return std::lgamma(static_cast<double>(n) + 1) / std::log(2.0); }

/// log2(n! / prod n_s!)
double orders(const std::vector<std::uint32_t>& x) {
  double out = log2_factorial(x.size());
  for (auto i = x.begin(); i != x.end();) {
    const auto end = std::upper_bound(i, x.end(), *i);
    out -= log2_factorial(static_cast<std::size_t>(end - i));
    i = end;
  }
  return out;
}

TEST(multiset, saves_the_orders) {
  for (const std::uint32_t alphabet : {2u, 50u, 1u << 20}) {
    std::vector<std::uint32_t> x;
    for (std::uint64_t i = 0; i < 5000; ++i)
      x.push_back(static_cast<std::uint32_t>(supply::seeded(alphabet).word(i) % alphabet));
    std::ranges::sort(x);
    metered s{rans_stack{}};
    const auto codec = multiset(x.size(), uniform(alphabet));
    codec.push(s, x);
    const double expected = static_cast<double>(x.size()) * std::log2(alphabet) - orders(x);
    EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, expected, 0.01);
    EXPECT_LE(s.initial_bits(), bits::whole(13)) << "log2 n";
    EXPECT_EQ(codec.pop(s), x);
    EXPECT_TRUE(s.inner().is_fresh());
  }
}

TEST(multiset, refuses_what_is_unsorted_or_of_another_size) {
  rans_stack s;
  EXPECT_THROW(multiset(3, uniform(9)).push(s, {2, 1, 3}), domain_error);
  EXPECT_THROW(multiset(3, uniform(9)).push(s, {1, 2}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

/// Removes the first of the elements, whichever was drawn: what the original authors' tree did to large
/// multisets.
struct careless_codec {
  using symbol_type = std::vector<std::uint32_t>;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    bag<std::uint32_t> left;
    for (const std::uint32_t e : x) left.insert(e);
    for (const std::uint32_t e : x) {
      drawn(left).pop(s);
      left.erase(e);
      uniform(50).push(s, e);
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    return multiset(6, uniform(50)).pop(s);
  }
};
TEST(multiset, that_forgets_which_one_it_drew_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{}), sorted_lists(6, 50))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(multiset, is_the_same_by_either_bag) {
  const std::vector<std::uint32_t> x{3, 3, 5, 40, 41, 41, 41, 99};
  EXPECT_EQ(testing::bytes_of(multiset(8, uniform(100), fenwick_bag{100}), x),
            testing::bytes_of(multiset(8, uniform(100)), x));
  rans_stack s;
  EXPECT_THROW(multiset(2, uniform(100), fenwick_bag{50}).push(s, {3, 50}), domain_error);
}

TEST(multiset, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(multiset(6, uniform(50)), {1, 1, 17, 20, 20, 49}), "04df44787b82466f6e789e6a");
}

}  // namespace
}  // namespace ansatz

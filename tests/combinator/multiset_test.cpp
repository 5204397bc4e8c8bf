#include <ansatz/combinator/multiset.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>

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

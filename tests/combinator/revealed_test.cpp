#include <algorithm>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/combinator/revealed.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <numeric>
#include <optional>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

/// A multiset: an element says nothing of the others, and its slice is all of it.
class list_prefix {
 public:
  using symbol_type = std::vector<std::uint32_t>;
  using slice_type = std::uint32_t;

  explicit list_prefix(std::uint32_t n) : elements_(n) {}
  list_prefix knowing(const symbol_type& x) const {
    if (x.size() != elements_.size()) throw domain_error("a list of another size");
    list_prefix p = *this;
    std::ranges::copy(x, p.elements_.begin());
    p.known_ = size();
    return p;
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(elements_.size()); }
  std::uint32_t known() const { return known_; }
  std::uint32_t kept() const { return 0; }
  bool is_known(std::uint32_t e) const { return elements_[e].has_value(); }
  std::uint32_t hide(std::uint32_t e) {
    --known_;
    return *std::exchange(elements_[e], {});
  }
  void reveal(std::uint32_t slice) { elements_[known_++] = slice; }
  symbol_type symbol() const {
    symbol_type x;
    for (const auto& e : elements_) x.push_back(*e);
    std::ranges::sort(x);
    return x;
  }
  std::uint32_t at(std::uint32_t e) const { return elements_[e].value_or(0); }

 private:
  std::vector<std::optional<std::uint32_t>> elements_;
  std::uint32_t known_ = 0;
};
static_assert(revealable<list_prefix>);

struct values {
  std::vector<std::uint64_t> operator()(const list_prefix& p) const {
    std::vector<std::uint64_t> keys;
    for (std::uint32_t e = 0; e < p.size(); ++e) keys.push_back(p.at(e));
    return keys;
  }
};
const auto few_kinds = categorical({5, 2, 1, 9});
const auto by_kind = [](const list_prefix&) { return few_kinds; };
auto revealed_list(std::uint32_t n, std::uint32_t chunks = ~0u) {
  return revealed(list_prefix{n}, by_kind, values{}, chunks);
}
const auto sorted_lists = [](std::size_t n) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, 4u)),
                      [](std::vector<std::uint32_t> x) {
                        std::ranges::sort(x);
                        return x;
                      });
};

ANSATZ_LAWS(revealed_lists, revealed_list(12), sorted_lists(12));
ANSATZ_LAWS(revealed_lists_in_chunks, revealed_list(12, 4), sorted_lists(12));
ANSATZ_LAWS(revealed_lists_at_once, revealed_list(12, 1), sorted_lists(12));
ANSATZ_LAWS(revealed_lists_of_one, revealed_list(1), sorted_lists(1));
ANSATZ_LAWS(revealed_lists_of_none, revealed_list(0), sorted_lists(0));

TEST(revealed, is_a_multiset_where_slices_are_elements) {
  for (const std::vector<std::uint32_t>& x : {std::vector<std::uint32_t>{0, 0, 1, 1, 1, 2, 3, 3},
                                              {0, 1, 2, 3, 3, 3, 3, 3},
                                              {1, 1, 1, 1, 1, 1, 1, 1}})
    EXPECT_EQ(testing::bytes_of(revealed_list(8), x), testing::bytes_of(multiset(8, few_kinds), x));
}

TEST(revealed, in_fewer_chunks_takes_more_initial_bits_at_the_same_rate) {
  std::vector<std::uint32_t> x(64);
  for (std::uint32_t i = 0; i < 64; ++i) x[i] = i / 16;
  bits before{};
  for (const std::uint32_t chunks : {64u, 16u, 4u, 1u}) {
    metered s{rans_stack{}};
    revealed_list(64, chunks).push(s, x);
    EXPECT_GT(s.initial_bits(), before);
    before = s.initial_bits();
    metered one{rans_stack{}};
    revealed_list(64).push(one, x);
    EXPECT_NEAR(s.net().to_double(), one.net().to_double(), 1e-5);
  }
}

TEST(revealed, has_chunks_that_grow) {
  using sizes = std::vector<std::uint32_t>;
  EXPECT_EQ(detail::chunk_sizes(5, 0, 9), (sizes{1, 1, 1, 1, 1}));
  EXPECT_EQ(detail::chunk_sizes(0, 0, 9), sizes{});
  EXPECT_EQ(detail::chunk_sizes(7, 7, 1), sizes{});
  EXPECT_EQ(detail::chunk_sizes(7, 3, 1), sizes{4});
  for (const std::uint32_t hidden : {0u, 1u, 100u})
    for (const std::uint32_t chunks : {2u, 3u, 10u, 50u, 1000u}) {
      const sizes all = detail::chunk_sizes(5000, hidden, chunks);
      EXPECT_LE(all.size(), chunks);
      EXPECT_EQ(std::accumulate(all.begin(), all.end(), hidden), 5000u);
      EXPECT_TRUE(std::is_sorted(all.begin(), all.end() - 1));
    }
  EXPECT_EQ(detail::chunk_sizes(1u << 26, 0, 2), (sizes{1, (1u << 26) - 1}));
  EXPECT_EQ(detail::chunk_sizes(1u << 26, 1u << 25, 3).size(), 3u);
}

/// Keys by the number of the element, which the other side has not.
struct numbers {
  std::vector<std::uint64_t> operator()(const list_prefix& p) const {
    std::vector<std::uint64_t> keys(p.size());
    std::iota(keys.begin(), keys.end(), 0u);
    return keys;
  }
};
TEST(revealed, by_keys_that_are_numbers_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(
                testing::laws_of(revealed(list_prefix{5}, by_kind, numbers{})), sorted_lists(5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

/// Slices whose codec depends on which element is where.
TEST(revealed, by_slices_that_look_at_numbers_breaks_the_laws) {
  const auto by_the_first = [](const list_prefix& p) {
    return p.known() > 1 && p.at(0) > 1 ? categorical({9, 1, 1, 1}) : categorical({1, 1, 1, 9});
  };
  EXPECT_EQ(testing::names(testing::broken_laws(
                testing::laws_of(revealed(list_prefix{5}, by_the_first, values{})), sorted_lists(5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(revealed, refuses_symbols_of_another_size) {
  rans_stack s;
  EXPECT_THROW(revealed_list(3).push(s, {1, 2}), domain_error);
  EXPECT_TRUE(s.is_fresh());
}

TEST(revealed, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(revealed_list(6, 2), {0, 1, 1, 2, 3, 3}), "4df25e327a7c1a45af");
}

}  // namespace
}  // namespace ansatz

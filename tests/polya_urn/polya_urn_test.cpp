#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <polya_urn/polya_urn.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::in_order;

/// With loops and repeats.
rc::Gen<edge_list> multigraphs(std::uint32_t n, std::size_t m) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(2 * m, rc::gen::inRange(0u, n)),
                      [](const std::vector<std::uint32_t>& ends) {
                        edge_list x;
                        for (std::size_t i = 0; i < ends.size(); i += 2)
                          x.push_back({std::min(ends[i], ends[i + 1]), std::max(ends[i], ends[i + 1])});
                        std::ranges::sort(x);
                        return x;
                      });
}
/// Simple ones of m edges: the first in an order drawn of all pairs.
rc::Gen<graph> graphs(std::uint32_t n, std::size_t m) {
  return rc::gen::map(
      rc::gen::container<std::vector<std::uint64_t>>(n * (n - 1) / 2, rc::gen::arbitrary<std::uint64_t>()),
      [n, m](const std::vector<std::uint64_t>& keys) {
        std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>> pairs;
        for (std::uint32_t w = 1; w < n; ++w)
          for (std::uint32_t v = 0; v < w; ++v) pairs.emplace_back(keys[pairs.size()], v, w);
        std::ranges::sort(pairs);
        edge_list x;
        for (std::size_t i = 0; i < m; ++i) x.push_back({std::get<1>(pairs[i]), std::get<2>(pairs[i])});
        return graph{n, x};
      });
}

ANSATZ_LAWS(urn_edges_of_four, urn_edges(4, 9), multigraphs(4, 9));
ANSATZ_LAWS(urn_edges_of_many, urn_edges(40, 30, 2), multigraphs(40, 30));
ANSATZ_LAWS(urn_edges_of_one_node, urn_edges(1, 3), multigraphs(1, 3));
ANSATZ_LAWS(urn_edges_of_none, urn_edges(5, 0), multigraphs(5, 0));
ANSATZ_LAWS(polya_urn_of_seven, polya_urn(7, 8), graphs(7, 8), .full_support = false);
ANSATZ_LAWS(unlabelled_polya_urn, shuffled(polya_urn(7, 8), isomorphism_order{}),
            in_order(graphs(7, 8), isomorphism_order{}), .full_support = false);
ANSATZ_LAWS(unlabelled_polya_urn_incomplete, shuffled(polya_urn(7, 8), refined_order{1}),
            in_order(graphs(7, 8), refined_order{1}), .full_support = false);

TEST(polya_urn, pays_what_the_closed_form_says) {
  const edge_list x{{0, 1}, {0, 2}, {0, 3}, {2, 3}};
  const auto rising = [](double b, double k) { return (std::lgamma(b + k) - std::lgamma(b)) / std::log(2.); };
  for (const std::uint32_t bias : {1u, 3u}) {
    metered s{rans_stack{}};
    polya_urn(5, 4, bias).push(s, {5, x});
    double expected = rising(5. * bias, 8) - std::log2(24.) - 4;
    for (const double degree : {3., 1., 2., 2.}) expected -= rising(bias, degree);
    EXPECT_NEAR(s.net().to_double(), expected, 1e-5);
  }
  metered s{rans_stack{}};  // repeats share an order, loops have no first end
  urn_edges(2, 3).push(s, {{0, 0}, {0, 1}, {0, 1}});
  EXPECT_NEAR(s.net().to_double(), rising(2, 6) - rising(1, 4) - rising(1, 2) - std::log2(3.) - 2, 1e-5);
}

TEST(polya_urn, refuses_other_graphs) {
  rans_stack s;
  const edge_list triangle{{0, 1}, {0, 2}, {1, 2}};
  EXPECT_THROW(polya_urn(4, 3).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(polya_urn(3, 2).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(polya_urn(3, 3).push(s, {3, triangle, {1, 1, 1}}), domain_error);
  EXPECT_THROW(urn_edges(3, 1).push(s, {{2, 1}}), domain_error);
  EXPECT_THROW(urn_edges(3, 1).push(s, {{0, 3}}), domain_error);
  EXPECT_THROW(urn_edges(3, 2).push(s, {{1, 2}, {0, 1}}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(polya_urn(0, 3), domain_error);
  EXPECT_THROW(polya_urn(3, 1u << 31), domain_error);
  EXPECT_THROW(polya_urn(1, 1).pop(s), domain_error);  // a loop
}

/// Takes the first end out of the urn before the second is pushed.
struct careless_codec {
  using symbol_type = edge_list;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    bag<graph::edge> left;
    fenwick_bag urn{4};
    for (std::uint32_t v = 0; v < 4; ++v) urn.insert(v);
    for (const graph::edge& e : x) left.insert(e), urn.insert(e.from), urn.insert(e.to);
    for (std::size_t i = 0; i < x.size(); ++i) {
      graph::edge e = drawn(left).pop(s);
      left.erase(e);
      if (e.from != e.to && uniform(2).pop(s) == 1) std::swap(e.from, e.to);
      urn.erase(e.to);
      urn.erase(e.from);
      drawn(urn).push(s, e.to);
      drawn(urn).push(s, e.from);
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    return urn_edges(4, 5).pop(s);
  }
};
TEST(polya_urn, that_forgets_the_first_end_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{}), multigraphs(4, 5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(polya_urn, has_golden_bytes) {
  const graph g{5, edge_list{{0, 1}, {1, 2}, {0, 4}}};
  EXPECT_EQ(testing::bytes_of(polya_urn(5, 3), g), "02e58dbac2d4373c4f35");
  EXPECT_EQ(testing::bytes_of(shuffled(polya_urn(5, 3), isomorphism_order{}),
                              relabelled(g, isomorphism_order{}(g).to)),
            "0c5bf64fad8a16c5d5");
  EXPECT_EQ(
      testing::bytes_of(shuffled(polya_urn(5, 3), refined_order{}), relabelled(g, refined_order{}(g).to)),
      "18b7ec9fb98a16c5b8");
}

}  // namespace
}  // namespace ansatz

#include <algorithm>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <optional>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/groups.hpp"
#include "combinator/tiny_graphs.hpp"

namespace ansatz {
namespace {

using testing::by_brute_force;
using testing::tiny_graph;
using testing::tiny_graphs;
using testing::unlabelled;

const auto sorted_lists = [](std::size_t n, std::uint32_t alphabet) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, alphabet)),
                      [](std::vector<std::uint32_t> x) {
                        std::ranges::sort(x);
                        return x;
                      });
};
const auto few_kinds = categorical({5, 2, 1, 9});
ANSATZ_LAWS(shuffled_lists_of_few_kinds, shuffled(repeat(30, few_kinds), sorted_order{}),
            sorted_lists(30, 4));
ANSATZ_LAWS(shuffled_lists_of_many_kinds, shuffled(repeat(20, uniform(100)), sorted_order{}),
            sorted_lists(20, 100));
ANSATZ_LAWS(shuffled_lists_of_one, shuffled(repeat(1, uniform(9)), sorted_order{}), sorted_lists(1, 9));
ANSATZ_LAWS(shuffled_lists_of_none, shuffled(repeat(0, uniform(9)), sorted_order{}), sorted_lists(0, 9));
ANSATZ_LAWS(shuffled_graphs_of_six, shuffled(tiny_graphs(6), by_brute_force{}), unlabelled(6));
ANSATZ_LAWS(shuffled_graphs_of_four, shuffled(tiny_graphs(4), by_brute_force{}), unlabelled(4));

/// What degrees do not tell apart is left open: the graph comes back as it was, sorted by degree.
struct by_degree {
  canonical_order operator()(const tiny_graph& g) const {
    std::vector<std::uint32_t> degrees(g.nodes);
    for (std::uint32_t i = 0; i < g.nodes; ++i)
      for (std::uint32_t j = 0; j < g.nodes; ++j) degrees[i] += i != j && g.edge(i, j) ? 1 : 0;
    return order_by(std::span<const std::uint32_t>{degrees});
  }
};
const auto sorted_by_degree = [](std::uint32_t n) {
  return rc::gen::map(testing::labelled_graphs(n),
                      [](const tiny_graph& g) { return relabelled(g, by_degree{}(g).to); });
};
ANSATZ_LAWS(shuffled_graphs_by_degree, shuffled(tiny_graphs(6), by_degree{}), sorted_by_degree(6));

/// Equal in rate, on the stack that loses nothing; the bytes differ.
TEST(shuffled, costs_what_a_multiset_costs) {
  for (const std::vector<std::uint32_t>& x : {std::vector<std::uint32_t>{0, 0, 1, 1, 1, 2, 3, 3},
                                              {0, 1, 2, 3, 3, 3, 3, 3},
                                              {1, 1, 1, 1, 1, 1, 1, 1}}) {
    metered one{exact_stack{exact_stack::integer{1} << 400}}, other = one;
    multiset(x.size(), few_kinds).push(one, x);
    shuffled(repeat(x.size(), few_kinds), sorted_order{}).push(other, x);
    EXPECT_NEAR(one.net().to_double(), other.net().to_double(), 1e-5);
    EXPECT_NEAR((one.inner().content() - other.inner().content()).to_double(), 0, 1e-5);
  }
}

TEST(shuffled, pays_for_the_orbit) {
  for (std::uint32_t edges = 0; edges < 1u << 10; ++edges) {
    const tiny_graph labelled_graph{5, edges};
    const canonical_order order = by_brute_force{}(labelled_graph);
    const tiny_graph g = relabelled(labelled_graph, order.to);
    metered s{rans_stack{}};
    shuffled(tiny_graphs(5), by_brute_force{}).push(s, g);
    ASSERT_NEAR(s.net().to_double(), 10 - std::log2(120.) + std::log2(testing::automorphisms(g).size()),
                1e-5);
    ASSERT_EQ(s.ledger().size(), 2u);
  }
}

/// Forgets the automorphisms: what it gives for one labelling is a member of a coset that it does not know.
struct without_symmetries {
  canonical_order operator()(const tiny_graph& g) const { return {by_brute_force{}(g).to, {}}; }
};
TEST(shuffled, by_an_order_that_forgets_automorphisms_breaks_a_law) {
  EXPECT_EQ(testing::names(testing::broken_laws(
                testing::laws_of(shuffled(tiny_graphs(4), without_symmetries{})), unlabelled(4))),
            testing::broken_on(testing::every_stack, {"pop undoes push"}));
}

TEST(shuffled, refuses_what_is_not_in_canonical_order) {
  rans_stack s;
  EXPECT_THROW(shuffled(repeat(3, uniform(9)), sorted_order{}).push(s, {1, 3, 2}), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_THROW(shuffled(repeat(3, uniform(9)), sorted_order{}).push(s, {1, 2}), domain_error);
}

/// The order given is no canonical one.
struct as_it_comes {
  template <class X>
  canonical_order operator()(const X& x) const {
    return {identity_permutation(x.size()), {}};
  }
};
TEST(shuffled, does_not_encode_what_it_could_not_decode) {
  rans_stack s;
  EXPECT_THROW(shuffled(repeat(7, uniform(9)), as_it_comes{}).push(s, {1, 3, 2, 8, 6, 7, 4}), domain_error);
}

TEST(shuffled, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(shuffled(repeat(6, uniform(50)), sorted_order{}), {1, 1, 17, 20, 20, 49}),
            "04df447881b98d3d62c9085d");
}

}  // namespace
}  // namespace ansatz

#include <algorithm>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <ansatz/stack/metered.hpp>
#include <cmath>
#include <numeric>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/graph_union.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "random_edge/rings.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using owners = std::vector<std::uint32_t>;
using testing::sentence_of;
using edges = std::vector<graph::edge>;

/// Whose n components are, of so many graphs.
rc::Gen<owners> drawn_owners(std::size_t n, std::uint32_t graphs, set_order order) {
  return rc::gen::map(rc::gen::container<owners>(n, rc::gen::inRange(0u, graphs)), [=](owners x) {
    if (order == set_order::in_turn) std::ranges::sort(x);
    if (order == set_order::appearance) {
      owners number(graphs, UINT32_MAX);
      std::uint32_t come = 0;
      for (std::uint32_t& g : x) {
        if (number[g] == UINT32_MAX) number[g] = come++;
        g = number[g];
      }
    }
    return x;
  });
}
auto owners_of(set_order order) { return component_owners(6, 4, order); }

ANSATZ_LAWS(component_owners_in_turn, owners_of(set_order::in_turn), drawn_owners(6, 4, set_order::in_turn),
            .full_support = false);
ANSATZ_LAWS(component_owners_kept, owners_of(set_order::kept), drawn_owners(6, 4, set_order::kept),
            .full_support = false);
ANSATZ_LAWS(component_owners_by_appearance, owners_of(set_order::appearance),
            drawn_owners(6, 4, set_order::appearance), .full_support = false);
ANSATZ_LAWS(component_owners_of_nothing, component_owners(0, 3, set_order::kept), rc::gen::just(owners{}),
            .full_support = false);

double net_of(const owners& x, std::uint32_t graphs, set_order order) {
  metered s{rans_stack{}};
  component_owners(x.size(), graphs, order).push(s, x);
  return s.net().to_double();
}

TEST(component_owners, cost_the_order_of_graphs_where_it_is_kept_and_else_nothing) {
  owners connected(100);
  std::iota(connected.begin(), connected.end(), 0);
  const double table = net_of(connected, 100, set_order::in_turn);
  EXPECT_LT(table, 30);
  EXPECT_NEAR(net_of(connected, 100, set_order::appearance), table, 1e-5);
  EXPECT_NEAR(net_of(connected, 100, set_order::kept), table + std::lgamma(101) / std::log(2.0), 1e-4);
  // Two components each, side by side: the second one is one of those of all graphs so far, or of a new one.
  owners pairs;
  for (std::uint32_t g = 0; g < 50; ++g) pairs.insert(pairs.end(), {g, g});
  EXPECT_GT(net_of(pairs, 50, set_order::appearance), table + 50);
  EXPECT_LT(net_of(pairs, 50, set_order::appearance), net_of(pairs, 50, set_order::kept) - 150);
}

TEST(component_owners, refuses_what_is_not_in_its_order) {
  rans_stack s;
  const std::string why = "component_owners: components that are not those of so many graphs in this order";
  EXPECT_EQ(sentence_of([&] { component_owners(2, 2, set_order::in_turn).push(s, {1, 0}); }), why);
  EXPECT_EQ(sentence_of([&] { component_owners(2, 2, set_order::appearance).push(s, {1, 0}); }), why);
  EXPECT_EQ(sentence_of([&] { component_owners(2, 2, set_order::kept).push(s, {1, 2}); }), why);
  EXPECT_EQ(sentence_of([&] { component_owners(3, 2, set_order::kept).push(s, {1, 0}); }), why);
  EXPECT_TRUE(s.is_fresh());
  counted_numbers(2, "components").push(s, {1, 3});
  EXPECT_EQ(sentence_of([&] { component_owners(3, 2, set_order::kept).pop(s); }), why);
}

/// Whose components are is no multiset, unless graphs are numbered for it by whoever pushes them.
TEST(component_owners, that_sorts_them_in_push_breaks_the_laws) {
  const auto broken = codec_of<owners>(
      [](auto& s, owners x) {
        std::ranges::sort(x);
        owners_of(set_order::kept).push(s, x);
      },
      [](auto& s) { return owners_of(set_order::kept).pop(s); });
  const auto names = testing::names(testing::broken_laws(testing::laws_of(broken, {.full_support = false}),
                                                         drawn_owners(6, 4, set_order::kept)));
  for (const std::string& law : testing::broken_on(testing::wider_stacks, {"pop undoes push"}))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

TEST(component_owners, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(component_owners(6, 4, set_order::appearance), {0, 1, 0, 2, 1, 1}),
            "011f8c806f838c7ce8");
  EXPECT_EQ(testing::bytes_of(component_owners(6, 4, set_order::kept), {2, 1, 0, 2, 1, 1}),
            "047e3201fe0a9f4b9c");
}

graph_set some_graphs() {
  graph_set all = testing::some_rings(12, true);
  all.insert(all.begin() + 3, graph{});         // without nodes
  all.push_back(graph{3, edges{}, {1, 2, 3}});  // three components
  all.push_back(graph{5, edges{{0, 4}, {1, 3}}, {1, 2, 3, 4, 5}, owners{8, 9}});
  return all;
}

TEST(graph_union, is_numbered_as_its_way_codes_it_and_comes_apart_again) {
  const graph_set all = some_graphs();
  for (const bool keep : {true, false}) {
    EXPECT_TRUE(is_arranged(united(all, graph_way::by_degree, keep).all));
    EXPECT_TRUE(is_breadth_first(united(all, graph_way::by_breadth, keep).all));
    for (const graph_way way :
         {graph_way::by_degree, graph_way::by_similar_rows, graph_way::by_breadth, graph_way::numbered}) {
      const graph_set back = separated(united(all, way, keep), all.size());
      EXPECT_TRUE(isomorphic_in_any_order(back, all));
      EXPECT_TRUE(!keep || std::ranges::equal(back, all, isomorphic));
    }
  }
  EXPECT_EQ(separated(united(all, graph_way::numbered, true), all.size()), all);
}

TEST(graph_union, by_appearance_begins_with_what_comes_first) {
  const graph_union u = united(some_graphs(), graph_way::by_degree, false);
  std::uint32_t come = 0;
  for (const std::uint32_t g : u.owners) {
    EXPECT_LE(g, come);
    come = std::max(come, g + 1);
  }
  EXPECT_EQ(come, some_graphs().size() - 1) << "and that without nodes is the last one";
}

TEST(graph_union, comes_apart_only_where_owners_fit) {
  const graph two{3, edges{{0, 1}}};
  EXPECT_EQ(sentence_of([&] { separated({two, {0}}, 2); }), "separated: an owner a component");
  EXPECT_EQ(sentence_of([&] { separated({two, {0, 2}}, 2); }),
            "separated: an owner that is none of the graphs");
  EXPECT_EQ(separated({two, {1, 0}}, 2), (graph_set{graph{1, edges{}}, graph{2, edges{{0, 1}}}}));
}

}  // namespace
}  // namespace ansatz

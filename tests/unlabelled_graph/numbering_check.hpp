#pragma once
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/drawn_graphs.hpp"

/// What is asked alike of the codecs of graphs without their numbering. `Codec{n, m, bits}` takes graphs as
/// `number(graph)` numbers them, and such are those of which `is_numbered` is true.
namespace ansatz::testing {

/// Bits an edge: what a push adds, and the whole payload of a fresh stack.
struct graph_cost {
  double net, payload;
};
/// The graph must come back.
template <class Codec>
graph_cost cost_an_edge(const graph& numbered) {
  metered s{rans_stack{}};
  const Codec codec{numbered.nodes(), numbered.edges()};
  codec.push(s, numbered);
  const auto edges = static_cast<double>(numbered.edges());
  const graph_cost out{s.net().to_double() / edges,
                       8.0 * static_cast<double>(to_bytes(s.inner()).size()) / edges};
  EXPECT_EQ(codec.pop(s), numbered);
  EXPECT_TRUE(s.inner().is_fresh());
  return out;
}

template <class Codec, class Number>
void expect_refusals(Number number) {
  rans_stack s;
  const graph other{3, std::vector<graph::edge>{{0, 2}, {1, 2}}};  // neither numbers it so
  EXPECT_THROW((Codec{3, 2}.push(s, other)), domain_error);
  EXPECT_THROW((Codec{4, 2}.push(s, number(other))), domain_error);
  EXPECT_THROW((Codec{3, 1}.push(s, number(other))), domain_error);
  const graph labelled = number(graph{2, {}, {1, 2}});
  EXPECT_EQ(labelled.node_labels().size(), 2u) << "labels go along";
  EXPECT_THROW((Codec{2, 0}.push(s, labelled)), domain_error);
  EXPECT_THROW((Codec{4, 7}), domain_error);
  EXPECT_THROW((Codec{1u << 27, 1}), domain_error);
  EXPECT_THROW((Codec{4, 3, 0}), domain_error);
  EXPECT_THROW((Codec{4, 3, 32}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

/// A stack that no push gave, in memory that is bounded by nodes and edges.
template <class Codec, class IsNumbered>
void expect_a_graph_or_an_error_of_noise(IsNumbered is_numbered) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::vector<std::uint32_t> words(2000);
    for (std::size_t i = 0; i < words.size(); ++i)
      words[i] = static_cast<std::uint32_t>(supply::seeded(seed).word(i));
    rans_stack s{std::uint64_t{1} << 40 | seed, words, supply::seeded(1), 0};
    try {
      const graph g = Codec{8, 9}.pop(s);
      EXPECT_TRUE(is_numbered(g));
      EXPECT_EQ(g.edges(), 9u);
    } catch (const domain_error&) {
    }
  }
}

/// The laws that it breaks to number the graph in `push`, so that what comes back is isomorphic, and no more.
template <class Codec, class Number>
std::vector<std::string> laws_broken_by_numbering_in_push(Number number, int trials) {
  const auto broken =
      codec_of<graph>([number](auto& s, const graph& g) { Codec{6, 6, 7}.push(s, number(g)); },
                      [](auto& s) { return Codec{6, 6, 7}.pop(s); });
  return names(broken_laws(laws_of(broken, {.full_support = false}), graphs_of(6, 6), trials));
}

}  // namespace ansatz::testing

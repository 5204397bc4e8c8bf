#include <ansatz/combinator/codec_of.hpp>
#include <random_edge/numbered_graphs.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"
#include "random_edge/rings.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::sentence_of;

rc::Gen<graph_set> two_graphs() {
  return rc::gen::apply([](const graph& a, const graph& b) { return graph_set{a, b}; },
                        testing::drawn_graphs(3), testing::drawn_graphs(4));
}

ANSATZ_LAWS(numbered_graphs_of_two, numbered_graphs(2, 7, 9), two_graphs(), .full_support = false);
ANSATZ_LAWS(numbered_graphs_of_none, numbered_graphs(0, 0, 0), rc::gen::just(graph_set{}));

TEST(numbered_graphs, refuse_what_they_have_no_room_for) {
  const graph_set rings = testing::some_rings(3, false);
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { numbered_graphs(2, 100, 100).push(s, rings); }),
            "numbered_graphs: another number of graphs");
  const std::string why = "numbered_graphs: graphs are larger than they may be";
  EXPECT_EQ(sentence_of([&] { numbered_graphs(3, 5, 100).push(s, rings); }), why);
  EXPECT_EQ(sentence_of([&] { numbered_graphs(3, 100, 5).push(s, rings); }), why);
  EXPECT_TRUE(s.is_fresh());
  numbered_graphs(3, 100, 100).push(s, rings);
  EXPECT_EQ(sentence_of([&] { numbered_graphs(3, 100, 5).pop(s); }), why);
}

/// The first graph to be popped is the first one.
TEST(numbered_graphs, that_are_pushed_first_to_last_break_the_laws) {
  const auto broken = codec_of<graph_set>(
      [](auto& s, graph_set x) {
        std::ranges::reverse(x);
        numbered_graphs(2, 7, 9).push(s, x);
      },
      [](auto& s) { return numbered_graphs(2, 7, 9).pop(s); });
  const auto names = testing::names(
      testing::broken_laws(testing::laws_of(broken, {.full_support = false}), two_graphs(), 100));
  for (const std::string& law : testing::broken_on({"rans 64/32", "exact"}, {"pop undoes push"}))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

TEST(numbered_graphs, have_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(numbered_graphs(3, 100, 100), testing::some_rings(3, false)),
            "199fa8dadf61ffcc0e110a6a30c87cae945318c85dd34af5");
}

}  // namespace
}  // namespace ansatz

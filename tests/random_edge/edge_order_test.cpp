#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <cmath>
#include <random_edge/edge_order.hpp>

namespace ansatz {
namespace {

TEST(edge_order, is_taken_out_and_put_in) {
  std::vector<graph::edge> edges;
  for (std::uint32_t v = 1; v < 200; ++v) edges.push_back({v, v * v % v + v / 2});
  const graph g{200, edges};
  metered s{rans_stack{supply::seeded(3)}};
  std::vector<graph::edge> drawn;
  for (edge_order left{g}; left.size() > 0;) drawn.push_back(left.take(s));
  const double orders = std::lgamma(200) / std::log(2) + 199;
  EXPECT_NEAR(s.net().to_double(), -orders, 1e-3);
  EXPECT_EQ((graph{200, drawn}), g);
  EXPECT_FALSE(std::ranges::is_sorted(drawn));
  edge_order sent;
  for (auto e = drawn.rbegin(); e != drawn.rend(); ++e) sent.put(s, *e);
  EXPECT_EQ(sent.size(), 199u);
  EXPECT_EQ(s.inner(), rans_stack{supply::seeded(3)});
}

TEST(edge_order, has_each_edge_once) {
  rans_stack s;
  edge_order sent;
  sent.put(s, {1, 0});
  EXPECT_THROW(sent.put(s, {0, 1}), domain_error);
}

}  // namespace
}  // namespace ansatz

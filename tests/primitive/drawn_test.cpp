#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

const auto few = [] {
  fenwick_bag b{5};
  for (const std::uint32_t x : {0u, 3u, 3u, 4u, 3u}) b.insert(x);
  return b;
}();
ANSATZ_LAWS(drawn_from_five, drawn(few), rc::gen::element(0u, 3u, 4u));

TEST(drawn, follows_the_bag) {
  bag<int> items;
  items.insert(7);
  const auto codec = drawn(items);
  EXPECT_EQ(codec.distribution.total().count(), 1u);
  items.insert(7);
  items.insert(-1);
  EXPECT_EQ(codec.distribution.interval_of(7), (interval{1, 2}));
}

}  // namespace
}  // namespace ansatz

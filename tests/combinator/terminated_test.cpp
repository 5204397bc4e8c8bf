#include <ansatz/combinator/terminated.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "bytes_of.hpp"
#include "coin.hpp"

namespace ansatz {
namespace {

using testing::coin;

const auto lists = rc::gen::mapcat(rc::gen::inRange(0u, 13u), [](std::uint32_t n) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, 100u));
});
ANSATZ_LAWS(terminated_list, terminated(coin(96), uniform(100), 12), lists);
ANSATZ_LAWS(terminated_list_of_lists, terminated(coin(64), terminated(coin(64), uniform(100), 3), 3),
            rc::gen::map(lists, [](const std::vector<std::uint32_t>& x) {
              std::vector<std::vector<std::uint32_t>> out;
              for (std::size_t i = 0; i < x.size() && i < 3; ++i) out.emplace_back(i, x[i]);
              return out;
            }));

TEST(terminated, asks_before_each_element_and_not_at_the_limit) {
  const auto c = terminated(coin(64), uniform(256), 4);
  for (std::size_t n = 0; n <= 4; ++n) {
    metered s{rans_stack{}};
    c.push(s, std::vector<std::uint32_t>(n, 7));
    EXPECT_EQ(s.net(), bits::whole(static_cast<std::int64_t>(9 * n + (n < 4 ? 1 : 0))));
  }
}

TEST(terminated, is_never_longer_than_its_limit) {
  rans_stack s;
  EXPECT_THROW(terminated(coin(64), uniform(2), 3).push(s, {0, 0, 0, 0}), domain_error);
  EXPECT_EQ(terminated(coin(128), uniform(2), 3).pop(s).size(), 3u) << "although more is certain";
}

TEST(terminated, refuses_an_answer_that_is_neither_0_nor_1) {
  for (const std::uint32_t answer : {2u, 3u, 255u}) {
    exact_stack s{answer};
    EXPECT_THROW(terminated(uniform(256), uniform(2), 3).pop(s), domain_error);
  }
}

TEST(terminated, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(terminated(coin(96), uniform(100), 12), {5, 99, 0, 17}), "46f4a62576600a91");
}

}  // namespace
}  // namespace ansatz

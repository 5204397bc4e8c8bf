#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <hilloc/hilloc.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "hierarchy/random_hierarchy.hpp"
#include "hierarchy/tiny_images.hpp"

namespace ansatz {
namespace {

/// Totals that stacks of every word size take.
constexpr unsigned small = 24;

auto through(const std::string& pixels, std::size_t levels, unsigned precision = latent_precision{}.popped) {
  return hilloc_images(testing::random_hierarchy("hilloc", pixels, levels), precision);
}
ANSATZ_LAWS(hilloc_of_one_level, through("grey", 1, small), testing::tiny_images(false));
ANSATZ_LAWS(hilloc_of_three_levels, through("grey", 3, small), testing::tiny_images(false));
ANSATZ_LAWS(hilloc_of_binary_pixels, through("binary", 2, small), testing::tiny_images(true));

const std::vector<std::uint8_t> ramp = [] {
  std::vector<std::uint8_t> x;
  for (int i = 0; i < 64; ++i) x.push_back(static_cast<std::uint8_t>(3 * i));
  return x;
}();

/// Every prior is uniform on its own buckets: log2 of their number a latent.
TEST(hilloc, pushes_latents_uniformly) {
  metered s{rans_stack{}};
  through("grey", 3).push(s, ramp);
  for (const auto& e : s.ledger())
    if (e.label == "p(z)") {
      EXPECT_EQ(e.pushes, 16u);  // 8 + 4 + 4
      EXPECT_EQ(e.pushed(), bits::whole(16 * 9));
    }
}

TEST(hilloc, refuses_another_image) {
  testing::expect_other_images_refused(through("grey", 2), through("binary", 2));
  rans_stack s;
  EXPECT_THROW(ladder_posterior(testing::random_hierarchy("hilloc", "grey", 2), ramp, 24).push(s, {{1}}),
               domain_error);
}

TEST(hilloc, has_golden_bytes) {
  const auto hash = [](const std::string& hex) { return std::pair{hex.size() / 2, hex.substr(0, 24)}; };
  EXPECT_EQ(hash(testing::bytes_of(through("grey", 3), ramp)),
            (std::pair<std::size_t, std::string>{106, "0722d55d8acb490ce2c4c4eb"}));
}

/// Takes the levels from the bottom up when it pushes.
struct upside_down {
  using symbol_type = ladder_latents;
  hierarchy m = testing::random_hierarchy("hilloc", "grey", 3);
  template <class S>
  void push(S& s, const symbol_type& z) const {
    auto turned = z;
    std::swap(turned[0], turned[1]);
    ladder_posterior{m, ramp, small}.push(s, turned);
  }
  template <class S>
  symbol_type pop(S& s) const {
    return ladder_posterior{m, ramp, small}.pop(s);
  }
};
TEST(hilloc, mutants_are_caught) {
  const auto buckets = rc::gen::inRange(0u, 512u);
  const auto z =
      rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(16, buckets), [](const auto& all) {
        return ladder_latents{
            {all.begin(), all.begin() + 4}, {all.begin() + 4, all.begin() + 8}, {all.begin() + 8, all.end()}};
      });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(upside_down{}), z, 50)),
            testing::broken_on(testing::wider_stacks, testing::both_inverses));
  EXPECT_TRUE(
      testing::broken_laws(testing::laws_of(ladder_posterior{upside_down{}.m, ramp, small}), z, 50).empty());
}

}  // namespace
}  // namespace ansatz

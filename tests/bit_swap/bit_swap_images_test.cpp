#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit_swap/bit_swap_images.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "hierarchy/random_hierarchy.hpp"
#include "hierarchy/tiny_images.hpp"
#include "hierarchy/two_orders.hpp"

namespace ansatz {
namespace {

/// Totals that stacks of every word size take.
constexpr latent_precision small{24, 22};

auto through(const std::string& pixels, std::size_t levels, latent_precision precision = {}) {
  return bit_swap_images(testing::random_hierarchy("bit_swap", pixels, levels), precision);
}
ANSATZ_LAWS(bit_swap_images_of_one_level, through("grey", 1, small), testing::tiny_images(false));
ANSATZ_LAWS(bit_swap_images_of_three_levels, through("grey", 3, small), testing::tiny_images(false));
ANSATZ_LAWS(bit_swap_images_of_binary_pixels, through("binary", 2, small), testing::tiny_images(true));
ANSATZ_LAWS(nested_images_of_three_levels,
            nested_images(testing::random_hierarchy("bit_swap", "grey", 3), small),
            testing::tiny_images(false));

const std::vector<std::uint8_t> ramp = [] {
  std::vector<std::uint8_t> x;
  for (int i = 0; i < 64; ++i) x.push_back(static_cast<std::uint8_t>(3 * i));
  return x;
}();

/// The mean over so many seeds of what a push of `ramp` did to a stack of random bits.
template <class Codec, class Measure>
double mean_of(const Codec& codec, std::uint64_t seeds, Measure measure) {
  bits sum;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    metered s{rans_stack{supply::seeded(seed)}};
    codec.push(s, ramp);
    sum += measure(s);
  }
  return sum.to_double() / static_cast<double>(seeds);
}

TEST(bit_swap_images, takes_initial_bits_of_one_level) {
  const hierarchy m = testing::random_hierarchy("bit_swap", "grey", 8);
  const auto initial = [](const auto& codec) {
    return mean_of(codec, 10, [](const auto& s) { return s.initial_bits(); });
  };
  const double swapped = initial(bit_swap_images(m)), nested = initial(nested_images(m)),
               one = initial(through("grey", 1));
  EXPECT_LT(swapped, one + 10);
  EXPECT_GT(nested, one + 7 * 4 * 4);  // of seven levels more, four latents each, at least four bits
}

/// The same image through the same latents: only the order of operations differs, so only what is popped.
TEST(bit_swap_images, costs_about_what_nested_costs) {
  const hierarchy m = testing::random_hierarchy("bit_swap", "grey", 3);
  const auto net = [](const auto& codec) {
    return mean_of(codec, 40, [](const auto& s) { return s.net(); });
  };
  const double swapped = net(bit_swap_images(m)), nested = net(nested_images(m));
  EXPECT_NEAR(swapped, nested, 0.02 * nested);
}

TEST(bit_swap_images, refuses_another_image) {
  testing::expect_other_images_refused(through("grey", 2), through("binary", 2));
}

TEST(bit_swap_images, has_golden_bytes) {
  const auto hash = [](const std::string& hex) { return std::pair{hex.size() / 2, hex.substr(0, 24)}; };
  EXPECT_EQ(hash(testing::bytes_of(through("grey", 3), ramp)),
            (std::pair<std::size_t, std::string>{94, "10b3379633d18ccc959bb718"}));
}

TEST(bit_swap_images, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(testing::two_orders<hierarchy>{
                                                    testing::random_hierarchy("bit_swap", "grey", 3), small}),
                                                testing::tiny_images(false), 50)),
            testing::broken_on(testing::wider_stacks, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

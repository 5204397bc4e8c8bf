#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <functional>
#include <hierarchy/plain_images.hpp>
#include <hilloc/hilloc.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "hierarchy/random_colour_hierarchy.hpp"
#include "hierarchy/two_orders.hpp"

namespace ansatz {
namespace {

using testing::random_colour_hierarchy;

auto numbers(std::size_t count) {
  return rc::gen::container<std::vector<std::uint8_t>>(count, rc::gen::arbitrary<std::uint8_t>());
}

/// Totals that stacks of every word size take.
constexpr latent_precision small{24, 22};

// Sizes that are no multiple of a cell, and one less than a cell.
ANSATZ_LAWS(plain_colours, plain_images(random_colour_hierarchy("bit_swap", 2, 5, 6)), numbers(90));
ANSATZ_LAWS(plain_colours_from_the_top_down, plain_images(random_colour_hierarchy("hilloc", 2, 1, 1)),
            numbers(3));
ANSATZ_LAWS(colours_by_bit_swap, bit_swap_images(random_colour_hierarchy("bit_swap", 3, 3, 9), small),
            numbers(81));
ANSATZ_LAWS(colours_by_hilloc, hilloc_images(random_colour_hierarchy("hilloc", 2, 9, 3), small.popped),
            numbers(81));

std::vector<std::uint8_t> ramp(std::size_t count) {
  std::vector<std::uint8_t> x;
  for (std::size_t i = 0; i < count; ++i)
    x.push_back(static_cast<std::uint8_t>(100 + 3 * (i / 3) % 90 + i % 3));
  return x;
}

TEST(colour_hierarchy, has_grids_that_cover_the_image) {
  const colour_hierarchy m = random_colour_hierarchy("bit_swap", 2, 9, 3);
  EXPECT_EQ(m.pixels(), 81u);
  EXPECT_EQ(m.latents(1), 2u * 4 * 2) << "cells of 4 pixels, an even number of them";
  EXPECT_EQ(m.latents(2), 2u * 1);
  EXPECT_THROW((void)m.latents(0), domain_error);
  EXPECT_THROW((void)m.latents(3), domain_error);
  const auto one = m.of_size(1, 1), large = m.of_size(8, 8);
  EXPECT_EQ(one.latents(1), 8u);
  EXPECT_EQ(one.multiply_adds(), large.multiply_adds());
  EXPECT_EQ(one.fingerprint(), large.fingerprint());
  for (const auto& [height, width] :
       {std::pair<std::size_t, std::size_t>{0, 1}, {1, 0}, {1 << 20, 2}, {SIZE_MAX, 3}})
    EXPECT_THROW((void)m.of_size(height, width), domain_error);
}

/// What lies outside of an image, and pixels that come later, are not looked at.
TEST(colour_hierarchy, sees_only_what_a_decoder_knows) {
  const colour_hierarchy m = random_colour_hierarchy("bit_swap", 2, 6, 7);
  const auto features = m.features(std::vector<std::uint32_t>(m.latents(1), 200));
  std::vector<std::uint8_t> x(m.pixels());
  const auto full = ramp(m.pixels());
  for (std::size_t g = 0; g < m.groups(); ++g) {
    const auto a = m.tell(g, features, x), b = m.tell(g, features, full);
    EXPECT_EQ(a.said, b.said) << g;
    for (std::size_t c = 0; c < 3; ++c) {
      const auto before = m.channel(g, c, a, x), after = m.channel(g, c, b, full);
      EXPECT_EQ(before.weights, after.weights) << g << ' ' << c;
      for (const std::size_t pixel : before.pixels) {
        const std::size_t n = pixel * 3 + colour_hierarchy::channel_order[c];
        EXPECT_EQ(x[n], 0) << "a number twice";
        x[n] = full[n];
      }
    }
  }
  EXPECT_EQ(x, full) << "every number once";
}

TEST(colour_hierarchy, codes_the_same_bytes) {
  const auto hash = [](const std::string& hex) { return std::pair{hex.size() / 2, hex.substr(0, 24)}; };
  const auto x = ramp(8 * 9 * 3);
  EXPECT_EQ(hash(testing::bytes_of(bit_swap_images(random_colour_hierarchy("bit_swap", 2, 8, 9)), x)),
            (std::pair<std::size_t, std::string>{218, "957e0eb5ebe2afc86b95020a"}));
  EXPECT_EQ(hash(testing::bytes_of(hilloc_images(random_colour_hierarchy("hilloc", 2, 8, 9)), x)),
            (std::pair<std::size_t, std::string>{233, "12363c01be6db157ad530ac8"}));
}

TEST(colour_hierarchy, refuses_what_does_not_fit) {
  const colour_hierarchy m = random_colour_hierarchy("bit_swap", 2, 4, 4),
                         top = random_colour_hierarchy("hilloc", 2, 4, 4);
  rans_stack s;
  EXPECT_THROW(bit_swap_images(m).push(s, std::vector<std::uint8_t>(47)), domain_error);
  EXPECT_THROW(hilloc_images(top).push(s, std::vector<std::uint8_t>(49)), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_THROW(colour_ladder{m}, domain_error);
  EXPECT_THROW((void)top.infer(std::vector<std::uint8_t>(48)), domain_error);
  EXPECT_THROW((void)m.generate(2, std::vector<std::uint32_t>(m.latents(2))), domain_error);
  const auto features = m.features(std::vector<std::uint32_t>(m.latents(1), 1));
  EXPECT_THROW((void)m.tell(7, features, std::vector<std::uint8_t>(48)), domain_error);
  EXPECT_THROW((void)m.of_size(9, 4).tell(0, features, std::vector<std::uint8_t>(108)), domain_error);
}

TEST(colour_hierarchy, is_refused_where_it_is_none) {
  const auto broken = [](const std::string& inference,
                         const std::function<void(testing::random_tensors&)>& breaks) {
    auto t = testing::random_colour_weights(testing::tiny_colour_architecture(inference, 2));
    breaks(t);
    return colour_hierarchy{t.file()};
  };
  EXPECT_NO_THROW(broken("hilloc", [](auto&) {}));
  EXPECT_THROW(broken("bit_swap", [](auto& t) { t.values.erase("group3.red.last.bias"); }), corrupt_error);
  EXPECT_THROW(broken("bit_swap", [](auto& t) { t.add_network("q2", 3, 4, 1, 2); }), corrupt_error);
  EXPECT_THROW(broken("bit_swap", [](auto& t) { t.add_convolution("group0.green.first", 6, 5, 3, 0.1); }),
               corrupt_error);
  EXPECT_THROW(broken("hilloc", [](auto& t) { t.values["start"][0] = 513; }), corrupt_error);
  EXPECT_THROW(broken("bit_swap", [](auto& t) { t.values["edges"][7] = 3; }), corrupt_error);
  EXPECT_THROW(broken("bit_swap", [](auto& t) { t.metadata.clear(); }), corrupt_error);
  const auto with = [&](const char* from, const char* to) {
    return broken("bit_swap", [&](auto& t) {
      std::string& a = t.metadata["architecture"];
      a.replace(a.find(from), std::string{from}.size(), to);
    });
  };
  EXPECT_THROW(with("\"height\":0", "\"height\":8"), corrupt_error);
  EXPECT_THROW(with("\"scales\":[1,2]", "\"scales\":[1]"), corrupt_error);
  EXPECT_THROW(with("\"scales\":[1,2]", "\"scales\":[2,3]"), corrupt_error);
  EXPECT_THROW(with("\"said\":5", "\"said\":0"), corrupt_error);
  EXPECT_THROW(with("\"colour\"", "\"grey\""), corrupt_error);
  EXPECT_THROW(with("{\"cell\":4,", "{\"cell\":0,"), corrupt_error);
  // What a tile would take.
  auto wide = testing::tiny_colour_architecture("bit_swap", 2);
  EXPECT_NO_THROW(hierarchies::parse_architecture(format_architecture(wide)));
  wide.latents = {300, 1};
  EXPECT_THROW(hierarchies::parse_architecture(format_architecture(wide)), corrupt_error);
  wide.latents = {2, 1};
  wide.groups.back().network.width = 4096;
  EXPECT_THROW(hierarchies::parse_architecture(format_architecture(wide)), corrupt_error);
}

TEST(colour_hierarchy, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(testing::two_orders<colour_hierarchy>{
                                                    random_colour_hierarchy("bit_swap", 2, 3, 5), small}),
                                                numbers(45), 50)),
            testing::broken_on(testing::wider_stacks, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

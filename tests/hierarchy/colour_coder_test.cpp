#include <gtest/gtest.h>

#include <bit_swap/bit_swap_coder.hpp>
#include <cmath>
#include <hierarchy/colour_coder.hpp>
#include <hilloc/hilloc_coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "hierarchy/random_colour_hierarchy.hpp"

namespace ansatz {
namespace {

std::unique_ptr<colour_coder> tiny(const std::string& inference, std::size_t levels = 2) {
  return std::make_unique<colour_coder>(
      inference == "hilloc" ? hilloc_composition() : bit_swap_composition(), "tiny",
      testing::random_colour_weights(testing::tiny_colour_architecture(inference, levels)).file());
}

image_set images(std::uint64_t count, image_shape shape) { return testing::noisy_images(count, shape, 256); }

coding_options options(std::uint64_t chains) { return {.chains = chains, .seed = 3}; }

TEST(image_tiles, cover_the_image_once) {
  for (const image_shape& shape :
       {image_shape{1, 1, 3}, {7, 13, 3}, {256, 257, 3}, {1, 1000, 3}, {513, 100, 3}}) {
    std::vector<int> covered(std::size_t{shape.height} * shape.width);
    const auto tiles = tiles_of(shape, 256);
    for (const image_tile& t : tiles) {
      EXPECT_LE(t.height, 256u);
      EXPECT_LE(t.width, 256u);
      for (std::size_t r = 0; r < t.height; ++r)
        for (std::size_t c = 0; c < t.width; ++c) ++covered[(t.row + r) * shape.width + t.column + c];
    }
    EXPECT_TRUE(std::ranges::all_of(covered, [](int n) { return n == 1; }));
    EXPECT_EQ(tiles.size(), std::size_t{(shape.height + 255) / 256} * ((shape.width + 255) / 256));
  }
}

TEST(colour_coder, brings_images_of_any_size_back) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference);
    testing::expect_round_trips(*c, images(6, {9, 10, 3}), options(1));
    image_set all;
    for (const image_shape& shape : {image_shape{1, 1, 3}, {7, 13, 3}, {1, 300, 3}, {270, 3, 3}, {16, 16, 3}})
      all.push_back(images(1, shape).front());
    testing::expect_round_trips(*c, all, options(1));
    EXPECT_EQ(c->decompress(c->compress(image_set{}, {})), data_set{image_set{}});
  }
}

/// One image has all threads: it is large enough here for bands of cells on each.
TEST(colour_coder, codes_the_same_bytes_on_any_number_of_threads) {
  const auto c = tiny("hilloc");
  const image_set one = images(1, {200, 190, 3});
  coding_options on_three = options(1);
  on_three.threads = 3;
  const auto file = c->compress(one, options(1));
  EXPECT_EQ(format_container(c->compress(one, on_three)), format_container(file));
  EXPECT_EQ(c->decompress(file, 3), data_set{one});
}

/// A chain begins with tiles that take no bits, whatever the size of the images.
TEST(colour_coder, pays_no_initial_bits) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference);
    for (const image_set& some : {images(1, {12, 12, 3}), images(20, {12, 12, 3}), images(2, {1, 600, 3})}) {
      coding_account account;
      (void)c->compress(some, options(1), &account);
      EXPECT_LT(account.initial, bits::whole(33)) << inference;
    }
  }
}

/// From -ELBO in real numbers, over buckets, to integers of 16 bits: the sum is what coding costs, and no step costs much.
TEST(colour_coder, loses_little_from_the_elbo_to_the_coded_rate) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference, 3);
    image_set some = images(10, {6, 9, 3});
    some.push_back(images(1, {1, 1, 3}).front());
    bits ideal, buckets, integers;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const rate_losses l = *c->losses(some, seed);
      EXPECT_EQ(l.ideal, c->ideal(some, seed));
      ideal += l.ideal;
      buckets += l.steps.at(0).second;
      integers += l.steps.at(1).second;
    }
    const double all = ideal.to_double();
    EXPECT_GT(all, 0);
    EXPECT_LT(std::fabs(buckets.to_double()), 0.003 * all) << inference;
    EXPECT_LT(std::fabs(integers.to_double()), 0.003 * all) << inference;
    coding_account account;
    for (std::uint64_t seed = 0; seed < 5; ++seed)
      (void)c->compress(some, {.chains = 1, .seed = seed}, &account);
    EXPECT_NEAR(account.net.to_double(), (ideal + buckets + integers).to_double(), 0.05 * all) << inference;
  }
}

TEST(colour_coder, samples_depend_on_the_seed_alone) {
  const auto c = tiny("hilloc");
  EXPECT_EQ(c->sample(1, 3), c->sample(1, 3));
  EXPECT_NE(c->sample(1, 3), c->sample(1, 4));
  EXPECT_EQ(c->objection(c->sample(1, 3)), "");
}

TEST(colour_coder, refuses_data_and_models_that_are_not_its) {
  const auto c = tiny("bit_swap");
  EXPECT_NE(c->objection(images(1, {4, 4, 1})), "");
  EXPECT_NE(c->objection(images(1, {0, 4, 3})), "");
  EXPECT_THROW(c->compress(byte_string(64), {}), domain_error);
  for (const bool top_down : {true, false})
    EXPECT_THROW(colour_coder(top_down ? hilloc_composition() : bit_swap_composition(), "tiny",
                              testing::random_colour_weights(
                                  testing::tiny_colour_architecture(top_down ? "bit_swap" : "hilloc", 2))
                                  .file()),
                 domain_error);
  const auto bytes = format_container(c->compress(images(3, {8, 8, 3}), options(1)));
  testing::expect_refused(*tiny("bit_swap", 3), bytes, "levels");
  testing::expect_refused(*tiny("hilloc"), bytes, "inference");
}

TEST(colour_coder, is_refused_when_damaged_or_where_its_header_lies) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference);
    const container good = c->compress(images(4, {6, 6, 3}), options(2));
    testing::expect_damage_is_noticed(*c, format_container(good), 50);
    testing::expect_lies_are_noticed(*c, good);
    testing::expect_lie_is_noticed(*c, good, "phases", [](chunk& f) { f.chains[0].phases = {1}; });
  }
}

}  // namespace
}  // namespace ansatz

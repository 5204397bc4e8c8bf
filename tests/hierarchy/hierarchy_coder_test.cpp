#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <hierarchy/hierarchy_coder.hpp>
#include <hierarchy/plain_images.hpp>
#include <hilloc/hilloc_coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "hierarchy/random_hierarchy.hpp"
#include "hierarchy/tiny_images.hpp"

namespace ansatz {
namespace {

using testing::random_hierarchy;

ANSATZ_LAWS(plain_images_from_level_to_level, plain_images(random_hierarchy("bit_swap", "grey", 2)),
            testing::tiny_images(false));
ANSATZ_LAWS(plain_images_from_the_top_down, plain_images(random_hierarchy("hilloc", "binary", 3)),
            testing::tiny_images(true));

ANSATZ_LAWS(plain_images_of_shorts, plain_images(random_hierarchy("bit_swap", "grey shorts", 2)),
            testing::tiny_images(false));

std::unique_ptr<hierarchy_coder> tiny(const std::string& inference, const std::string& pixels,
                                      std::size_t levels = 2) {
  safetensors weights = testing::random_weights(testing::tiny_architecture(inference, pixels, levels)).file();
  return std::make_unique<hierarchy_coder>(
      inference == "hilloc" ? hilloc_composition() : bit_swap_composition(), "tiny", std::move(weights));
}

image_set images(std::uint64_t count, bool binary) {
  return testing::noisy_images(count, {8, 8, 1}, binary ? 2 : 256);
}

coding_options options(std::uint64_t chains) { return {.chains = chains, .seed = 3}; }

/// Both inferences, both kinds of pixels.
template <class Use>
void for_each_kind(Use use) {
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary"}) {
      const auto c = tiny(inference, pixels);
      SCOPED_TRACE(std::string{inference} + " " + pixels);
      use(*c, std::string{inference} + "_" + pixels);
    }
}

TEST(hierarchy_coder, brings_every_image_back) {
  for_each_kind([](const hierarchy_coder& c, const std::string&) {
    testing::expect_round_trips(c, images(8, c.networks().binary()), options(1));
    const image_set one = images(1, true), constant(5, image{{8, 8, 1}, std::vector<std::uint8_t>(64, 1)});
    for (const image_set& few : {image_set{}, one, constant})
      EXPECT_EQ(c.decompress(parse_container(format_container(c.compress(few, {})))), data_set{few});
  });
}

/// A chain begins with images that take no bits, as few as give enough; an image alone is one of them.
TEST(hierarchy_coder, pays_no_initial_bits) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference, "grey");
    const auto plain = plain_images(c->networks());
    for (const std::uint64_t count : {1u, 20u}) {
      const image_set some = images(count, false);
      coding_account account;
      const container file = c->compress(some, options(1), &account);
      EXPECT_LT(account.initial, bits::whole(33)) << inference;
      ASSERT_EQ(file.chunks.front().chains[0].phases.size(), 1u);
      EXPECT_GE(file.chunks.front().chains[0].phases[0], 1u);
      EXPECT_LT(file.chunks.front().chains[0].phases[0], 5u);
      if (count == 1) {
        EXPECT_LT(bits::whole(static_cast<std::int64_t>(8 * file.chunks.front().chains[0].stack.size())),
                  cost(plain, some[0].pixels) + bits::whole(40));
      }
    }
  }
}

TEST(hierarchy_coder, samples_depend_on_the_seed_alone) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference, "binary", 3);
    EXPECT_EQ(c->sample(5, 3), c->sample(5, 3));
    EXPECT_NE(c->sample(5, 3), c->sample(5, 4));
    EXPECT_EQ(c->objection(c->sample(5, 3)), "");
  }
}

TEST(hierarchy_coder, refuses_data_and_parameters_that_are_not_its) {
  const auto c = tiny("bit_swap", "binary");
  EXPECT_THROW(c->compress(images(3, false), {}), domain_error);
  EXPECT_THROW(c->compress(testing::noisy_images(1, {2, 5, 1}, 2), {}), domain_error);
  EXPECT_THROW(c->compress(testing::noisy_images(1, {4, 16, 1}, 2), {}), domain_error)
      << "64 pixels, not 8x8";
  EXPECT_THROW(c->compress(byte_string(64), {}), domain_error);
  EXPECT_THROW(c->compress(images(3, true), {.parameters = {{"lanes", 8}}}), domain_error);
  for (const bool top_down : {true, false})
    EXPECT_THROW(hierarchy_coder(top_down ? hilloc_composition() : bit_swap_composition(), "tiny",
                                 testing::random_weights(
                                     testing::tiny_architecture(top_down ? "bit_swap" : "hilloc", "grey", 2))
                                     .file()),
                 domain_error);
}

TEST(hierarchy_coder, is_refused_with_another_model) {
  const auto bytes = format_container(tiny("bit_swap", "grey")->compress(images(3, false), options(1)));
  testing::expect_refused(*tiny("bit_swap", "grey", 3), bytes, "levels");
  testing::expect_refused(*tiny("hilloc", "grey"), bytes, "inference");
}

TEST(hierarchy_coder, is_refused_when_damaged_or_where_its_header_lies) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const auto c = tiny(inference, "grey");
    const container good = c->compress(images(8, false), options(2));
    testing::expect_damage_is_noticed(*c, format_container(good), 100);
    testing::expect_lies_are_noticed(*c, good);
    const auto lie = [&](const char* what, auto change) {
      testing::expect_lie_is_noticed(*c, good, what, change);
    };
    lie("a plain image more", [](chunk& f) { f.chains[0].phases[0] += 1; });
    lie("no plain image", [](chunk& f) { f.chains[0].phases[0] = 0; });
    lie("no phases", [](chunk& f) { f.chains[0].phases.clear(); });
  }
}

TEST(hierarchy_coder, has_the_bytes_of_format_version_1) {
  for_each_kind([](const hierarchy_coder& c, const std::string& name) {
    testing::expect_golden(name + "_v1.bin",
                           format_container(c.compress(images(8, c.networks().binary()), options(2))));
  });
}

}  // namespace
}  // namespace ansatz

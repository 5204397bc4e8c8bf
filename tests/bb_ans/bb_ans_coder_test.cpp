#include <bb_ans/bb_ans_coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "tiny_vae.hpp"

namespace ansatz {
namespace {

bb_ans_coder tiny(std::size_t numbers, std::uint64_t seed = 5) {
  return {"tiny", safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, numbers, seed))};
}
const bb_ans_coder binary = tiny(1), grey = tiny(2);

image_set images(std::uint64_t count, std::uint64_t values) {
  return testing::noisy_images(count, {3, 4, 1}, values);
}
const image_set black_and_white = images(60, 2), shades = images(60, 256);

/// Eight lanes, which these few images have bits for.
coding_options options(std::uint64_t block, std::uint64_t chains = 1) {
  return {.chains = chains, .parameters = {{"block", block}, {"lanes", 8}}};
}

TEST(bb_ans_coder, brings_every_image_back) {
  for (const std::uint64_t block : {1u, 3u, 64u}) testing::expect_round_trips(grey, shades, options(block));
  testing::expect_round_trips(binary, black_and_white, options(4));
}

TEST(bb_ans_coder, brings_every_image_back_on_any_number_of_lanes) {
  const image_set many = images(1000, 256);
  for (const std::uint64_t lanes : {1u, 8u, 16u, 32u, 64u}) {
    const container file = grey.compress(many, {.chains = 2, .parameters = {{"lanes", lanes}}});
    EXPECT_EQ(grey.decompress(parse_container(format_container(file))), data_set{many});
    ASSERT_EQ(file.chunks.front().chains[0].phases.size(), 2u);
    EXPECT_LT(file.chunks.front().chains[0].phases[0] + file.chunks.front().chains[0].phases[1], 200u)
        << "the lanes were not used";
  }
}

/// Nothing is popped that was not pushed: neither lanes nor latents take bits from the supply, and an image alone is plain.
TEST(bb_ans_coder, pays_no_initial_bits) {
  for (const std::uint64_t count : {1u, 60u, 1000u})
    for (const std::uint64_t lanes : {1u, 64u}) {
      coding_account account;
      const container file = grey.compress(images(count, 256), {.parameters = {{"lanes", lanes}}}, &account);
      EXPECT_LT(account.initial, bits::whole(33)) << count;
      EXPECT_GE(file.chunks.front().chains[0].phases[0], 1u);
      EXPECT_LT(file.chunks.front().chains[0].phases[0], 5u);
    }
}

TEST(bb_ans_coder, brings_no_image_one_image_and_constant_images_back) {
  const image_set constant(30, image{{3, 4, 1}, std::vector<std::uint8_t>(12, 1)});
  for (const image_set& few : {images(0, 2), images(1, 2), constant})
    for (const bb_ans_coder* c : {&binary, &grey})
      EXPECT_EQ(c->decompress(parse_container(format_container(c->compress(few, {})))), data_set{few});
}

TEST(bb_ans_coder, samples_depend_on_the_seed_alone) {
  EXPECT_EQ(grey.sample(20, 3), grey.sample(20, 3));
  EXPECT_NE(grey.sample(20, 3), grey.sample(20, 4));
  EXPECT_EQ(binary.objection(binary.sample(20, 3)), "") << "pixels of 0 and 1";
}

TEST(bb_ans_coder, refuses_data_and_parameters_that_are_not_its) {
  EXPECT_THROW(binary.compress(shades, {}), domain_error);
  EXPECT_THROW(binary.compress(testing::noisy_images(2, {2, 5, 1}, 2), {}), domain_error);
  EXPECT_THROW(binary.compress(testing::noisy_images(2, {2, 2, 3}, 2), {}), domain_error);
  EXPECT_THROW(binary.compress(byte_string(12), {}), domain_error);
  for (const std::pair<const std::string, std::uint64_t>& bad :
       {std::pair<const std::string, std::uint64_t>{"block", 0},
        {"block", 5000},
        {"lanes", 4},
        {"latent", 0},
        {"latent", 17},
        {"posterior", 8},
        {"posterior", 32},
        {"pixel", 8},
        {"pixel", 32},
        {"pixel", std::uint64_t{1} << 32},
        {"steps", 1025},
        {"samples", 0},
        {"samples", 5},
        {"samples", 258},
        {"colour", 1}})
    EXPECT_THROW(binary.compress(black_and_white, {.parameters = {bad}}), domain_error)
        << bad.first << bad.second;
}

TEST(bb_ans_coder, is_refused_with_another_model) {
  testing::expect_refused(tiny(1, 6), format_container(binary.compress(black_and_white, {})), "weights");
  testing::expect_refused(grey, format_container(binary.compress(black_and_white, {})), "likelihood");
}

TEST(bb_ans_coder, is_refused_when_damaged) {
  testing::expect_damage_is_noticed(binary, format_container(binary.compress(black_and_white, options(4, 2))),
                                    200);
  testing::expect_damage_is_noticed(grey, format_container(grey.compress(shades, options(4, 2))), 200);
}

TEST(bb_ans_coder, is_refused_where_its_header_lies) {
  const container good = grey.compress(shades, options(4, 2));
  testing::expect_lies_are_noticed(grey, good);
  const auto lie = [&](const char* what, auto change) {
    testing::expect_lie_is_noticed(grey, good, what, change);
  };
  lie("a parameter too few", [](chunk& c) { c.parameters.erase("pixel"); });
  for (const char* name : {"block", "lanes", "latent", "posterior", "pixel"}) {
    lie(name, [&](chunk& c) { c.parameters[name] += 1; });
    lie(name, [&](chunk& c) { c.parameters[name] = std::uint64_t{1} << 40; });
  }
  const std::vector<std::uint64_t> phases = good.chunks.front().chains[1].phases;
  ASSERT_GT(good.chunks.front().chains[1].count, phases[0] + phases[1]) << "no blocks";
  lie("plain images more", [](chunk& c) { c.chains[1].phases[0] += 1; });
  lie("single images more", [](chunk& c) { c.chains[1].phases[1] += 1; });
  lie("plain instead of single", [](chunk& c) { c.chains[1].phases[0] += 1, c.chains[1].phases[1] -= 1; });
  lie("no phases", [](chunk& c) { c.chains[1].phases.clear(); });
  lie("all plain", [](chunk& c) { c.chains[1].phases = {c.chains[1].count, 0}; });
}

/// What was written before posteriors could be refined says nothing of it, and neither does what has nothing refined.
TEST(bb_ans_coder, refines_posteriors_where_it_is_told_to_and_says_so) {
  using parameters = parameter_values;
  const auto stated = [](const container& file) { return file.chunks.front().parameters; };
  const auto refined = [](std::uint64_t block, std::uint64_t steps) {
    return coding_options{.parameters = {{"block", block}, {"lanes", 1}, {"steps", steps}, {"samples", 4}}};
  };
  const container plain = grey.compress(shades, {.parameters = {{"block", 4}, {"lanes", 1}}}),
                  none = grey.compress(shades, refined(4, 0)), some = grey.compress(shades, refined(4, 3));
  EXPECT_EQ(format_container(plain), format_container(none));
  EXPECT_FALSE(stated(plain).contains("steps") || stated(plain).contains("samples"));
  EXPECT_EQ(stated(some).at("steps"), 3u);
  EXPECT_EQ(stated(some).at("samples"), 4u);
  testing::expect_round_trips(grey, shades, refined(3, 2));
  testing::expect_round_trips(binary, black_and_white, refined(4, 5));
  EXPECT_THROW(grey.compress(images(2, 256), {.parameters = {{"steps", 513}, {"samples", 16}}}),
               domain_error);
  EXPECT_EQ(format_container(grey.compress(images(1, 256), refined(4, 3))),
            format_container(grey.compress(images(1, 256), refined(4, 0))));
  const auto lie = [&](const char* what, parameters now) {
    testing::expect_lie_is_noticed(grey, some, what, [&](chunk& c) { c.parameters = std::move(now); });
  };
  parameters p = stated(some);
  p["steps"] = 0;
  lie("no steps", p);
  p["steps"] = 2000;
  lie("too many steps", p);
  p = stated(some);
  p["samples"] = 3;
  lie("an odd number of samples", p);
  p.erase("samples");
  lie("steps without samples", p);
  p.erase("steps");
  lie("refined, and not said", p);
  parameters more = stated(plain);
  more["samples"] = 8;
  testing::expect_lie_is_noticed(grey, plain, "samples without steps",
                                 [&](chunk& c) { c.parameters = more; });
}

/// A block of one image on one lane is coded as a single image is: the chain counts it so, and nothing else is taken.
TEST(bb_ans_coder, has_one_spelling_on_one_lane) {
  const image_set many = images(40, 2);
  for (const std::uint64_t block : {1u, 2u, 3u, 5u}) {
    const container good =
        binary.compress(many, {.chains = 1, .parameters = {{"block", block}, {"lanes", 1}}});
    EXPECT_EQ(binary.decompress(good), data_set{many});
    const auto phases = good.chunks.front().chains.front().phases;
    ASSERT_GT(phases[1], 1u);
    testing::expect_lie_is_noticed(binary, good, "a single image in a block",
                                   [](chunk& c) { --c.chains[0].phases[1]; });
  }
}

TEST(bb_ans_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden("bb_ans_bernoulli_v1.bin",
                         format_container(binary.compress(black_and_white, options(4, 2))));
  testing::expect_golden("bb_ans_beta_binomial_v1.bin",
                         format_container(grey.compress(shades, options(4, 2))));
}

}  // namespace
}  // namespace ansatz

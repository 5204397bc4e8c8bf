#include <ansatz/error.hpp>
#include <ansatz/testing/laws.hpp>
#include <functional>
#include <hierarchy/grouped_pixels.hpp>
#include <hierarchy/ladder.hpp>

#include "arithmetic_modes.hpp"
#include "hierarchy/random_hierarchy.hpp"
#include "hierarchy/tiny_images.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::random_hierarchy;
using testing::random_weights;
using testing::tiny_architecture;

auto pixels_of(const std::string& kind) {
  const hierarchy m = random_hierarchy("bit_swap", kind, 2);
  return grouped_pixels{m, m.features(std::vector<std::uint32_t>(m.latents(1), 250))};
}
ANSATZ_LAWS(grouped_grey_pixels, pixels_of("grey"), testing::tiny_images(false));
ANSATZ_LAWS(grouped_binary_pixels, pixels_of("binary"), testing::tiny_images(true));

TEST(hierarchy, is_what_its_architecture_says) {
  const hierarchy m = random_hierarchy("bit_swap", "grey", 3);
  EXPECT_EQ(m.pixels(), 64u);
  EXPECT_EQ(m.levels(), 3u);
  EXPECT_EQ(m.latents(1), 8u);  // two channels on 2x2 cells
  EXPECT_EQ(m.latents(3), 4u);
  EXPECT_EQ(m.groups(), 3u);
  EXPECT_FALSE(m.top_down());
  EXPECT_EQ(m.infer(std::vector<std::uint8_t>(64)).size(), 8u);
  EXPECT_EQ(m.infer(1, std::vector<std::uint32_t>(8)).size(), 4u);
  EXPECT_EQ(m.generate(1, std::vector<std::uint32_t>(4)).size(), 8u);
}

/// Each pixel is in one group, and what is said of it depends on earlier groups alone.
TEST(hierarchy, sees_earlier_groups_and_no_other) {
  const hierarchy m = random_hierarchy("bit_swap", "grey", 1);
  const auto features = m.features(std::vector<std::uint32_t>(m.latents(1), 225));
  std::vector<std::size_t> group_of(64, 99);
  for (std::size_t g = 0; g < m.groups(); ++g)
    for (const std::size_t pixel : m.group(g, features, std::vector<std::uint8_t>(64)).pixels) {
      EXPECT_EQ(group_of[pixel], 99u);
      group_of[pixel] = g;
    }
  for (const std::size_t g : group_of) EXPECT_LT(g, 3u);
  const std::vector<std::uint8_t> blank(64, 7);
  for (std::size_t pixel = 0; pixel < 64; ++pixel) {
    auto x = blank;
    x[pixel] = 200;
    for (std::size_t g = 0; g < m.groups(); ++g) {
      const auto before = m.group(g, features, blank), after = m.group(g, features, x);
      const bool same = before.weights == after.weights &&
                        std::ranges::equal(before.parts, after.parts, [](auto a, auto b) {
                          return a.mean == b.mean && a.inverse_scale == b.inverse_scale;
                        });
      if (group_of[pixel] >= g) {
        EXPECT_TRUE(same) << pixel << " " << g;
      }
      if (group_of[pixel] == 0 && g == 1) {
        EXPECT_FALSE(same) << pixel;
      }
    }
  }
}

TEST(hierarchy, is_refused_where_it_is_none) {
  const auto broken = [](const std::function<void(testing::random_tensors&)>& breaks,
                         const char* inference = "bit_swap") {
    auto t = random_weights(tiny_architecture(inference, "grey", 2));
    breaks(t);
    return hierarchy{t.file()};
  };
  EXPECT_NO_THROW(broken([](auto&) {}));
  EXPECT_NO_THROW(broken([](auto&) {}, "hilloc"));
  EXPECT_THROW(broken([](auto& t) { t.metadata.clear(); }), corrupt_error);
  EXPECT_THROW(broken([](auto& t) { t.metadata["architecture"] = "{"; }), corrupt_error);
  EXPECT_THROW(broken([](auto& t) { t.metadata["architecture"] = R"({"groups": [], "surprise": 1})"; }),
               corrupt_error);
  EXPECT_THROW(broken([](auto& t) { t.values.erase("q2.last.bias"); }), corrupt_error);
  EXPECT_THROW(broken([](auto& t) { t.values["edges"][9] = t.values["edges"][8]; }), corrupt_error);
  EXPECT_THROW(broken([](auto& t) { t.values["edges"][9] = 1e9; }), corrupt_error);
  EXPECT_THROW(broken([](auto& t) { t.values["start"][0] = 1e9; }, "hilloc"), corrupt_error);
  auto other = tiny_architecture("bit_swap", "grey", 2);
  other.features = 4;
  EXPECT_THROW(broken([&](auto& t) { t.metadata["architecture"] = format_architecture(other); }),
               corrupt_error);
  other = tiny_architecture("bit_swap", "grey", 2);
  other.latent_bits = 3;
  EXPECT_THROW(broken([&](auto& t) { t.metadata["architecture"] = format_architecture(other); }),
               corrupt_error);
  other = tiny_architecture("bit_swap", "grey", 2);
  other.height = other.width = 512;
  EXPECT_THROW(broken([&](auto& t) { t.metadata["architecture"] = format_architecture(other); }),
               corrupt_error);
}

/// Sizes that the tensors do not have, names and numbers that mean nothing, and bounds beyond all coding.
TEST(hierarchy, is_refused_with_an_architecture_of_another_model) {
  auto t = random_weights(tiny_architecture("bit_swap", "grey", 2));
  const std::string good = t.metadata["architecture"];
  const auto with = [&](const std::string& from, const std::string& to) {
    const auto at = good.find(from);
    if (at == std::string::npos) throw error("no " + from);
    t.metadata["architecture"] = good;
    t.metadata["architecture"].replace(at, from.size(), to);
    return t.file();
  };
  EXPECT_NO_THROW(hierarchy{with("\"height\":8", "\"height\":8")});
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"\"width\":4", "\"width\":4096"},
                                                        {"{\"cell\":4", "{\"cell\":0"},
                                                        {"\"doubles\"", "\"singles\""},
                                                        {"\"blocks\":1", "\"blocks\":3"},
                                                        {"\"blocks\":1", "\"blocks\":1,\"kernel\":5"},
                                                        {"\"height\":8", "\"height\":8.9"},
                                                        {"\"height\":8", "\"height\":1e300"},
                                                        {"\"height\":8", "\"height\":18446744073709551615"},
                                                        {"\"height\":8", "\"height\":\"8\""},
                                                        {"\"features\":3", "\"features\":3.99"},
                                                        {"\"low\":-3.0", "\"low\":-3.0,\"mid\":0"},
                                                        {"\"low\":-3.0", "\"low\":\"deep\""},
                                                        {"\"latent_mean\":8.0", "\"latent_mean\":20"},
                                                        {"\"latents\":[2,1]", "\"latents\":[2,1.5]"},
                                                        {"\"latents\":[2,1]", "\"latents\":7"},
                                                        {"\"inference\":\"bit_swap\"", "\"inference\":1"}})
    EXPECT_THROW(hierarchy{with(from, to)}, corrupt_error) << to;
}

TEST(hierarchy, has_levels_and_groups_and_features_of_its_own_only) {
  const hierarchy m = random_hierarchy("bit_swap", "grey", 2),
                  other = random_hierarchy("bit_swap", "grey", 1);
  const std::vector<std::uint8_t> x(64);
  const std::vector<std::uint32_t> z1(8), z2(4);
  const auto features = m.features(z1);
  EXPECT_THROW(m.latents(0), domain_error);
  EXPECT_THROW(m.latents(3), domain_error);
  EXPECT_THROW(m.infer(2, z2), domain_error);
  EXPECT_THROW(m.generate(0, z1), domain_error);
  EXPECT_THROW(m.generate(2, z2), domain_error);
  EXPECT_THROW(m.group(3, features, x), domain_error);
  EXPECT_THROW(m.group(0, {}, x), domain_error);
  auto short_features = features;
  short_features.of_group[1].pop_back();
  EXPECT_THROW(m.group(1, short_features, x), domain_error);
}

TEST(hierarchy, refuses_images_and_latents_that_do_not_fit) {
  const hierarchy m = random_hierarchy("bit_swap", "binary", 2),
                  down = random_hierarchy("hilloc", "binary", 2);
  const std::vector<std::uint8_t> x(64), small(63), grey(64, 2);
  EXPECT_THROW(m.infer(small), domain_error);
  EXPECT_THROW(m.infer(grey), domain_error);
  EXPECT_THROW(m.features(std::vector<std::uint32_t>(3)), domain_error);
  EXPECT_THROW(m.features(std::vector<std::uint32_t>(8, 1u << 20)), domain_error);
  EXPECT_THROW(down.infer(x), domain_error);
  EXPECT_THROW(down.features(std::vector<std::uint32_t>(8)), domain_error);
  EXPECT_THROW(ladder{m}, domain_error);
  EXPECT_THROW((ladder{down, grey}), domain_error);
  ladder walk{down};
  EXPECT_THROW(walk.posterior(), domain_error);
  EXPECT_THROW(walk.features(), domain_error);
  EXPECT_THROW(walk.take(std::vector<std::uint32_t>(3)), domain_error);
}

/// As the trainer counts them: of every network once, on its own grid.
TEST(hierarchy, counts_its_multiply_adds) {
  auto sum = [](std::uint64_t cells, std::uint64_t in, std::uint64_t blocks, std::uint64_t out) {
    return cells * 4 * (9 * in + 2 * blocks * 9 * 4 + out);
  };
  // Two channels of latents on 2x2 cells; 3 features a group, on cells of 4 and of 2; known pixels; logits.
  EXPECT_EQ(random_hierarchy("bit_swap", "binary", 1).multiply_adds(),
            sum(4, 16, 1, 4) + sum(4, 2, 1, 3) + sum(4, 2, 1, 12) + sum(4, 3, 1, 1) + sum(4, 3 + 1, 0, 3) +
                sum(16, 3 + 1, 1, 3));
}

TEST(hierarchy, has_the_buckets_of_its_architecture) {
  auto a = tiny_architecture("bit_swap", "grey", 1);
  a.latent_bits = 6;
  const hierarchy m{random_weights(a).file()};
  EXPECT_EQ(m.latent_bits(), 6u);
  EXPECT_EQ(m.buckets().count(), 64u);
  EXPECT_EQ(m.buckets().cut(1), -(15 << 24) - (1 << 23));  // of width 1/2, over [-16, 16)
  EXPECT_THROW(m.features(std::vector<std::uint32_t>(m.latents(1), 64)), domain_error);
  a.inference = "hilloc";
  EXPECT_EQ(hierarchy{random_weights(a).file()}.buckets().mass_bits(), 6u);
}

/// The same weights in either arithmetic are two models that say about the same.
TEST(hierarchy, computes_in_doubles_or_in_shorts) {
  auto weights = testing::random_weights(testing::tiny_architecture("bit_swap", "grey shorts", 2));
  const hierarchy shorts{weights.file()};
  weights.metadata["architecture"] = format_architecture(testing::tiny_architecture("bit_swap", "grey", 2));
  const hierarchy doubles{weights.file()};
  EXPECT_NE(doubles.fingerprint(), shorts.fingerprint());
  EXPECT_EQ(doubles.multiply_adds(), shorts.multiply_adds());
  const std::vector<std::uint8_t> x(64, 100);
  const auto a = doubles.infer(x), b = shorts.infer(x);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_NEAR(a[i].mean * 0x1p-24, b[i].mean * 0x1p-24, 0.05);
    EXPECT_NEAR(a[i].inverse_scale * 0x1p-16 / (b[i].inverse_scale * 0x1p-16), 1, 0.05);
  }
}

TEST(hierarchy, has_a_fingerprint_of_its_integers) {
  auto t = random_weights(tiny_architecture("bit_swap", "grey", 2));
  const auto fingerprint = hierarchy{t.file()}.fingerprint();
  t.values["p1.a0.weight"][3] += 0x1p-30;  // below the resolution
  EXPECT_EQ(hierarchy{t.file()}.fingerprint(), fingerprint);
  t.values["p1.a0.weight"][3] += 0x1p-15;
  EXPECT_NE(hierarchy{t.file()}.fingerprint(), fingerprint);
}

TEST(hierarchy, refuses_a_processor_that_computes_otherwise) {
  const auto file = random_weights(tiny_architecture("bit_swap", "grey", 2)).file();
  const hierarchy m{file}, down = random_hierarchy("hilloc", "grey", 2);
  const std::vector<std::uint8_t> x(64);
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW(hierarchy{file}, error) << mode.name;
      EXPECT_THROW((void)m.infer(x), error) << mode.name;
      EXPECT_THROW((void)m.generate(1, std::vector<std::uint32_t>(4)), error) << mode.name;
      EXPECT_THROW((ladder{down, x}), error) << mode.name;
    });
}

/// Architectures that could be read in two ways, and names that would command a terminal.
TEST(hierarchy, is_refused_with_an_architecture_that_is_no_single_object) {
  auto t = random_weights(tiny_architecture("bit_swap", "binary", 1));
  const std::string whole = t.metadata.at("architecture");
  const auto sentence = [&](const std::string& text) {
    t.metadata["architecture"] = text;
    return testing::sentence_of([&] { hierarchy{t.file()}; });
  };
  EXPECT_EQ(sentence(whole), "nothing");
  EXPECT_EQ(sentence(" \n" + whole + "\n"), "nothing");
  const std::string inside = whole.substr(1);
  for (const std::string& text : std::vector<std::string>{
           "{\"height\":8," + inside, "{\"h\\u0065ight\":8," + inside,
           "{\"q\":{\"width\":4,\"width\":4,\"blocks\":1}}",
           "{\"groups\":[{\"cell\":1,\"cell\":1,\"places\":[0]}]}", whole + '\0',
           whole + std::string("\0{", 2), "\xef\xbb\xbf" + whole, whole + whole, "[" + whole + "]",
           std::string{}, std::string(100000, '['), "{\"\x1b\":" + inside,
           "{\"\\u001b]0;title\\u0007" + std::string(100000, 'x') + "\":1}"}) {
    const std::string said = sentence(text);
    EXPECT_NE(said, "nothing") << text.substr(0, 100);
    EXPECT_LT(said.size(), 300u);
    for (const char c : said) EXPECT_TRUE(c >= 0x20 && c < 0x7f) << said;
  }
}

/// The ladder's posterior on its prior's buckets is the posterior: both are moved and scaled alike.
TEST(ladder, gives_the_posterior_in_units_of_the_prior) {
  const hierarchy m = random_hierarchy("hilloc", "grey", 2);
  ladder walk{m, std::vector<std::uint8_t>(64, 100)}, blind{m};
  ASSERT_EQ(walk.level(), 2u);
  const auto q = walk.posterior();
  EXPECT_EQ(q.size(), m.latents(2));
  for (const auto& latent : q) {
    EXPECT_LT(std::abs(latent.mean), 1 << 30);
    EXPECT_GE(latent.inverse_stddev, 1u);
  }
  const std::vector<std::uint32_t> top(m.latents(2), 150), below(m.latents(1), 350);
  for (ladder* w : {&walk, &blind}) {
    w->take(top);
    w->take(below);
    EXPECT_EQ(w->level(), 0u);
  }
  EXPECT_EQ(walk.features().of_group, blind.features().of_group);  // the image only infers
}

}  // namespace
}  // namespace ansatz

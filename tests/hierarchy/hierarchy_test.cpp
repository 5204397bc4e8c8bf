#include <ansatz/error.hpp>
#include <ansatz/testing/laws.hpp>
#include <functional>
#include <hierarchy/grouped_pixels.hpp>
#include <hierarchy/ladder.hpp>

#include "hierarchy/random_hierarchy.hpp"

namespace ansatz {
namespace {

using testing::random_hierarchy;
using testing::random_weights;
using testing::tiny_architecture;

auto pixels_of(const std::string& kind) {
  const hierarchy m = random_hierarchy("bit_swap", kind, 2);
  return grouped_pixels{m, m.features(std::vector<std::uint32_t>(m.latents(1), 1000))};
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
  const auto features = m.features(std::vector<std::uint32_t>(m.latents(1), 900));
  std::vector<std::size_t> group_of(64, 99);
  for (std::size_t g = 0; g < m.groups(); ++g)
    for (const std::size_t pixel : m.laws(g, features, std::vector<std::uint8_t>(64)).pixels) {
      EXPECT_EQ(group_of[pixel], 99u);
      group_of[pixel] = g;
    }
  for (const std::size_t g : group_of) EXPECT_LT(g, 3u);
  const std::vector<std::uint8_t> blank(64, 7);
  for (std::size_t pixel = 0; pixel < 64; ++pixel) {
    auto x = blank;
    x[pixel] = 200;
    for (std::size_t g = 0; g < m.groups(); ++g) {
      const auto before = m.laws(g, features, blank), after = m.laws(g, features, x);
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
  other.height = other.width = 512;
  EXPECT_THROW(broken([&](auto& t) { t.metadata["architecture"] = format_architecture(other); }),
               corrupt_error);
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

TEST(hierarchy, has_a_fingerprint_of_its_integers) {
  auto t = random_weights(tiny_architecture("bit_swap", "grey", 2));
  const auto fingerprint = hierarchy{t.file()}.fingerprint();
  t.values["p1.a0.weight"][3] += 0x1p-30;  // below the resolution
  EXPECT_EQ(hierarchy{t.file()}.fingerprint(), fingerprint);
  t.values["p1.a0.weight"][3] += 0x1p-15;
  EXPECT_NE(hierarchy{t.file()}.fingerprint(), fingerprint);
}

/// The ladder's posterior on its prior's buckets is the posterior: both are moved and scaled alike.
TEST(ladder, gives_the_posterior_in_units_of_the_prior) {
  const hierarchy m = random_hierarchy("hilloc", "grey", 2);
  ladder walk{m, std::vector<std::uint8_t>(64, 100)}, blind{m};
  ASSERT_EQ(walk.level(), 2u);
  const auto laws = walk.posterior();
  EXPECT_EQ(laws.size(), m.latents(2));
  for (const auto& law : laws) {
    EXPECT_LT(std::abs(law.mean), 1 << 30);
    EXPECT_GE(law.inverse_stddev, 1u);
  }
  const std::vector<std::uint32_t> top(m.latents(2), 300), below(m.latents(1), 700);
  for (ladder* w : {&walk, &blind}) {
    w->take(top);
    w->take(below);
    EXPECT_EQ(w->level(), 0u);
  }
  EXPECT_EQ(walk.features().of_group, blind.features().of_group);  // the image only infers
}

}  // namespace
}  // namespace ansatz

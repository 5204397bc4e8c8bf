#include <gtest/gtest.h>

#include <adaptive_pixels/adaptive_pixels.hpp>
#include <adaptive_pixels/private/level_network.hpp>
#include <adaptive_pixels/private/plane_walk.hpp>
#include <ansatz/io/image_files.hpp>
#include <ansatz/io/landscapes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <cmath>
#include <train_pixels/training.hpp>
#include <training/weights.hpp>

#include "data.hpp"
#include "io/images.hpp"
#include "sentence_of.hpp"

namespace ansatz::training {
namespace {

using ansatz::testing::golden_path;
using ansatz::testing::sentence_of;

const safetensors& weights() {
  static const safetensors file = safetensors::load(golden_path("models/pixels.safetensors"));
  return file;
}

/// The module with the weights of that name.
std::shared_ptr<level_module> module_of(const std::string& kind, std::size_t plane) {
  const std::string name = "plane" + std::to_string(plane);
  const auto& shape = weights().at(kind + "." + name + ".layer1.weight").shape;
  const auto module = std::make_shared<level_module>(static_cast<std::int64_t>(shape.at(1)),
                                                     static_cast<std::int64_t>(shape.at(0)));
  torch::nn::Module outer;
  const auto inner = std::make_shared<torch::nn::Module>();
  outer.register_module(kind, inner);
  inner->register_module(name, module);
  EXPECT_GT(begin_from(weights(), outer), 0);
  return module;
}

/// All levels of an image, as trainers see them.
std::vector<views> views_of_image(const image& x, bool blended, std::int64_t count = 1 << 20) {
  const ansatz::testing::temporary_folder folder;
  write_images(folder / "x.png", image_set{x});
  return views_of({folder / "x.png"}, {.blended = blended, .count = count, .side = 1 << 14},
                  [](const auto&) {});
}

image hills() { return drawn_landscape(60, 70, 4); }

/// Level for level what the codec's network gives, in integers: -log2 of the mass of the level.
TEST(level_module, says_what_the_codec_codes_with) {
  const image x = hills();
  for (const bool blended : {false, true}) {
    const std::string kind = blended ? "blended" : "single";
    const auto seen = views_of_image(x, blended);
    std::vector<detail::known_plane> done;
    done.reserve(3);
    for (std::size_t plane = 0; plane < 3; ++plane) {
      const torch::NoGradGuard guard;
      const torch::Tensor real = module_of(kind, plane)->forward(seen[plane].inputs, seen[plane].targets);
      const detail::level_network network{weights(), kind + ".plane" + std::to_string(plane),
                                          detail::inputs_of_view(plane, blended)};
      double off = 0, all = 0, all_real = 0;
      done.push_back(detail::walk_of_plane(
          {60, 70, done, {.blended = blended}},
          [&](const detail::level_view& v, const auto&, const auto&, std::size_t i) {
            const std::uint8_t level = x.pixels[i * 3 + std::array{1u, 0u, 2u}[plane]];
            const detail::level_mixture m = network(v);
            const double mass = static_cast<double>(m.below(level + 1) - m.below(level)) * 0x1p-32,
                         coded = -std::log2(std::max(mass, 1e-7)),
                         trained = real[static_cast<std::int64_t>(i)].item<double>();
            off = std::max(off, std::abs(coded - trained) / (1 + trained));
            all += coded;
            all_real += trained;
            return level;
          }));
      EXPECT_NEAR(all_real / all, 1, 0.005) << kind << plane;
      EXPECT_LT(off, 0.3) << kind << plane << ": integers and a floor of the uniform distribution";
    }
  }
}

/// With a single fit that is all that a level costs.
TEST(level_module, says_what_a_ledger_says) {
  const image x = hills();
  const auto seen = views_of_image(x, false);
  metered s{rans_stack{}};
  adaptive_pixels(pixel_model{weights()}, x.shape, {.blended = false}).push(s, x);
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const torch::NoGradGuard guard;
    const double bits =
        module_of("single", plane)->forward(seen[plane].inputs, seen[plane].targets).sum().item<double>();
    const auto at =
        std::ranges::find(s.ledger(), plane_label(order_of_planes(3)[plane], 3), &ledger_entry::label);
    ASSERT_NE(at, s.ledger().end());
    EXPECT_NEAR(at->net().to_double() / bits, 1, 0.005) << plane;
  }
}

TEST(views, are_taken_evenly_from_images_in_colour) {
  for (const auto& v : views_of_image(hills(), true, 420)) EXPECT_EQ(v.count(), 420);
  for (const auto& v : views_of_image(hills(), false)) EXPECT_EQ(v.count(), 60 * 70);
  image grey{{5, 5, 1}, std::vector<std::uint8_t>(25)};
  EXPECT_NE(sentence_of([&] { views_of_image(grey, false); }).find("an image in colour is needed"),
            std::string::npos);
}

TEST(pixel_training, learns_and_does_the_same_again) {
  torch::set_num_threads(1);
  const auto on = views_of_image(hills(), false)[0],
             other = views_of_image(drawn_landscape(40, 40, 9), false)[0];
  const pixel_training how{.hidden = 8, .epochs = 6, .batch = 64, .rate = 1e-2, .seed = 3};
  const auto run = [&] {
    std::vector<double> held_out;
    trained(how, on, other, [&](const pixel_epoch& e) { held_out.push_back(e.held_out); });
    return held_out;
  };
  const auto first = run();
  ASSERT_EQ(first.size(), 6u);
  EXPECT_LT(first.back(), first.front());
  EXPECT_LT(first.back(), 6);
  EXPECT_EQ(run(), first);
}

}  // namespace
}  // namespace ansatz::training

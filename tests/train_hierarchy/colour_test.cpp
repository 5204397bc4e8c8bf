#include <gtest/gtest.h>

#include <ansatz/net/safetensors.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <hilloc/hilloc.hpp>
#include <train_hierarchy/module.hpp>
#include <training/images.hpp>
#include <training/trainer.hpp>
#include <training/weights.hpp>

#include "hierarchy/random_colour_hierarchy.hpp"
#include "train_hierarchy/coded.hpp"

namespace ansatz::training {
namespace {

architecture small(const std::string& inference) {
  architecture a = testing::tiny_colour_architecture(inference, 2);
  a.q = a.p = {8, 1};
  for (pixel_group& g : a.groups) g.network.width = 8;
  a.said = a.head = 8;
  return a;
}

/// Blurred noise in three channels that have a part in common.
torch::Tensor images(std::int64_t count) {
  torch::manual_seed(7);
  const torch::Tensor all = torch::rand({count, 1, 20, 20}), each = torch::rand({count, 3, 20, 20});
  return (torch::avg_pool2d(all + each / 3, 5, 1).sub(0.66).mul(900).add(128).clamp(0, 255))
      .to(torch::kUInt8);
}

/// The coder computes in 16 bits what the trainer computes in floats, rounded to the same grid: the net rate is the -ELBO
/// that was trained.
TEST(colour, is_coded_at_the_rate_that_was_trained) {
  torch::set_num_threads(1);
  for (const char* inference : {"bit_swap", "hilloc"}) {
    training_options o;
    o.batch = 25;
    o.epochs = 6;
    o.rate = 5e-3;
    o.schedule = "cosine";
    o.flip = true;
    const torch::Tensor x = images(200);
    hierarchy_loss loss;
    loss.rounded = true;
    loss.plain = 0.05;
    trainer t{o, hierarchy_maker(small(inference), loss, x), x, x.narrow(0, 0, 50)};
    t.run([](const epoch_report&) {});
    const colour_hierarchy model =
        colour_hierarchy{safetensors::parse(format_weights(t.best(), t.best().metadata()))}.of_size(16, 16);
    double net = 0, trained = 0;
    for (std::uint64_t seed = 0; seed < 3; ++seed)
      net += (model.top_down() ? coded(hilloc_images(model), x.permute({0, 2, 3, 1}), seed)
                               : coded(bit_swap_images(model), x.permute({0, 2, 3, 1}), seed)) /
             3;
    for (std::uint64_t draw = 0; draw < 10; ++draw) trained += t.evaluate(x, draw).total() / 10;
    EXPECT_LT(net, 1.003 * trained) << inference;
    EXPECT_GT(net, (model.top_down() ? 0.997 : 0.96) * trained) << inference;
    EXPECT_EQ(t.best().multiply_adds(), static_cast<std::int64_t>(model.multiply_adds()));
  }
}

/// By products in bfloat16 it learns what it learns by others.
TEST(colour, learns_in_bfloat16_and_without_latents) {
  torch::set_num_threads(1);
  training_options o;
  o.batch = 10;
  o.epochs = 8;
  o.rate = 1e-2;
  o.memory = 0.9;
  o.schedule = "cosine";
  const torch::Tensor x = images(200);
  std::vector<double> first, last;
  for (const bool half : {false, true}) {
    hierarchy_loss loss;
    loss.half = half;
    loss.plain = 0.3;
    trainer t{o, hierarchy_maker(small("hilloc"), loss, x), x, x.narrow(0, 0, 50)};
    std::vector<double> held_out;
    t.run([&](const epoch_report& e) { held_out.push_back(e.held_out.total()); });
    first.push_back(held_out.front());
    last.push_back(held_out.back());
    EXPECT_NO_THROW(colour_hierarchy{safetensors::parse(format_weights(t.best(), t.best().metadata()))});
  }
  EXPECT_LT(last[0], first[0]);
  EXPECT_LT(last[1], first[1]);
  EXPECT_NEAR(last[1], last[0], 0.02 * last[0]);
}

TEST(images, turn_as_often_as_not) {
  torch::manual_seed(3);
  const torch::Tensor x = images(200), y = flipped(x), turned = x.flip(-1);
  std::int64_t count = 0;
  for (std::int64_t i = 0; i < x.size(0); ++i) {
    const bool is_turned = torch::equal(y[i], turned[i]);
    EXPECT_TRUE(is_turned || torch::equal(y[i], x[i]));
    count += is_turned;
  }
  EXPECT_GT(count, 70);
  EXPECT_LT(count, 130);
}

}  // namespace
}  // namespace ansatz::training

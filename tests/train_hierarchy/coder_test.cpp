#include <gtest/gtest.h>

#include <ansatz/net/safetensors.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <hilloc/hilloc.hpp>
#include <train_hierarchy/module.hpp>
#include <training/trainer.hpp>
#include <training/weights.hpp>

#include "train_hierarchy/coded.hpp"

namespace ansatz::training {
namespace {

/// 16x16 pixels, the even lattice of cells of 2x2 in three groups, the rest in one.
architecture small(const std::string& inference, const std::string& pixels) {
  architecture a;
  a.inference = inference;
  a.pixels = pixels;
  a.height = a.width = 16;
  a.latents = {1, 2};
  a.q = a.p = {8, 1};
  a.features = 4;
  a.groups = {{4, {0}, {8, 1}}, {4, {10}, {8, 1}}, {4, {2, 8}, {8, 1}}, {2, {1, 2, 3}, {8, 1}}};
  a.logistics = 3;
  return a;
}

/// Blurred noise: what neighbours are says something, not all.
torch::Tensor images(std::int64_t count) {
  torch::manual_seed(7);
  const torch::Tensor noise = torch::rand({count, 1, 20, 20});
  return (torch::avg_pool2d(noise, 5, 1).squeeze(1).sub(0.5).mul(900).add(128).clamp(0, 255))
      .to(torch::kUInt8);
}

/// The coder computes in integers what the trainer computes in floats: the net rate is the -ELBO that was
/// trained. Where buckets are even they end at 16, and what a wide posterior has beyond costs the coder less.
TEST(coder, codes_at_the_rate_that_was_trained) {
  torch::set_num_threads(1);  // of images so small more only wait for one another
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary"}) {
      const architecture shape = small(inference, pixels);
      training_options o;
      o.binary = shape.binary();
      o.batch = 25;
      o.epochs = 6;
      o.rate = 5e-3;
      o.schedule = "cosine";
      torch::Tensor x = images(200);
      if (shape.binary()) x = (x > 128).to(torch::kUInt8);
      trainer t{o, hierarchy_maker(shape, {}, x), x, x.narrow(0, 0, 50)};
      t.run([](const epoch_report&) {});
      const hierarchy model{safetensors::parse(format_weights(t.best(), t.best().metadata()))};
      // The mean of several draws of the latents on either side.
      double net = 0, trained = 0;
      for (std::uint64_t seed = 0; seed < 5; ++seed)
        net += (model.top_down() ? coded(hilloc_images(model), x, seed)
                                 : coded(bit_swap_images(model), x, seed)) /
               5;
      for (std::uint64_t draw = 0; draw < 20; ++draw) trained += t.evaluate(x, draw).total() / 20;
      EXPECT_LT(net, 1.003 * trained) << inference << ' ' << pixels;
      EXPECT_GT(net, (model.top_down() ? 0.997 : 0.96) * trained) << inference << ' ' << pixels;
    }
}

}  // namespace
}  // namespace ansatz::training

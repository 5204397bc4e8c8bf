#include <gtest/gtest.h>

#include <ansatz/net/safetensors.hpp>
#include <train_vae/module.hpp>
#include <training/trainer.hpp>
#include <training/weights.hpp>

namespace ansatz::training {
namespace {

TEST(vae_module, learns_and_writes_weights_that_the_codec_reads) {
  torch::manual_seed(7);
  const torch::Tensor left = (torch::arange(12) < 6).reshape({1, 3, 4}),
                      side = torch::randint(0, 2, {400, 1, 1});
  const torch::Tensor images =
      (torch::where(side == 1, left, ~left).to(torch::kFloat32) * 200).to(torch::kUInt8);
  for (const likelihood observation : {likelihood::bernoulli, likelihood::beta_binomial}) {
    const vae_shape shape{observation, 12, 8, 3};
    training_options o;
    o.binary = shape.binary();
    o.batch = 20;
    o.rate = 1e-2;
    o.epochs = 6;
    trainer t{o, [&] { return std::make_shared<vae_module>(shape); }, images, images.narrow(0, 0, 100)};
    t.run([](const epoch_report&) {});
    ASSERT_EQ(t.history().size(), 6u);
    EXPECT_LT(t.history().back().best, 0.9 * t.history().front().held_out.total());
    const vae net{safetensors::parse(format_weights(t.best()))};
    EXPECT_EQ(net.observation(), observation);
    EXPECT_EQ(net.pixels(), 12u);
    EXPECT_EQ(net.latents(), 3u);
    EXPECT_EQ(t.best().multiply_adds(), 12 * 8 + 2 * 8 * 3 + 3 * 8 + 8 * 12 * (shape.binary() ? 1 : 2));
  }
}

}  // namespace
}  // namespace ansatz::training

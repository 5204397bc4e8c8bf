#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <filesystem>
#include <fstream>
#include <train_vae/trainer.hpp>

namespace ansatz::training {
namespace {

training_options tiny(likelihood observation) {
  training_options o;
  o.shape = {observation, 12, 8, 3};
  o.batch = 20;
  o.rate = 1e-2;
  o.most_epochs = 6;
  return o;
}

/// Images of one stripe or the other.
torch::Tensor images(std::int64_t count) {
  torch::manual_seed(7);
  const torch::Tensor side = torch::randint(0, 2, {count, 1}), x = torch::arange(12) < 6;
  return (torch::where(side == 1, x, ~x).to(torch::kFloat32) * 200).to(torch::kUInt8);
}

class folder {
 public:
  folder() : path{std::filesystem::temp_directory_path() / ("ansatz_trainer." + std::to_string(::getpid()))} {
    std::filesystem::create_directory(path);
  }
  ~folder() { std::filesystem::remove_all(path); }
  const std::filesystem::path path;
};

const auto quietly = [](const epoch_report&) {};

TEST(trainer, learns) {
  for (const likelihood observation : {likelihood::bernoulli, likelihood::beta_binomial}) {
    trainer t{tiny(observation), images(400), images(100)};
    t.run(quietly);
    ASSERT_EQ(t.history().size(), 6u);
    EXPECT_LT(t.history().back().best, 0.9 * t.history().front().validation);
  }
}

TEST(trainer, that_was_resumed_ends_where_one_that_was_not_does) {
  const folder here;
  trainer whole{tiny(likelihood::beta_binomial), images(400), images(100)};
  whole.run(quietly);
  training_options half = tiny(likelihood::beta_binomial);
  half.most_epochs = 3;
  trainer first{half, images(400), images(100)};
  first.run(quietly);
  first.save(here.path / "checkpoint");
  trainer second{tiny(likelihood::beta_binomial), images(400), images(100)};
  second.load(here.path / "checkpoint");
  second.run(quietly);
  EXPECT_EQ(second.history().size(), whole.history().size());
  EXPECT_EQ(format_weights(second.best()), format_weights(whole.best()));
}

TEST(trainer, stops_when_the_held_out_images_gain_no_more) {
  training_options o = tiny(likelihood::bernoulli);
  o.most_epochs = 100000;
  o.patience = 2;
  o.halvings = 1;
  trainer t{o, images(40), images(100)};
  t.run(quietly);
  EXPECT_LT(t.history().size(), 100000u);
  double best = 1e300;
  for (const epoch_report& e : t.history()) best = std::min(best, e.validation);
  EXPECT_EQ(t.history().back().best, best);
}

TEST(trainer, refuses_a_checkpoint_of_another_training_and_a_damaged_one) {
  const folder here;
  trainer t{tiny(likelihood::bernoulli), images(40), images(40)};
  t.save(here.path / "checkpoint");
  training_options other = tiny(likelihood::bernoulli);
  other.seed = 1;
  trainer u{other, images(40), images(40)};
  EXPECT_THROW(u.load(here.path / "checkpoint"), error);
  std::filesystem::resize_file(here.path / "checkpoint", 1000);
  EXPECT_THROW(t.load(here.path / "checkpoint"), corrupt_error);
}

TEST(module, writes_weights_that_the_codec_reads) {
  for (const likelihood observation : {likelihood::bernoulli, likelihood::beta_binomial}) {
    const vae_module m{{observation, 12, 8, 3}};
    const vae net{safetensors::parse(format_weights(m))};
    EXPECT_EQ(net.observation(), observation);
    EXPECT_EQ(net.pixels(), 12u);
    EXPECT_EQ(net.latents(), 3u);
  }
}

}  // namespace
}  // namespace ansatz::training

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <filesystem>
#include <training/images.hpp>
#include <training/trainer.hpp>
#include <training/weights.hpp>

namespace ansatz::training {
namespace {

/// Binary pixels of two kinds of images: a latent that is drawn, one layer each way.
class small_module : public objective {
 public:
  small_module()
      : in_{register_module("to_two", torch::nn::Linear(12, 2))},
        out_{register_module("from_two", torch::nn::Linear(2, 12))} {}

  elbo_parts forward(const torch::Tensor& images) override {
    const torch::Tensor x = images.flatten(1), mean = in_(x), logits = out_(mean + torch::randn_like(mean));
    return {{torch::binary_cross_entropy_with_logits(logits, x, {}, {}, at::Reduction::Sum)},
            {0.5 * (mean * mean).sum()}};
  }

 private:
  torch::nn::Linear in_, out_;
};

/// Of a schedule, or "muon": a cosine where it is Muon that moves the matrices.
training_options small(const std::string& schedule) {
  training_options o;
  o.what = "small";
  o.binary = true;
  o.batch = 20;
  o.rate = 3e-2;
  o.epochs = 6;
  o.muon = schedule == "muon";
  o.schedule = o.muon ? "cosine" : schedule;
  return o;
}

/// Images of one stripe or the other; grey, so that they are binarised anew in each epoch.
torch::Tensor images(std::int64_t count) {
  torch::manual_seed(7);
  const torch::Tensor side = torch::randint(0, 2, {count, 1, 1}),
                      x = (torch::arange(12) < 6).reshape({1, 3, 4});
  return (torch::where(side == 1, x, ~x).to(torch::kFloat32) * 200).to(torch::kUInt8);
}

trainer trainer_of(const training_options& o, std::int64_t count = 400) {
  return {o, [] { return std::make_shared<small_module>(); }, images(count), images(100)};
}

class training_test : public testing::TestWithParam<const char*> {
 protected:
  training_test()
      : checkpoint{std::filesystem::temp_directory_path() /
                   ("ansatz_trainer." + std::to_string(::getpid()))} {}
  ~training_test() override { std::filesystem::remove(checkpoint); }
  const std::filesystem::path checkpoint;
};
INSTANTIATE_TEST_SUITE_P(schedules, training_test, testing::Values("halving", "cosine", "muon"));

const auto quietly = [](const epoch_report&) {};

TEST_P(training_test, learns) {
  trainer t = trainer_of(small(GetParam()));
  EXPECT_EQ(t.run(quietly), ending::epochs);
  ASSERT_EQ(t.history().size(), 6u);
  EXPECT_LT(t.history().back().best, 0.95 * t.history().front().held_out.total());
  EXPECT_NEAR(t.evaluate(t.held_out()).total(), t.history().back().best, 1e-12);
}

/// Wherever it was cut off: after each batch of the third epoch, of which the last one ends it.
TEST_P(training_test, that_was_resumed_ends_where_one_that_was_not_does) {
  trainer whole = trainer_of(small(GetParam()));
  whole.run(quietly);
  for (std::int64_t batches = 2 * whole.steps_an_epoch() + 1; batches <= 3 * whole.steps_an_epoch();
       ++batches) {
    trainer first = trainer_of(small(GetParam())), second = trainer_of(small(GetParam()));
    std::int64_t done = 0;
    EXPECT_EQ(first.run(quietly, [&] { return ++done < batches; }), ending::stopped);
    EXPECT_EQ(done, batches);
    first.save(checkpoint);
    (void)first.evaluate(first.held_out());  // which draws from the generators
    second.load(checkpoint);
    EXPECT_EQ(static_cast<std::int64_t>(second.history().size()), batches / whole.steps_an_epoch());
    second.run(quietly);
    EXPECT_EQ(format_weights(second.best()), format_weights(whole.best())) << batches;
    EXPECT_EQ(second.history().back().training, whole.history().back().training) << batches;
  }
}

TEST_P(training_test, takes_more_epochs_on) {
  training_options half = small(GetParam());
  half.epochs = 3;
  trainer first = trainer_of(half), second = trainer_of(small(GetParam())),
          whole = trainer_of(small(GetParam()));
  first.run(quietly);
  first.save(checkpoint);
  second.load(checkpoint);
  second.run(quietly);
  whole.run(quietly);
  EXPECT_EQ(second.history().size(), 6u);
  // A cosine over three epochs has fallen to 0 where that over six is in its middle; halving knows of no end.
  const bool cosine = half.cosine();
  EXPECT_EQ(format_weights(second.best()) == format_weights(whole.best()), !cosine);
  EXPECT_EQ(second.describe().ends_with(" epochs 3 until 3, then 6"), cosine);
  EXPECT_EQ(first.history().back().rate < 1e-12, cosine);
}

TEST_P(training_test, refuses_a_checkpoint_of_another_training_and_a_damaged_one) {
  trainer t = trainer_of(small(GetParam()), 40);
  t.save(checkpoint);
  training_options other = small(GetParam());
  other.seed = 1;
  trainer u = trainer_of(other, 40);
  EXPECT_THROW(u.load(checkpoint), error);
  std::filesystem::resize_file(checkpoint, 1000);
  EXPECT_THROW(t.load(checkpoint), corrupt_error);
}

TEST_P(training_test, that_diverges_at_once_says_so) {
  training_options o = small(GetParam());
  o.rate = 1e30;
  trainer at_once = trainer_of(o);
  EXPECT_THROW(at_once.run(quietly), error);
}

TEST(trainer, stops_when_the_held_out_images_gain_no_more) {
  training_options o = small("halving");
  o.epochs = 100000;
  o.patience = 2;
  o.halvings = 1;
  trainer t = trainer_of(o, 40);
  EXPECT_EQ(t.run(quietly), ending::no_progress);
  double best = 1e300;
  for (const epoch_report& e : t.history()) best = std::min(best, e.held_out.total());
  EXPECT_EQ(t.history().back().best, best);
}

TEST(images, are_moved_and_binarised) {
  const torch::Tensor x = torch::full({50, 5, 5}, 255.0f), y = moved(x, 1);
  EXPECT_EQ(y.sizes(), x.sizes());
  EXPECT_GT((y == 0).sum().item<int>(), 0);
  EXPECT_TRUE(y.narrow(1, 1, 3).narrow(2, 1, 3).equal(x.narrow(1, 1, 3).narrow(2, 1, 3)));
  EXPECT_TRUE(binarised(x).equal(torch::ones_like(x)));
}

}  // namespace
}  // namespace ansatz::training

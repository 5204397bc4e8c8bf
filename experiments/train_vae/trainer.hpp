#pragma once
#include <torch/torch.h>

#include <common_training/weights.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "module.hpp"

namespace ansatz::training {

struct training_options {
  architecture shape;
  std::int64_t batch = 200;
  double rate = 1e-3;  ///< Adam's, at first
  double decay = 0;    ///< of the weights, decoupled (AdamW): a share of rate * decay a step
  std::int64_t patience =
      10;  ///< epochs without progress on the validation images, after which the rate is halved
  double progress = 5e-4;     ///< what counts as such: a fall of the loss by this share
  std::int64_t halvings = 5;  ///< of the rate; the next one is the end
  std::int64_t most_epochs = 100000;
  std::uint64_t seed = 0;
  std::string device = "cpu";
  std::string data;  ///< what the images are, in a word: a hash

  /// All that the result depends on, in one line.
  std::string describe() const;
};

/// What an epoch came to, in bits a dimension.
struct epoch_report {
  std::int64_t epoch = 0;
  double training = 0, validation = 0, best = 0, rate = 0;
};

/// Adam on -ELBO, with early stopping on images that are held out and an exponential moving average of the
/// weights, which is what is validated and kept.
///
/// An epoch's order of images, its binarisation and its noise depend on the seed and its number alone, so
/// that a run that was resumed ends with the weights of one that was not (on the same device and number of
/// threads).
class trainer {
 public:
  /// Images 0..255, one a row. Where the likelihood is Bernoulli and they are not all 0 or 1, each epoch
  /// binarises them anew; the validation images are binarised once.
  trainer(training_options options, const torch::Tensor& training, const torch::Tensor& validation);

  /// Runs until the rate was halved too often, the epochs are over or the loss is no number any more; `told`
  /// is called after each epoch. Throws `error` where it diverged at once.
  void run(const std::function<void(const epoch_report&)>& told);

  /// The state, whole: written beside its place and renamed. Reading throws where it is another run's.
  void save(const std::filesystem::path& path) const;
  void load(const std::filesystem::path& path);

  const vae_module& best() const { return *best_; }
  const std::vector<epoch_report>& history() const { return history_; }

 private:
  double train_epoch();
  double validate();
  bool over() const { return halvings_ > options_.halvings || epoch_ >= options_.most_epochs; }

  training_options options_;
  torch::Device device_;
  torch::Tensor training_, validation_, validation_noise_;
  bool binarised_anew_;
  std::shared_ptr<vae_module> module_, average_, best_;
  std::unique_ptr<torch::optim::AdamW> adam_;
  std::int64_t epoch_ = 0, steps_ = 0, waited_ = 0, halvings_ = 0;
  double best_bits_ = 1e300, progress_bits_ = 1e300;  // the least loss, and the last that was progress
  std::vector<epoch_report> history_;
};

}  // namespace ansatz::training

#pragma once
#include <torch/torch.h>

#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "muon.hpp"
#include "objective.hpp"

namespace ansatz::training {

struct training_options {
  std::string what;     ///< the module and its own options, in a line
  bool binary = false;  ///< whether pixels are 0 and 1
  std::int64_t batch = 200, epochs = 100000;
  double rate = 1e-3;      ///< Adam's, or Muon's, at its height
  bool muon = false;       ///< whether it is Muon that moves matrices of weights; else, and all others, AdamW
  double decay = 0;        ///< of the weights, decoupled (AdamW): a share of rate * decay a step
  double clip = 0;         ///< the norm of the gradient; 0: none
  double memory = 0.9995;  ///< of the average of the weights, a step
  /// halving: the rate is halved after `patience` epochs without progress, and all ends after `halvings`.
  /// cosine: it rises over the first steps, and falls as a cosine to 0 at the end of `epochs`.
  std::string schedule = "halving";
  std::int64_t patience = 10;
  double progress = 5e-4;     ///< what counts as such: a fall of the loss held out by this share
  std::int64_t halvings = 5;  ///< of the rate; the next one is the end
  std::int64_t shift = 0;     ///< pixels by which an image may be moved each time that it is trained on
  bool flip = false;          ///< whether an image's columns may be in the other order
  std::uint64_t seed = 0;
  std::string device = "cpu";
  std::string from;  ///< the weights begun from, in a word, if any
  std::string data;  ///< what the images are, in a word: a hash

  bool cosine() const { return schedule == "cosine"; }
  /// All that the result depends on, but how many epochs there are, in one line.
  std::string describe() const;
};

/// -ELBO in bits a pixel, in parts.
struct rate_report {
  std::vector<double> pixels, latents;
  double likelihood() const;
  double divergence() const;
  double total() const { return likelihood() + divergence(); }
};

struct epoch_report {
  std::int64_t epoch = 0;
  double training = 0, rate = 0,
         best = 0;  ///< bits a pixel; the next epoch's rate; the least held out so far
  rate_report held_out;
};

/// Why a training ended.
enum class ending { epochs, no_progress, diverged, stopped };

/// AdamW, or Muon, on a module's loss, with an exponential moving average of the weights, which is what is evaluated on
/// images that are held out; the best one of all epochs is kept.
///
/// An epoch's order of images, its binarisation and its noise depend on the seed and its number alone, and
/// a state that is saved within an epoch holds those of the generators: a run that was resumed ends with
/// the weights of one that was not (on the same kind of machine, device and number of threads). A cosine
/// over more epochs than before is another one from there on.
class trainer {
 public:
  /// Images {n, height, width} of bytes 0..255. Binary pixels are drawn anew each epoch, with probability value / 255,
  /// where the images are not all 0 or 1; those held out are drawn once.
  trainer(training_options options, const objective_maker& make, const torch::Tensor& training,
          const torch::Tensor& held_out);

  /// Begins from the weights of another model, wherever names and shapes agree; to be called first. Returns
  /// how many numbers these are.
  std::int64_t begin_from(const safetensors& file);

  /// Goes on from where it is. `told` is called after each epoch, `go_on` after each batch: where it says no, all
  /// stops, within an epoch too. Throws `error` where the loss is no number before there is any model.
  ending run(
      const std::function<void(const epoch_report&)>& told,
      const std::function<bool()>& go_on = [] { return true; });

  /// The state, whole: written beside its place and renamed. Reading throws where it is another training's.
  void save(const std::filesystem::path& path) const;
  void load(const std::filesystem::path& path);

  /// The average of the best epoch, or as it is where no epoch is over.
  objective& best() const { return history_.empty() ? *average_ : *best_; }
  /// Of the best, on images {n, height, width} of their final values; equal draws of the latents for equal `draw`.
  rate_report evaluate(const torch::Tensor& images, std::uint64_t draw = 0) const;
  const torch::Tensor& held_out() const { return held_out_; }
  const std::vector<epoch_report>& history() const { return history_; }
  std::int64_t steps_an_epoch() const;
  /// What was trained so far: the options, and how many epochs were planned when.
  std::string describe() const;

 private:
  bool train_epoch(const std::function<bool()>& go_on);
  void step(const torch::Tensor& chosen);
  void finish_epoch(double training);
  double rate_at(std::int64_t step) const;
  torch::Tensor generators() const;
  void set_generators(const torch::Tensor& states);
  torch::optim::AdamWOptions& adam_options();
  rate_report rates_of(objective& module, const torch::Tensor& images, std::uint64_t draw) const;

  training_options options_;
  torch::Device device_;
  torch::Tensor training_, held_out_;
  bool binarised_anew_;
  std::shared_ptr<objective> module_, average_, best_;
  std::unique_ptr<torch::optim::AdamW> adam_;  // of what Muon does not move
  muon muon_{{}, 0};
  std::int64_t steps_ = 0, waited_ = 0, halvings_ = 0;
  double progress_bits_ = 1e300;  // the last loss held out that was progress
  std::vector<epoch_report> history_;
  std::string plan_;  // of epochs
  // Within an epoch: images done, their nats, and the state of the generators.
  std::int64_t done_ = 0;
  torch::Tensor nats_, generators_;
};

}  // namespace ansatz::training

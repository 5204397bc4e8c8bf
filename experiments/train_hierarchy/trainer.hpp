#pragma once
#include <torch/torch.h>

#include <common_training/weights.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hierarchy.hpp"

namespace ansatz::training {

struct hierarchy_options {
  architecture shape;
  std::int64_t batch = 64, epochs = 20;
  double rate = 2e-3;   ///< Adam's at its height: it rises over the first steps, then falls as a cosine to 0
  double decay = 1e-4;  ///< of the weights, decoupled (AdamW)
  double free_bits = 0.1;  ///< a channel of a level, a cell: what its KL may be at no cost
  double warm_up = 1;      ///< epochs over which the weight of the KL grows to 1
  double clip = 5;         ///< the norm of the gradient, of a loss in bits a pixel times 100
  std::int64_t shift = 0;  ///< pixels by which an image may be moved each time that it is trained on
  double dropout = 0;      ///< of the numbers within residual blocks
  std::uint64_t seed = 0;
  std::string from;  ///< the weights begun from, in a word, if any
  std::string data;  ///< what the images are, in a word: a hash

  /// All that the result depends on, in one line.
  std::string describe() const;
};

/// -ELBO in bits a pixel, in parts.
struct rate_report {
  std::vector<double> groups, levels;
  double likelihood() const;
  double divergence() const;
  double total() const { return likelihood() + divergence(); }
};

struct hierarchy_epoch {
  std::int64_t epoch = 0;
  double training = 0, rate = 0;
  rate_report held_out;
};

/// AdamW on -ELBO over a fixed number of epochs, with an exponential moving average of the weights, which is
/// what is evaluated and kept.
///
/// An epoch's order of images, its binarisation and its noise depend on the seed and its number alone, so
/// that a run that was resumed ends with the weights of one that was not (with the same number of threads).
class hierarchy_trainer {
 public:
  /// Images {n, height, width} of bytes 0..255. Binary pixels are drawn anew each epoch, with probability
  /// value / 255, where the images are not all 0 or 1; those held out are drawn once.
  hierarchy_trainer(hierarchy_options options, const torch::Tensor& training, const torch::Tensor& held_out);

  /// Begins from the weights of another model, wherever names and shapes agree; to be called first. Returns
  /// how many numbers these are.
  std::int64_t begin_from(const safetensors& file);

  /// `told` is called after each epoch. Throws `error` where the loss is no number any more.
  void run(const std::function<void(const hierarchy_epoch&)>& told);

  /// The state, whole: written beside its place and renamed. Reading throws where it is another run's.
  void save(const std::filesystem::path& path) const;
  void load(const std::filesystem::path& path);

  /// Of the average, on images {n, height, width} of their final values, one draw of the latents each.
  rate_report evaluate(const torch::Tensor& images) const;
  hierarchy& average() const { return *average_; }
  const std::vector<hierarchy_epoch>& history() const { return history_; }

 private:
  double train_epoch();
  double rate_at(std::int64_t step) const;

  hierarchy_options options_;
  torch::Tensor training_, held_out_;
  bool binarised_anew_;
  std::shared_ptr<hierarchy> module_, average_;
  std::unique_ptr<torch::optim::AdamW> adam_;
  std::int64_t steps_ = 0;
  std::vector<hierarchy_epoch> history_;
};

}  // namespace ansatz::training

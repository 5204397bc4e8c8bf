#include "trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <cmath>
#include <common_training/checkpoint.hpp>
#include <utility>

namespace ansatz::training {
namespace {

using torch::Tensor;

constexpr double memory = 0.9995;  // of the average of the weights, a step
constexpr std::int64_t validation_batch = 1000;

Tensor binarised(const Tensor& pixels) { return torch::bernoulli(pixels / 255); }

}  // namespace

std::string training_options::describe() const {
  return fmt::format("{} {}-{}-{} batch {} rate {} decay {} patience {} progress {} halvings {} seed {}{}",
                     shape.observation == likelihood::bernoulli ? "bernoulli" : "beta_binomial", shape.pixels,
                     shape.hidden, shape.latents, batch, rate, decay, patience, progress, halvings, seed,
                     data.empty() ? "" : " on " + data);
}

trainer::trainer(training_options options, const Tensor& training, const Tensor& validation)
    : options_{std::move(options)},
      device_{options_.device},
      training_{training.to(device_)},
      validation_{validation.to(device_, torch::kFloat32)},
      binarised_anew_{options_.shape.observation == likelihood::bernoulli &&
                      (training > 1).any().item<bool>()} {
  torch::manual_seed(options_.seed);
  if (binarised_anew_) validation_ = binarised(validation_);
  validation_noise_ = torch::randn({validation_.size(0), options_.shape.latents}, device_);
  module_ = std::make_shared<vae_module>(options_.shape);
  average_ = std::make_shared<vae_module>(options_.shape);
  best_ = std::make_shared<vae_module>(options_.shape);
  for (const auto& m : {module_, average_, best_}) m->to(device_);
  blend(*module_, *average_);
  blend(*module_, *best_);
  adam_ = std::make_unique<torch::optim::AdamW>(
      module_->parameters(), torch::optim::AdamWOptions(options_.rate).weight_decay(options_.decay));
}

double trainer::train_epoch() {
  torch::manual_seed(options_.seed * 1000003 + static_cast<std::uint64_t>(epoch_) + 1);
  const std::int64_t count = training_.size(0);
  const Tensor order = torch::randperm(count).to(device_);
  Tensor nats = torch::zeros({}, torch::TensorOptions(device_).dtype(torch::kFloat64));
  for (std::int64_t first = 0; first < count; first += options_.batch) {
    const std::int64_t n = std::min(options_.batch, count - first);
    Tensor x = training_.index_select(0, order.narrow(0, first, n)).to(torch::kFloat32);
    if (binarised_anew_) x = binarised(x);
    const Tensor loss = module_->negative_elbo(x, torch::randn({n, options_.shape.latents}, device_));
    adam_->zero_grad();
    (loss / n).backward();
    adam_->step();
    ++steps_;
    const double steps = static_cast<double>(steps_);
    blend(*module_, *average_, 1 - std::min(memory, steps / (steps + 10)));
    nats += loss.detach();
  }
  return nats.item<double>() / (static_cast<double>(count * options_.shape.pixels) * std::log(2.0));
}

double trainer::validate() {
  const torch::NoGradGuard guard;
  double nats = 0;
  const std::int64_t count = validation_.size(0);
  for (std::int64_t first = 0; first < count; first += validation_batch) {
    const std::int64_t n = std::min(validation_batch, count - first);
    nats += average_->negative_elbo(validation_.narrow(0, first, n), validation_noise_.narrow(0, first, n))
                .item<double>();
  }
  return nats / (static_cast<double>(count * options_.shape.pixels) * std::log(2.0));
}

void trainer::run(const std::function<void(const epoch_report&)>& told) {
  auto& adam = static_cast<torch::optim::AdamWOptions&>(adam_->param_groups().front().options());
  while (!over()) {
    const double training = train_epoch(), validation = validate();
    if (!std::isfinite(training) || !std::isfinite(validation)) {
      if (history_.empty()) throw error("training diverged: the loss is no number; try a smaller --rate");
      return;  // the best weights so far are what there is
    }
    ++epoch_;
    ++waited_;
    if (validation < best_bits_) {
      best_bits_ = validation;
      blend(*average_, *best_);
    }
    if (validation < progress_bits_ * (1 - options_.progress)) {
      progress_bits_ = validation;
      waited_ = 0;
    }
    if (waited_ >= options_.patience) {
      waited_ = 0;
      ++halvings_;
      adam.lr(adam.lr() / 2);
    }
    history_.push_back({epoch_, training, validation, best_bits_, adam.lr()});
    told(history_.back());
  }
}

void trainer::save(const std::filesystem::path& path) const {
  Tensor history = torch::empty({static_cast<std::int64_t>(history_.size()), 5}, torch::kFloat64);
  for (std::size_t i = 0; i < history_.size(); ++i) {
    const epoch_report& e = history_[i];
    const auto row = static_cast<std::int64_t>(i);
    history[row] = torch::tensor({static_cast<double>(e.epoch), e.training, e.validation, e.best, e.rate},
                                 torch::kFloat64);
  }
  write_checkpoint(path, options_.describe(), [&](torch::serialize::OutputArchive& all) {
    put(all, "module", *module_);
    put(all, "average", *average_);
    put(all, "best", *best_);
    put(all, "adam", *adam_);
    all.write("progress", torch::tensor(progress_bits_, torch::kFloat64));
    all.write("counts", torch::tensor({epoch_, steps_, waited_, halvings_}));
    all.write("history", history);
  });
}

void trainer::load(const std::filesystem::path& path) {
  read_checkpoint(path, options_.describe(), device_, [&](torch::serialize::InputArchive& all) {
    get(all, "module", *module_);
    get(all, "average", *average_);
    get(all, "best", *best_);
    get(all, "adam", *adam_);
    progress_bits_ = get_tensor(all, "progress").item<double>();
    const Tensor counts = get_tensor(all, "counts"), history = get_tensor(all, "history");
    epoch_ = counts[0].item<std::int64_t>();
    steps_ = counts[1].item<std::int64_t>();
    waited_ = counts[2].item<std::int64_t>();
    halvings_ = counts[3].item<std::int64_t>();
    history_.clear();
    for (std::int64_t i = 0; i < history.size(0); ++i) {
      const auto at = [&](std::int64_t k) { return history[i][k].item<double>(); };
      history_.push_back({static_cast<std::int64_t>(at(0)), at(1), at(2), at(3), at(4)});
    }
    if (!history_.empty()) best_bits_ = history_.back().best;
  });
}

}  // namespace ansatz::training

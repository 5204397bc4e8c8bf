#include "trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <cmath>
#include <numeric>
#include <utility>

#include "images.hpp"
#include "weights.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;

constexpr double rising = 300;       // steps over which the rate of a cosine grows to its height
constexpr double adams_share = 0.3;  // of Muon's rate, of all that Muon does not move
constexpr std::int64_t evaluation_batch = 500, evaluation_numbers = std::int64_t{1} << 20;

double sum_of(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

void add_to(std::vector<double>& sums, const std::vector<Tensor>& parts) {
  sums.resize(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) sums[i] += parts[i].item<double>();
}

/// What a number of nats of images is to be divided by.
double bits_a_pixel(const Tensor& images) { return static_cast<double>(images.numel()) * std::log(2.0); }

}  // namespace

double rate_report::likelihood() const { return sum_of(pixels); }
double rate_report::divergence() const { return sum_of(latents); }

std::string training_options::describe() const {
  std::string text =
      fmt::format("{} batch {} rate {} decay {} seed {} {}", what, batch, rate, decay, seed, schedule);
  if (!cosine()) text += fmt::format(" patience {} progress {} halvings {}", patience, progress, halvings);
  if (muon) text += " muon";
  if (clip != 0) text += fmt::format(" clip {}", clip);
  if (shift != 0) text += fmt::format(" shift {}", shift);
  if (flip) text += " flip";
  if (!from.empty()) text += " from " + from;
  if (!data.empty()) text += " on " + data;
  return text;
}

std::string trainer::describe() const {
  return options_.describe() + (options_.cosine() ? " epochs " + plan_ : "");
}

trainer::trainer(training_options options, const objective_maker& make, const Tensor& training,
                 const Tensor& held_out)
    : options_{std::move(options)},
      device_{options_.device},
      training_{training.to(device_)},
      held_out_{held_out.to(device_, torch::kFloat32)},
      binarised_anew_{options_.binary && (training > 1).any().item<bool>()},
      plan_{std::to_string(options_.epochs)},
      nats_{torch::zeros({}, torch::TensorOptions(device_).dtype(torch::kFloat64))} {
  torch::manual_seed(options_.seed);
  if (binarised_anew_) held_out_ = binarised(held_out_);
  for (auto* m : {&module_, &average_, &best_}) {
    *m = make();
    (*m)->to(device_);
    blend(*module_, **m);
  }
  average_->eval();
  best_->eval();
  std::vector<Tensor> matrices, others;
  for (const Tensor& w : module_->parameters())
    (options_.muon && w.dim() > 1 ? matrices : others).push_back(w);
  muon_ = muon{std::move(matrices), options_.decay};
  adam_ = std::make_unique<torch::optim::AdamW>(
      std::move(others), torch::optim::AdamWOptions(options_.rate).weight_decay(options_.decay));
}

std::int64_t trainer::begin_from(const safetensors& file) {
  const std::int64_t taken = training::begin_from(file, *module_);
  module_->settle();
  blend(*module_, *average_);
  return taken;
}

torch::optim::AdamWOptions& trainer::adam_options() {
  return static_cast<torch::optim::AdamWOptions&>(adam_->param_groups().front().options());
}

std::int64_t trainer::steps_an_epoch() const {
  return (training_.size(0) + options_.batch - 1) / options_.batch;
}

double trainer::rate_at(std::int64_t step) const {
  const double done = static_cast<double>(step) / static_cast<double>(steps_an_epoch() * options_.epochs);
  return options_.rate * std::min(1.0, static_cast<double>(step + 1) / rising) * 0.5 *
         (1 + std::cos(M_PI * done));
}

void trainer::step(const Tensor& chosen) {
  Tensor x = training_.index_select(0, chosen).to(torch::kFloat32);
  if (options_.shift > 0) x = moved(x, options_.shift);
  if (options_.flip) x = flipped(x);
  if (binarised_anew_) x = binarised(x);
  const elbo_parts parts = module_->forward(x);
  nats_ += parts.total().detach();
  module_->zero_grad();
  module_->loss(parts, {x.size(0), steps_, steps_an_epoch()}).backward();
  if (options_.clip > 0) torch::nn::utils::clip_grad_norm_(module_->parameters(), options_.clip);
  if (options_.cosine()) adam_options().lr(rate_at(steps_));
  const double rate = adam_options().lr();
  if (options_.muon) adam_options().lr(adams_share * rate);
  adam_->step();
  adam_options().lr(rate);
  muon_.step(rate);
  module_->settle();
  const auto steps = static_cast<double>(++steps_);
  blend(*module_, *average_, 1 - std::min(options_.memory, steps / (steps + 10)));
}

bool trainer::train_epoch(const std::function<bool()>& go_on) {
  torch::manual_seed(options_.seed * 1000003 + static_cast<std::uint64_t>(history_.size()) + 1);
  const std::int64_t count = training_.size(0);
  const Tensor order = torch::randperm(count).to(device_);
  if (done_ > 0) set_generators(generators_);
  while (done_ < count) {
    const std::int64_t n = std::min(options_.batch, count - done_);
    step(order.narrow(0, done_, n));
    done_ += n;
    if (!go_on()) {
      generators_ = generators();
      return false;
    }
  }
  return true;
}

void trainer::finish_epoch(double training) {
  epoch_report e;
  e.epoch = static_cast<std::int64_t>(history_.size()) + 1;
  e.training = training;
  e.held_out = rates_of(*average_, held_out_, 0);
  const double loss = e.held_out.total(), before = history_.empty() ? 1e300 : history_.back().best;
  e.best = std::min(loss, before);
  if (loss < before) blend(*average_, *best_);
  if (options_.cosine()) {
    e.rate = rate_at(steps_);
  } else {
    ++waited_;
    if (loss < progress_bits_ * (1 - options_.progress)) {
      progress_bits_ = loss;
      waited_ = 0;
    }
    if (waited_ >= options_.patience) {
      waited_ = 0;
      ++halvings_;
      adam_options().lr(adam_options().lr() / 2);
    }
    e.rate = adam_options().lr();
  }
  if (std::isfinite(training) && std::isfinite(loss)) history_.push_back(e);
}

ending trainer::run(const std::function<void(const epoch_report&)>& told,
                    const std::function<bool()>& go_on) {
  bool going = true;
  while (static_cast<std::int64_t>(history_.size()) < options_.epochs) {
    if (!options_.cosine() && halvings_ > options_.halvings) return ending::no_progress;
    if (!going) return ending::stopped;
    const auto ask = [&] { return going = going && go_on(); };
    if (!train_epoch(ask) && done_ < training_.size(0)) return ending::stopped;
    const std::size_t before = history_.size();
    finish_epoch(nats_.item<double>() / bits_a_pixel(training_));
    if (history_.size() == before) {
      if (before > 0) return ending::diverged;  // the best weights so far are what there is
      throw error("training diverged: the loss is no number; try a smaller --rate");
    }
    done_ = 0;
    nats_.zero_();
    told(history_.back());
  }
  return ending::epochs;
}

rate_report trainer::rates_of(objective& module, const Tensor& images, std::uint64_t draw) const {
  const torch::NoGradGuard guard;
  rate_report sum;
  torch::manual_seed(options_.seed + 7 + draw);  // the same noise after each epoch
  const std::int64_t batch =
      std::clamp(evaluation_numbers * images.size(0) / images.numel(), std::int64_t{1}, evaluation_batch);
  for (std::int64_t first = 0; first < images.size(0); first += batch) {
    const std::int64_t n = std::min(batch, images.size(0) - first);
    const elbo_parts parts = module.forward(images.narrow(0, first, n).to(device_, torch::kFloat32));
    add_to(sum.pixels, parts.pixels);
    add_to(sum.latents, parts.latents);
  }
  for (auto* part : {&sum.pixels, &sum.latents})
    for (double& nats : *part) nats /= bits_a_pixel(images);
  return sum;
}

rate_report trainer::evaluate(const Tensor& images, std::uint64_t draw) const {
  return rates_of(best(), images, draw);
}

}  // namespace ansatz::training

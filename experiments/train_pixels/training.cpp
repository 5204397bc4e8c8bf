#include "training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <training/weights.hpp>

namespace ansatz::training {
namespace {

constexpr double decay = 1e-3;        // of the weights, decoupled
constexpr double most_slope = 1;      // the norm of the gradient
constexpr double of_average = 0.002;  // what a batch counts for
constexpr std::int64_t rising = 200;  // batches

double bits_a_level(level_module& m, const views& of) {
  const torch::NoGradGuard guard;
  constexpr std::int64_t part = 65536;
  double sum = 0;
  for (std::int64_t i = 0; i < of.count(); i += part) {
    const std::int64_t end = std::min(of.count(), i + part);
    sum += m.forward(of.inputs.slice(0, i, end), of.targets.slice(0, i, end)).sum().item<double>();
  }
  return sum / static_cast<double>(of.count());
}

}  // namespace

std::string pixel_training::describe() const {
  return fmt::format("{} units, {} epochs, batch {}, rate {}, seed {}", hidden, epochs, batch, rate, seed);
}

std::shared_ptr<level_module> trained(const pixel_training& how, const views& on, const views& held_out,
                                      const std::function<void(const pixel_epoch&)>& told) {
  torch::manual_seed(how.seed);
  const auto make = [&] { return std::make_shared<level_module>(on.inputs.size(1), how.hidden); };
  const auto module = make(), average = make();
  blend(*module, *average);
  torch::optim::AdamW adam{module->parameters(), torch::optim::AdamWOptions(how.rate).weight_decay(decay)};
  const std::int64_t batches = on.count() / how.batch;
  std::int64_t step = 0;
  for (std::int64_t epoch = 1; epoch <= how.epochs; ++epoch) {
    const torch::Tensor order = torch::randperm(on.count());
    double sum = 0;
    for (std::int64_t b = 0; b < batches; ++b, ++step) {
      const double share = static_cast<double>(step) / static_cast<double>(batches * how.epochs),
                   rise = std::min(1.0, static_cast<double>(step + 1) / rising);
      static_cast<torch::optim::AdamWOptions&>(adam.param_groups()[0].options())
          .lr(how.rate * rise * (1 + std::cos(std::numbers::pi * share)) / 2);
      const torch::Tensor chosen = order.slice(0, b * how.batch, (b + 1) * how.batch);
      adam.zero_grad();
      const torch::Tensor loss =
          module->forward(on.inputs.index_select(0, chosen), on.targets.index_select(0, chosen)).mean();
      loss.backward();
      torch::nn::utils::clip_grad_norm_(module->parameters(), most_slope);
      adam.step();
      blend(*module, *average, std::max(of_average, 1.0 / static_cast<double>(step + 1)));
      sum += loss.item<double>();
    }
    told({epoch, sum / static_cast<double>(batches), bits_a_level(*average, held_out)});
  }
  return average;
}

}  // namespace ansatz::training

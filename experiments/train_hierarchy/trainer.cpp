#include "trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <cmath>
#include <common_training/checkpoint.hpp>
#include <numeric>
#include <utility>

#include "likelihood.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;

constexpr double memory = 0.999;  // of the average of the weights, a step
constexpr double rising = 300;    // steps over which the rate grows to its height
constexpr std::int64_t evaluation_batch = 500;

Tensor binarised(const Tensor& pixels) { return torch::bernoulli(pixels / 255); }

/// Each image moved by up to `far` pixels either way; what comes in is black.
Tensor moved(const Tensor& images, std::int64_t far) {
  const std::int64_t n = images.size(0), height = images.size(1), width = images.size(2);
  const Tensor padded = torch::constant_pad_nd(images, {far, far, far, far}),
               by = torch::randint(0, 2 * far + 1, {n, 2}, torch::kInt64);
  const auto offset = by.accessor<std::int64_t, 2>();
  std::vector<Tensor> out;
  for (std::int64_t i = 0; i < n; ++i)
    out.push_back(padded[i].narrow(0, offset[i][0], height).narrow(1, offset[i][1], width));
  return torch::stack(out);
}

double sum_of(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

void add_to(std::vector<double>& sums, const std::vector<Tensor>& parts) {
  sums.resize(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) sums[i] += parts[i].item<double>();
}

/// A row of a table that holds an epoch, and back.
std::vector<double> row_of(const hierarchy_epoch& e) {
  std::vector<double> row{static_cast<double>(e.epoch), e.training, e.rate};
  row.insert(row.end(), e.held_out.groups.begin(), e.held_out.groups.end());
  row.insert(row.end(), e.held_out.levels.begin(), e.held_out.levels.end());
  return row;
}

hierarchy_epoch epoch_of(const Tensor& row, std::size_t groups) {
  const auto* r = row.data_ptr<double>();
  const double* const end = r + row.numel();
  return {static_cast<std::int64_t>(r[0]), r[1], r[2], {{r + 3, r + 3 + groups}, {r + 3 + groups, end}}};
}

}  // namespace

double rate_report::likelihood() const { return sum_of(groups); }
double rate_report::divergence() const { return sum_of(levels); }

std::string hierarchy_options::describe() const {
  std::string text =
      fmt::format("{} batch {} epochs {} rate {} decay {} free {} warm-up {} clip {} seed {}",
                  format_architecture(shape), batch, epochs, rate, decay, free_bits, warm_up, clip, seed);
  if (shift != 0) text += fmt::format(" shift {}", shift);
  if (dropout != 0) text += fmt::format(" dropout {}", dropout);
  if (!from.empty()) text += " from " + from;
  if (!data.empty()) text += " on " + data;
  return text;
}

hierarchy_trainer::hierarchy_trainer(hierarchy_options options, const Tensor& training,
                                     const Tensor& held_out)
    : options_{std::move(options)},
      training_{training},
      held_out_{held_out.to(torch::kFloat32)},
      binarised_anew_{options_.shape.binary() && (training > 1).any().item<bool>()} {
  torch::manual_seed(options_.seed);
  if (binarised_anew_) held_out_ = binarised(held_out_);
  const Tensor edges = edges_from(training_, options_.shape);
  module_ = std::make_shared<hierarchy>(options_.shape, edges, options_.dropout);
  average_ = std::make_shared<hierarchy>(options_.shape, edges);
  average_->eval();
  blend(*module_, *average_);
  adam_ = std::make_unique<torch::optim::AdamW>(
      module_->parameters(), torch::optim::AdamWOptions(options_.rate).weight_decay(options_.decay));
}

std::int64_t hierarchy_trainer::begin_from(const safetensors& file) {
  const std::int64_t taken = training::begin_from(file, *module_);
  blend(*module_, *average_);
  return taken;
}

double hierarchy_trainer::rate_at(std::int64_t step) const {
  const auto steps =
      static_cast<double>((training_.size(0) + options_.batch - 1) / options_.batch * options_.epochs);
  const double done = static_cast<double>(step) / steps;
  return options_.rate * std::min(1.0, static_cast<double>(step + 1) / rising) * 0.5 *
         (1 + std::cos(M_PI * done));
}

double hierarchy_trainer::train_epoch() {
  const architecture& a = options_.shape;
  torch::manual_seed(options_.seed * 1000003 + static_cast<std::uint64_t>(history_.size()) + 1);
  const std::int64_t count = training_.size(0);
  const double nats_a_bit = std::log(2.0), pixels = static_cast<double>(a.height * a.width);
  const std::int64_t cells = (a.height / a.cell) * (a.width / a.cell);
  const double a_epoch = static_cast<double>((count + options_.batch - 1) / options_.batch);
  const Tensor order = torch::randperm(count);
  auto& adam = static_cast<torch::optim::AdamWOptions&>(adam_->param_groups().front().options());
  Tensor nats = torch::zeros({}, torch::kFloat64);
  for (std::int64_t first = 0; first < count; first += options_.batch) {
    const std::int64_t n = std::min(options_.batch, count - first);
    Tensor x = training_.index_select(0, order.narrow(0, first, n)).to(torch::kFloat32);
    if (options_.shift > 0) x = moved(x, options_.shift);
    if (binarised_anew_) x = binarised(x);
    const negative_elbo parts = module_->forward(x);
    Tensor loss = torch::stack(parts.groups).sum();
    nats += loss.detach() + torch::stack(parts.levels).sum().detach();
    const double weight = std::min(1.0, (static_cast<double>(steps_) + 1) / (options_.warm_up * a_epoch + 1));
    for (std::size_t l = 0; l < parts.levels.size(); ++l) {
      const double free = options_.free_bits * nats_a_bit * static_cast<double>(n * a.latents[l] * cells);
      loss = loss + weight * parts.levels[l].clamp_min(free);
    }
    adam_->zero_grad();
    (loss * (100 / (static_cast<double>(n) * pixels))).backward();
    torch::nn::utils::clip_grad_norm_(module_->parameters(), options_.clip);
    adam.lr(rate_at(steps_));
    adam_->step();
    ++steps_;
    const double steps = static_cast<double>(steps_);
    blend(*module_, *average_, 1 - std::min(memory, steps / (steps + 10)));
  }
  return nats.item<double>() / (static_cast<double>(count) * pixels * nats_a_bit);
}

rate_report hierarchy_trainer::evaluate(const Tensor& images) const {
  const torch::NoGradGuard guard;
  rate_report sum;
  torch::manual_seed(options_.seed + 7);  // the same noise after each epoch
  for (std::int64_t first = 0; first < images.size(0); first += evaluation_batch) {
    const std::int64_t n = std::min(evaluation_batch, images.size(0) - first);
    const negative_elbo parts = average_->forward(images.narrow(0, first, n).to(torch::kFloat32));
    add_to(sum.groups, parts.groups);
    add_to(sum.levels, parts.levels);
  }
  const double unit = static_cast<double>(images.numel()) * std::log(2.0);
  for (auto* part : {&sum.groups, &sum.levels})
    for (double& nats : *part) nats /= unit;
  return sum;
}

void hierarchy_trainer::run(const std::function<void(const hierarchy_epoch&)>& told) {
  while (static_cast<std::int64_t>(history_.size()) < options_.epochs) {
    hierarchy_epoch e;
    e.training = train_epoch();
    e.held_out = evaluate(held_out_);
    if (!std::isfinite(e.training) || !std::isfinite(e.held_out.total()))
      throw error("training diverged: the loss is no number; try a smaller --rate");
    e.epoch = static_cast<std::int64_t>(history_.size()) + 1;
    e.rate = rate_at(steps_);
    history_.push_back(e);
    told(history_.back());
  }
}

void hierarchy_trainer::save(const std::filesystem::path& path) const {
  std::vector<Tensor> rows;
  for (const hierarchy_epoch& e : history_) rows.push_back(torch::tensor(row_of(e), torch::kFloat64));
  write_checkpoint(path, options_.describe(), [&](torch::serialize::OutputArchive& all) {
    put(all, "module", *module_);
    put(all, "average", *average_);
    put(all, "adam", *adam_);
    all.write("steps", torch::tensor(steps_));
    all.write("history", rows.empty() ? torch::empty({0, 3}, torch::kFloat64) : torch::stack(rows));
  });
}

void hierarchy_trainer::load(const std::filesystem::path& path) {
  read_checkpoint(path, options_.describe(), torch::kCPU, [&](torch::serialize::InputArchive& all) {
    get(all, "module", *module_);
    get(all, "average", *average_);
    get(all, "adam", *adam_);
    steps_ = get_tensor(all, "steps").item<std::int64_t>();
    const Tensor history = get_tensor(all, "history");
    history_.clear();
    for (std::int64_t i = 0; i < history.size(0); ++i)
      history_.push_back(epoch_of(history[i].contiguous(), options_.shape.groups.size()));
  });
}

}  // namespace ansatz::training

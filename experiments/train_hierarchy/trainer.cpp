#include "trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <cmath>
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
  return fmt::format("{} batch {} epochs {} rate {} decay {} free {} warm-up {} clip {} seed {}{}",
                     format_architecture(shape), batch, epochs, rate, decay, free_bits, warm_up, clip, seed,
                     data.empty() ? "" : " on " + data);
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
  module_ = std::make_shared<hierarchy>(options_.shape, edges);
  average_ = std::make_shared<hierarchy>(options_.shape, edges);
  blend(*module_, *average_);
  adam_ = std::make_unique<torch::optim::AdamW>(
      module_->parameters(), torch::optim::AdamWOptions(options_.rate).weight_decay(options_.decay));
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
  torch::serialize::OutputArchive all;
  const auto put = [&](const char* name, const auto& part) {
    torch::serialize::OutputArchive archive;
    part.save(archive);
    all.write(name, archive);
  };
  put("module", *module_);
  put("average", *average_);
  put("adam", *adam_);
  all.write("options", c10::IValue{options_.describe()});
  all.write("steps", torch::tensor(steps_));
  std::vector<Tensor> rows;
  for (const hierarchy_epoch& e : history_) rows.push_back(torch::tensor(row_of(e), torch::kFloat64));
  all.write("history", rows.empty() ? torch::empty({0, 3}, torch::kFloat64) : torch::stack(rows));
  const std::filesystem::path beside = path.string() + ".new";
  all.save_to(beside.string());
  std::filesystem::rename(beside, path);
}

void hierarchy_trainer::load(const std::filesystem::path& path) {
  torch::serialize::InputArchive all;
  try {
    all.load_from(path.string());
    c10::IValue options;
    all.read("options", options);
    if (options.toStringRef() != options_.describe())
      throw error(
          fmt::format("{}: the checkpoint of another training: {}", path.string(), options.toStringRef()));
    const auto get = [&](const char* name, auto& part) {
      torch::serialize::InputArchive archive;
      all.read(name, archive);
      part.load(archive);
    };
    get("module", *module_);
    get("average", *average_);
    get("adam", *adam_);
    Tensor steps, history;
    all.read("steps", steps);
    all.read("history", history);
    steps_ = steps.item<std::int64_t>();
    history_.clear();
    for (std::int64_t i = 0; i < history.size(0); ++i)
      history_.push_back(epoch_of(history[i].contiguous(), options_.shape.groups.size()));
  } catch (const c10::Error&) {
    throw corrupt_error(path.string() + ": this is no whole checkpoint");
  }
}

}  // namespace ansatz::training

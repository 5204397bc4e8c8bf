#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <common/plot.hpp>

namespace ansatz::training {

std::string duration_text(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 99.5) return fmt::format("{:.0f} seconds", std::max(seconds, 2.0));
  const auto minutes = static_cast<std::int64_t>(seconds / 60 + 0.5);
  if (minutes < 60) return fmt::format("{} minutes", minutes);
  return fmt::format("{} h {:02}", minutes / 60, minutes % 60);
}

std::string epoch_line(const epoch_report& e, double seconds) {
  std::string levels;
  for (const double x : e.held_out.latents) levels += fmt::format(" {:.4f}", x);
  return fmt::format("{:5}  {:8.5f}  {:8.5f}  {:8.5f}  {:8.5f} {:<24}  {:.1e}  {:8.1f}\n", e.epoch,
                     e.training, e.held_out.total(), e.best, e.held_out.likelihood(), levels, e.rate,
                     seconds);
}

std::string chart_of(const std::vector<epoch_report>& history) {
  using experiment::curve;
  using experiment::source;
  curve training{"training", {}, source::other, true}, held_out{"held out", {}, source::ours, false},
      likelihood{"of this, pixels", {}, source::quoted, false};
  for (const epoch_report& e : history) {
    const auto x = static_cast<double>(e.epoch);
    training.points.emplace_back(x, e.training);
    held_out.points.emplace_back(x, e.held_out.total());
    likelihood.points.emplace_back(x, e.held_out.likelihood());
  }
  return experiment::line_chart("-ELBO while training", "epoch", "bits/dim",
                                {training, held_out, likelihood});
}

nlohmann::ordered_json json_of(const rate_report& rates) {
  return {{"negative_elbo_bits_per_dim", rates.total()},
          {"likelihood", rates.likelihood()},
          {"divergence", rates.divergence()},
          {"divergence_by_level", rates.latents},
          {"likelihood_by_group", rates.pixels}};
}

estimate::estimate(std::int64_t epochs, std::int64_t steps_an_epoch, double held_out_share)
    : epochs_{epochs}, steps_an_epoch_{steps_an_epoch}, held_out_share_{held_out_share} {}

std::string estimate::after_batch(double seconds) {
  constexpr double enough = 3;                  // seconds
  constexpr double evaluation_share = 1.0 / 3;  // of a step is its way forward
  if (told_) return {};
  if (++steps_ == 1) first_ = seconds;  // in which memory is fetched: it does not count
  if (steps_ < 3 || (seconds - first_ < enough && steps_ < steps_an_epoch_)) return {};
  told_ = true;
  const double a_step = (seconds - first_) / static_cast<double>(steps_ - 1);
  const double an_epoch =
      a_step * static_cast<double>(steps_an_epoch_) * (1 + evaluation_share * held_out_share_);
  const std::string text = "an epoch takes about " + duration_text(an_epoch);
  if (epochs_ == 0) return text + "; the images held out decide how many there are\n";
  if (epochs_ == 1) return text + ", and is the last one\n";
  return text + fmt::format(", all {} to come {}\n", epochs_,
                            duration_text(an_epoch * static_cast<double>(epochs_)));
}

}  // namespace ansatz::training

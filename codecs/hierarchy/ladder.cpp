#include <ansatz/error.hpp>
#include <hierarchy/ladder.hpp>
#include <hierarchy/private/standard_posterior.hpp>
#include <hierarchy/private/state.hpp>
#include <utility>

namespace ansatz {

ladder::ladder(hierarchy model)
    : model_{std::move(model)}, level_{model_.levels()}, state_{model_.state_->initial_state} {
  if (!model_.top_down())
    throw domain_error("ladder: the model infers from level to level, not from the top down");
  find_prior();
}

void ladder::find_prior() {
  prior_.clear();
  if (level_ == 0) return;
  for (const auto& [mean, log_scale] : model_.state_->parameters_from(model_.state_->p[level_ - 1], state_))
    prior_.push_back({mean, log_scale});
}

ladder::ladder(hierarchy model, std::span<const std::uint8_t> x) : ladder{std::move(model)} {
  const auto& s = *model_.state_;
  s.check_image(x);
  context_ = hierarchy::state::outputs_of(*s.context, s.seen(x));
}

std::vector<gaussian_parameters> ladder::posterior() const {
  const auto& s = *model_.state_;
  if (level_ == 0 || context_.empty()) throw domain_error("ladder: no level is left, or there is no image");
  const auto posterior = s.parameters_from(s.q[level_ - 1], s.beside(state_, context_));
  std::vector<gaussian_parameters> out;
  for (std::size_t i = 0; i < posterior.size(); ++i)
    out.push_back(hierarchies::standard_posterior(posterior[i].mean, posterior[i].log_scale, prior_[i][0],
                                                  prior_[i][1]));
  return out;
}

void ladder::take(std::span<const std::uint32_t> z) {
  const auto& s = *model_.state_;
  if (level_ == 0 || z.size() != model_.latents(level_))
    throw domain_error("ladder: no level is left, or a latent of another size");
  std::vector<std::int32_t> values;
  for (std::size_t i = 0; i < z.size(); ++i)
    values.push_back(hierarchies::from_standard(buckets().representative(z[i]), prior_[i][0], prior_[i][1]));
  const auto change = hierarchy::state::outputs_of(s.merge[level_ - 1], s.beside(state_, values));
  hierarchy::state::add(state_, change);
  --level_;
  find_prior();
}

hierarchy::features_type ladder::features() const {
  if (level_ != 0) throw domain_error("ladder: levels are left");
  return {model_.state_->features_of(state_)};
}

}  // namespace ansatz

#include <ansatz/error.hpp>
#include <hierarchy/colour_ladder.hpp>
#include <hierarchy/private/colour_state.hpp>
#include <hierarchy/private/standard_posterior.hpp>
#include <utility>

namespace ansatz {

using hierarchies::grid_size;

colour_ladder::colour_ladder(colour_hierarchy model) : model_{std::move(model)}, level_{model_.levels()} {
  if (!model_.top_down())
    throw domain_error("colour_ladder: the model infers from level to level, not from the top down");
  state_ = model_.state_->begun({model_.height(), model_.width()});
  find_prior();
}

void colour_ladder::find_prior() {
  prior_.clear();
  if (level_ == 0) return;
  for (const auto& [mean, log_scale] :
       model_.state_->prior(level_ - 1, state_, {model_.height(), model_.width()}))
    prior_.push_back({mean, log_scale});
}

colour_ladder::colour_ladder(colour_hierarchy model, std::span<const std::uint8_t> x)
    : colour_ladder{std::move(model)} {
  const auto& s = *model_.state_;
  model_.check(x);
  const grid_size image{model_.height(), model_.width()};
  context_ = s.context->run(s.cells(image), s.seen(x, image));
}

std::vector<gaussian_parameters> colour_ladder::posterior() const {
  if (level_ == 0 || context_.empty())
    throw domain_error("colour_ladder: no level is left, or there is no image");
  const auto posterior =
      model_.state_->posterior(level_ - 1, state_, context_, {model_.height(), model_.width()});
  std::vector<gaussian_parameters> out;
  for (std::size_t i = 0; i < posterior.size(); ++i)
    out.push_back(hierarchies::standard_posterior(posterior[i].mean, posterior[i].log_scale, prior_[i][0],
                                                  prior_[i][1]));
  return out;
}

void colour_ladder::take(std::span<const std::uint32_t> z) {
  if (level_ == 0 || z.size() != model_.latents(level_))
    throw domain_error("colour_ladder: no level is left, or a latent of another size");
  std::vector<std::int32_t> values;
  for (std::size_t i = 0; i < z.size(); ++i)
    values.push_back(hierarchies::from_standard(buckets().representative(z[i]), prior_[i][0], prior_[i][1]));
  --level_;
  model_.state_->take(level_, state_, values, {model_.height(), model_.width()});
  find_prior();
}

colour_hierarchy::features_type colour_ladder::features() const {
  if (level_ != 0) throw domain_error("colour_ladder: levels are left");
  return {model_.state_->features_of(state_, {model_.height(), model_.width()})};
}

}  // namespace ansatz

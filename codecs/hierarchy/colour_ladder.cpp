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
  const auto& s = *model_.state_;
  const std::size_t cells = s.cells({model_.height(), model_.width()}, level_ - 1).cells();
  for (std::size_t c = 0; c < cells; ++c) state_.insert(state_.end(), s.start.begin(), s.start.end());
  find_prior();
}

void colour_ladder::find_prior() {
  prior_.clear();
  if (level_ == 0) return;
  const auto& s = *model_.state_;
  const grid_size grid = s.cells({model_.height(), model_.width()}, level_ - 1);
  for (const auto& [mean, log_scale] :
       s.parameters_from(s.p[level_ - 1].run(grid, state_), s.latent_channels(level_ - 1)))
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
  const auto& s = *model_.state_;
  if (level_ == 0 || context_.empty())
    throw domain_error("colour_ladder: no level is left, or there is no image");
  const grid_size grid = s.cells({model_.height(), model_.width()}, level_ - 1);
  const std::size_t by = colour_hierarchy::state::count(s.shape.scale(level_ - 1));
  const auto in = colour_hierarchy::state::beside(
      state_, colour_hierarchy::state::coarser(context_, grid, by), grid.cells());
  const auto posterior = s.parameters_from(s.q[level_ - 1].run(grid, in), s.latent_channels(level_ - 1));
  std::vector<gaussian_parameters> out;
  for (std::size_t i = 0; i < posterior.size(); ++i)
    out.push_back(hierarchies::standard_posterior(posterior[i].mean, posterior[i].log_scale, prior_[i][0],
                                                  prior_[i][1]));
  return out;
}

void colour_ladder::take(std::span<const std::uint32_t> z) {
  const auto& s = *model_.state_;
  if (level_ == 0 || z.size() != model_.latents(level_))
    throw domain_error("colour_ladder: no level is left, or a latent of another size");
  std::vector<std::int32_t> values;
  for (std::size_t i = 0; i < z.size(); ++i)
    values.push_back(hierarchies::from_standard(buckets().representative(z[i]), prior_[i][0], prior_[i][1]));
  const grid_size grid = s.cells({model_.height(), model_.width()}, level_ - 1);
  colour_hierarchy::state::add(
      state_, s.merge[level_ - 1].run(grid, colour_hierarchy::state::beside(state_, values, grid.cells())));
  --level_;
  if (level_ > 0)
    state_ = colour_hierarchy::state::repeated(
        state_, grid, colour_hierarchy::state::count(s.shape.scale(level_) / s.shape.scale(level_ - 1)));
  find_prior();
}

colour_hierarchy::features_type colour_ladder::features() const {
  if (level_ != 0) throw domain_error("colour_ladder: levels are left");
  return {model_.state_->features_of(state_, {model_.height(), model_.width()})};
}

}  // namespace ansatz

#include <algorithm>
#include <ansatz/error.hpp>
#include <hierarchy/private/state.hpp>
#include <utility>

namespace ansatz {

hierarchy::hierarchy(const safetensors& file) : state_{std::make_shared<const state>(file)} {}

std::size_t hierarchy::height() const { return hierarchies::counted(state_->shape.height); }
std::size_t hierarchy::width() const { return hierarchies::counted(state_->shape.width); }
std::size_t hierarchy::levels() const { return state_->shape.latents.size(); }
std::size_t hierarchy::latents(std::size_t level) const {
  if (level < 1 || level > levels()) throw domain_error("hierarchy: there is no such level");
  return state_->cells(state_->shape.cell) * hierarchies::counted(state_->shape.latents[level - 1]);
}
std::size_t hierarchy::groups() const { return state_->groups.size(); }
bool hierarchy::top_down() const { return state_->top_down(); }
bool hierarchy::binary() const { return state_->shape.binary(); }
std::uint64_t hierarchy::multiply_adds() const { return state_->multiply_adds; }
std::uint64_t hierarchy::fingerprint() const { return state_->fingerprint; }
unsigned hierarchy::latent_bits() const { return static_cast<unsigned>(state_->shape.latent_bits); }
const bucket_set& hierarchy::buckets() const { return state_->buckets; }
const pixel_scale& hierarchy::scale() const { return state_->scale; }
std::size_t hierarchy::parts() const { return hierarchies::counted(state_->shape.logistics); }

namespace {

template <class Parameters>
std::vector<logistic_parameters> logistics_of(const std::vector<Parameters>& all) {
  constexpr int to_q24 = 24 - 16;
  std::vector<logistic_parameters> out;
  for (const auto& [mean, log_scale] : all)
    out.push_back({mean * (1 << to_q24), static_cast<std::uint32_t>(exponential(-log_scale, 16))});
  return out;
}

}  // namespace

std::vector<std::int32_t> hierarchy::values(std::size_t level, std::span<const std::uint32_t> z) const {
  if (top_down())
    throw domain_error("hierarchy: the model infers from the top down, not from level to level");
  if (z.size() != latents(level)) throw domain_error("hierarchy: a latent of another size");
  std::vector<std::int32_t> out;
  for (const std::uint32_t bucket : z) out.push_back(buckets().representative(bucket) >> state::value_shift);
  return out;
}

std::vector<logistic_parameters> hierarchy::infer(std::span<const std::uint8_t> x) const {
  if (top_down())
    throw domain_error("hierarchy: the model infers from the top down, not from level to level");
  state_->check_image(x);
  return logistics_of(state_->parameters_from(state_->q.front(), state_->seen(x)));
}
std::vector<logistic_parameters> hierarchy::infer(std::size_t level, std::span<const std::uint32_t> z) const {
  const auto in = values(level, z);
  if (level == levels()) throw domain_error("hierarchy: there is no such level");
  return logistics_of(state_->parameters_from(state_->q[level], in));
}
std::vector<logistic_parameters> hierarchy::generate(std::size_t level,
                                                     std::span<const std::uint32_t> above) const {
  const auto in = values(level + 1, above);
  if (level == 0) throw domain_error("hierarchy: there is no such level");
  return logistics_of(state_->parameters_from(state_->p[level - 1], in));
}
hierarchy::features_type hierarchy::features(std::span<const std::uint32_t> z) const {
  return {state_->features_of(values(1, z))};
}

group_parameters hierarchy::group(std::size_t g, const features_type& features,
                                  std::span<const std::uint8_t> x) const {
  const state& s = *state_;
  s.check_image(x);
  if (g >= groups() || features.of_group.size() != groups())
    throw domain_error("hierarchy: there is no such group, or the features are another model's");
  const auto& group = s.shape.groups[g];
  const std::size_t places = group.places.size(), outputs = hierarchies::counted(s.shape.outputs()),
                    parts = s.shape.binary() ? 0 : hierarchies::counted(s.shape.logistics),
                    weights = outputs - 2 * parts;
  const auto numbers = s.group_outputs(g, features.of_group[g], x);
  group_parameters out;
  std::vector<std::int32_t> logits(weights);
  for (std::size_t c = 0; c < s.cells(group.cell); ++c)
    for (std::size_t i = 0; i < places; ++i) {
      out.pixels.push_back(s.pixel(group.cell, group.places[i], c));
      const auto number = [&](std::size_t n) { return numbers[(c * outputs + n) * places + i]; };
      if (s.shape.binary()) {
        out.logits.push_back(s.logit(number(0)));
        continue;
      }
      for (std::size_t n = 0; n < weights; ++n) logits[n] = s.logit(number(n));
      out.weights.resize(out.weights.size() + weights);
      softmax(logits, std::span{out.weights}.last(weights));
      for (std::size_t k = 0; k < parts; ++k)
        out.parts.push_back(
            {s.pixel_mean(number(weights + k)) * (1 << state::value_shift),
             static_cast<std::uint32_t>(exponential(-s.pixel_log_scale(number(weights + parts + k)), 23))});
    }
  return out;
}

}  // namespace ansatz

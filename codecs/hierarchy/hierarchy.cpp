#include <algorithm>
#include <ansatz/error.hpp>
#include <hierarchy/private/state.hpp>
#include <utility>

namespace ansatz {

hierarchy::hierarchy(const safetensors& file) : state_{std::make_shared<const state>(file)} {}

std::size_t hierarchy::height() const { return state::counted(state_->shape.height); }
std::size_t hierarchy::width() const { return state::counted(state_->shape.width); }
std::size_t hierarchy::levels() const { return state_->shape.latents.size(); }
std::size_t hierarchy::latents(std::size_t level) const {
  return state_->cells(state_->shape.cell) * state::counted(state_->shape.latents.at(level - 1));
}
std::size_t hierarchy::groups() const { return state_->groups.size(); }
bool hierarchy::top_down() const { return state_->top_down(); }
bool hierarchy::binary() const { return state_->shape.binary(); }
std::uint64_t hierarchy::fingerprint() const { return state_->fingerprint; }
const gaussian_buckets& hierarchy::buckets() const { return state_->buckets; }
const pixel_scale& hierarchy::scale() const { return state_->scale; }
std::size_t hierarchy::parts() const { return state::counted(state_->shape.logistics); }

namespace {

template <class Law>
std::vector<logistic_parameters> logistics_of(const std::vector<Law>& laws) {
  constexpr int to_q24 = 24 - residual_network::bits;
  std::vector<logistic_parameters> out;
  for (const auto& [mean, log_scale] : laws)
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
  return logistics_of(state_->laws_from(state_->q.front(), state_->seen(x)));
}
std::vector<logistic_parameters> hierarchy::infer(std::size_t level, std::span<const std::uint32_t> z) const {
  return logistics_of(state_->laws_from(state_->q.at(level), values(level, z)));
}
std::vector<logistic_parameters> hierarchy::generate(std::size_t level,
                                                     std::span<const std::uint32_t> above) const {
  return logistics_of(state_->laws_from(state_->p.at(level - 1), values(level + 1, above)));
}
hierarchy::features_type hierarchy::features(std::span<const std::uint32_t> z) const {
  return state_->features_of(values(1, z));
}

group_laws hierarchy::laws(std::size_t g, const features_type& features,
                           std::span<const std::uint8_t> x) const {
  const state& s = *state_;
  s.check_image(x);
  const auto& group = s.shape.groups.at(g);
  const residual_network& network = s.groups[g];
  const std::size_t cells = s.cells(group.cell), channels = network.inputs(),
                    seen = state::counted(s.shape.features), places = group.places.size(),
                    parts = s.shape.binary() ? 0 : state::counted(s.shape.logistics),
                    weights = state::counted(s.shape.outputs()) - 2 * parts;
  std::vector<std::int32_t> in(cells * channels);
  for (std::size_t c = 0; c < cells; ++c)
    std::copy_n(features.of_group.at(g).begin() + static_cast<std::ptrdiff_t>(c * seen), seen,
                in.begin() + static_cast<std::ptrdiff_t>(c * channels));
  s.see(x, group.cell, s.known[g], in, channels, seen);
  const auto out = state::outputs_of(network, in);
  group_laws laws;
  std::vector<std::int32_t> logits(weights);
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t i = 0; i < places; ++i) {
      laws.pixels.push_back(s.pixel(group.cell, group.places[i], c));
      const auto number = [&](std::size_t n) { return out[c * network.outputs() + n * places + i]; };
      if (s.shape.binary()) {
        laws.logits.push_back(s.logit(number(0)));
        continue;
      }
      for (std::size_t n = 0; n < weights; ++n) logits[n] = s.logit(number(n));
      laws.weights.resize(laws.weights.size() + weights);
      softmax(logits, std::span{laws.weights}.last(weights));
      for (std::size_t k = 0; k < parts; ++k)
        laws.parts.push_back(
            {s.pixel_mean(number(weights + k)) * (1 << state::value_shift),
             static_cast<std::uint32_t>(exponential(-s.pixel_log_scale(number(weights + parts + k)), 23))});
    }
  return laws;
}

}  // namespace ansatz

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/model/softmax.hpp>
#include <ansatz/parallel.hpp>
#include <hierarchy/private/colour_state.hpp>
#include <hierarchy/private/networks.hpp>
#include <utility>

namespace ansatz {
namespace {

using location_scale = hierarchies::colour_networks<hierarchies::short_numbers>::location_scale;

constexpr int value_shift = 24 - 16;  // from networks' Q16 to the models' Q24

hierarchies::architecture colour_architecture(const safetensors& file) {
  auto a = hierarchies::architecture_of(file);
  if (!a.colour()) throw corrupt_error("the model is not one in colour");
  return a;
}

std::vector<logistic_parameters> logistics_of(const std::vector<location_scale>& all) {
  std::vector<logistic_parameters> out;
  for (const auto& [mean, log_scale] : all)
    out.push_back({mean * (1 << value_shift), static_cast<std::uint32_t>(exponential(-log_scale, 16))});
  return out;
}

}  // namespace

colour_hierarchy::state::state(const safetensors& file)
    : colour_networks{file, colour_architecture(file)},
      scale{hierarchies::scale_of(shape, file)},
      buckets{hierarchies::buckets_of(shape)} {
  std::vector<std::byte> identity;
  each([&](const auto& n) { n.put(identity); });
  hierarchies::put_rest(identity, start, scale, shape,
                        {&latent_mean, &latent_log_scale, &pixel_mean, &pixel_log_scale, &logit});
  fingerprint = hash64(identity);
}

colour_hierarchy::colour_hierarchy(const safetensors& file)
    : state_{std::make_shared<const state>(file)}, height_{1}, width_{1}, columns_{1} {}

colour_hierarchy colour_hierarchy::of_size(std::size_t height, std::size_t width) const {
  return of_tile(height, width, 0, width);
}
colour_hierarchy colour_hierarchy::of_tile(std::size_t height, std::size_t width, std::size_t first,
                                           std::size_t columns) const {
  constexpr std::size_t most = 1 << 20;
  if (height == 0 || width == 0 || height > most || width > most || height * width > most)
    throw domain_error("colour_hierarchy: an image of 1 to 2^20 pixels");
  colour_hierarchy out = *this;
  out.height_ = height, out.width_ = width, out.first_ = first, out.columns_ = columns;
  return out;
}

std::size_t colour_hierarchy::levels() const { return state_->shape.latents.size(); }
std::size_t colour_hierarchy::latents(std::size_t level) const {
  if (level < 1 || level > levels()) throw domain_error("colour_hierarchy: there is no such level");
  return state_->cells({height_, width_}, level - 1).cells() * state_->latent_channels(level - 1);
}
std::size_t colour_hierarchy::groups() const { return state_->groups.size(); }
bool colour_hierarchy::top_down() const { return state_->top_down(); }
std::uint64_t colour_hierarchy::multiply_adds() const { return state_->multiply_adds({height_, width_}); }
std::uint64_t colour_hierarchy::fingerprint() const { return state_->fingerprint; }
unsigned colour_hierarchy::latent_bits() const { return static_cast<unsigned>(state_->shape.latent_bits); }
const bucket_set& colour_hierarchy::buckets() const { return state_->buckets; }
const pixel_scale& colour_hierarchy::scale() const { return state_->scale; }
std::size_t colour_hierarchy::parts() const { return hierarchies::counted(state_->shape.logistics); }

void colour_hierarchy::check(std::span<const std::uint8_t> x) const {
  if (x.size() != pixels()) throw domain_error("colour_hierarchy: an image of another size");
}

std::vector<std::int32_t> colour_hierarchy::values(std::size_t level,
                                                   std::span<const std::uint32_t> z) const {
  if (top_down())
    throw domain_error("colour_hierarchy: the model infers from the top down, not from level to level");
  if (z.size() != latents(level)) throw domain_error("colour_hierarchy: a latent of another size");
  std::vector<std::int32_t> out;
  for (const std::uint32_t bucket : z) out.push_back(buckets().representative(bucket) >> value_shift);
  return out;
}

std::vector<logistic_parameters> colour_hierarchy::infer(std::span<const std::uint8_t> x) const {
  if (top_down())
    throw domain_error("colour_hierarchy: the model infers from the top down, not from level to level");
  check(x);
  const hierarchies::grid_size image{height_, width_};
  return logistics_of(state_->infer(0, state_->seen(x, image), image));
}
std::vector<logistic_parameters> colour_hierarchy::infer(std::size_t level,
                                                         std::span<const std::uint32_t> z) const {
  const auto in = values(level, z);
  if (level == levels()) throw domain_error("colour_hierarchy: there is no such level");
  return logistics_of(state_->infer(level, in, {height_, width_}));
}
std::vector<logistic_parameters> colour_hierarchy::generate(std::size_t level,
                                                            std::span<const std::uint32_t> above) const {
  const auto in = values(level + 1, above);
  if (level == 0) throw domain_error("colour_hierarchy: there is no such level");
  return logistics_of(state_->generate(level - 1, in, {height_, width_}));
}

colour_hierarchy::features_type colour_hierarchy::features(std::span<const std::uint32_t> z) const {
  return {state_->features_of(values(1, z), {height_, width_})};
}

colour_hierarchy::told_type colour_hierarchy::tell(std::size_t g, const features_type& features,
                                                   std::span<const std::uint8_t> x) const {
  check(x);
  if (g >= groups()) throw domain_error("colour_hierarchy: there is no such group");
  const auto at = features.of_cell.find(state_->groups[g].cell);
  const hierarchies::grid_size image{height_, width_};
  if (at == features.of_cell.end() || at->second.size() != state_->cells_of_group(image, g).cells() *
                                                               hierarchies::counted(state_->shape.features))
    throw domain_error("colour_hierarchy: features of another model or size");
  auto [said, expected] = state_->tell(g, at->second, x, image);
  return {std::move(said), std::move(expected)};
}

colour_mixtures colour_hierarchy::channel(std::size_t g, std::size_t channel, const told_type& told,
                                          std::span<const std::uint8_t> x) const {
  const state& s = *state_;
  const hierarchies::grid_size image{height_, width_};
  if (g >= groups() || channel >= 3) throw domain_error("colour_hierarchy: there is no such channel");
  const auto grid = s.cells_of_group(image, g);
  const std::size_t outputs = hierarchies::counted(s.shape.outputs()), parts = this->parts(),
                    weights = outputs - 2 * parts;
  const state::told_view t{told.said, told.expected};
  const auto numbers = s.head(g, channel, t, x, image);
  colour_mixtures out;
  std::vector<std::size_t> cells;
  for (std::size_t c = 0; c < grid.cells(); ++c)
    if (const auto pixel = s.pixel(g, c, image, grid)) {
      out.pixels.push_back(*pixel);
      cells.push_back(c);
    }
  out.weights.resize(cells.size() * weights);
  out.parts.resize(cells.size() * parts);
  constexpr std::size_t worth_a_thread = 1000;
  const auto threads =
      static_cast<unsigned>(std::clamp<std::size_t>(cells.size() / worth_a_thread, 1, own_threads()));
  in_parallel(threads, threads, [&](std::uint64_t part) {
    std::vector<std::int32_t> logits(weights);
    for (std::size_t i = cells.size() * part / threads; i < cells.size() * (part + 1) / threads; ++i) {
      const std::int32_t base = s.base(g, channel, cells[i], t, x, image, grid);
      const std::int32_t* number = numbers.data() + cells[i] * outputs;
      for (std::size_t n = 0; n < weights; ++n) logits[n] = s.logit(number[n]);
      softmax(logits, std::span{out.weights}.subspan(i * weights, weights));
      for (std::size_t k = 0; k < parts; ++k)
        out.parts[i * parts + k] = {
            s.pixel_mean(base + number[weights + k] * (1 << state::mean_unit)) * 2,  // Q17: 128 levels are 1
            static_cast<std::uint32_t>(exponential(-s.pixel_log_scale(number[weights + parts + k]), 23))};
    }
  });
  return out;
}

}  // namespace ansatz

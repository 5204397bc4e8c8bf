#include <algorithm>
#include <ansatz/error.hpp>
#include <array>
#include <utility>
#include <variational/noisy_or.hpp>

namespace ansatz {
namespace {

constexpr std::uint32_t one = std::uint32_t{1} << 31;  // Q31

std::uint32_t product(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(std::uint64_t{a} * b >> 31);
}

/// The hazards of all levels.
constexpr auto hazards = [] {
  std::array<bits, noisy_or_parameters::most_level + 1> out{};
  for (std::size_t i = 1; i < out.size(); ++i)
    out[i].q24 = static_cast<std::int64_t>(
        exp2_minus({static_cast<std::int64_t>(out.size() - 1 - i) * bits::one / 12}) >> (62 - 28));
  return out;
}();

}  // namespace

bits hazard_of_level(std::uint8_t level) {
  if (level > noisy_or_parameters::most_level) throw domain_error("noisy_or: there is no such level");
  return hazards[level];
}

void noisy_or_parameters::check() const {
  if (latents() == 0 || latents() > joint_table::most_latents)
    throw domain_error("noisy_or: 1 to 16 latents");
  if (dims == 0 || dims > std::min(most_dims, most_work >> latents()))
    throw domain_error("noisy_or: at least one pixel, at most 2^20, and 2^28 / 2^latents");
  if (levels.size() != (latents() + 1) * dims)
    throw domain_error("noisy_or: a level of each pixel for the leak and for each latent is needed");
  if (std::ranges::any_of(prior, [](std::uint8_t mass) { return mass == 0 || mass >> prior_bits != 0; }))
    throw domain_error("noisy_or: a latent that is never on, or always");
  if (std::ranges::any_of(levels, [](std::uint8_t level) { return level > most_level; }))
    throw domain_error("noisy_or: a level above 240");
  if (std::any_of(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(dims),
                  [](std::uint8_t level) { return level == 0; }))
    throw domain_error("noisy_or: a pixel that nothing lights where no latent is on");
}

struct noisy_or::tables {
  noisy_or_parameters parameters;
  std::vector<std::uint32_t> survivals;  // 2^-hazard, Q31, as levels are

  std::uint32_t survival(std::size_t cause, std::size_t d) const {
    return survivals[cause * parameters.dims + d];
  }
  bits hazard(std::size_t cause, std::size_t d) const {
    return hazards[parameters.levels[cause * parameters.dims + d]];
  }
};

noisy_or::noisy_or(noisy_or_parameters parameters) {
  parameters.check();
  std::array<std::uint32_t, hazards.size()> powers{};
  for (std::size_t i = 0; i < powers.size(); ++i)
    powers[i] = static_cast<std::uint32_t>(exp2_minus(hazards[i]) >> 31);
  std::vector<std::uint32_t> survivals;
  survivals.reserve(parameters.levels.size());
  for (const std::uint8_t level : parameters.levels) survivals.push_back(powers[level]);
  tables_ = std::make_shared<const tables>(tables{std::move(parameters), std::move(survivals)});
}

std::size_t noisy_or::dims() const { return tables_->parameters.dims; }
unsigned noisy_or::latents() const { return static_cast<unsigned>(tables_->parameters.latents()); }
const noisy_or_parameters& noisy_or::parameters() const { return tables_->parameters; }

joint_table noisy_or::joint(std::span<const std::uint8_t> x) const {
  const tables& t = *tables_;
  if (x.size() != dims()) throw domain_error("noisy_or: the vector has another length");
  const unsigned count = latents();
  const std::size_t all = std::size_t{1} << count;
  bits dark_alone;                     // of the leak
  std::vector<bits> dark_more(count);  // and of each latent
  std::vector<log2_sum> lit(all);      // products of 1 - s, Q31 each
  std::vector<std::uint64_t> odd(
      all);  // the last pixel's, where their number is odd: they are added in pairs
  std::vector<std::uint32_t> survival(all);
  std::int64_t lit_pixels = 0;
  for (std::size_t d = 0; d < x.size(); ++d) {
    if (x[d] > 1) throw domain_error("noisy_or: a pixel must be 0 or 1");
    if (x[d] == 0) {
      dark_alone += t.hazard(0, d);
      for (std::size_t k = 0; k < count; ++k) dark_more[k] += t.hazard(k + 1, d);
      continue;
    }
    survival[0] = t.survival(0, d);
    for (std::size_t k = 0; k < count; ++k) {
      const std::uint32_t with = t.survival(k + 1, d);
      const std::size_t half = std::size_t{1} << k;
      for (std::size_t z = 0; z < half; ++z) survival[half + z] = product(survival[z], with);
    }
    if (lit_pixels++ % 2 == 0)
      for (std::size_t z = 0; z < all; ++z) odd[z] = one - survival[z];
    else
      for (std::size_t z = 0; z < all; ++z) lit[z].add(odd[z] * (one - survival[z]));
  }
  if (lit_pixels % 2 != 0)
    for (std::size_t z = 0; z < all; ++z) lit[z].add(odd[z]);

  // What is linear in z doubles as survivals do.
  std::vector<bits> costs(all);
  costs[0] = dark_alone + bits::whole(31 * lit_pixels);
  for (std::size_t k = 0; k < count; ++k) {
    const std::uint32_t on = t.parameters.prior[k], off = (1u << noisy_or_parameters::prior_bits) - on;
    const bits if_off = bits::whole(noisy_or_parameters::prior_bits) - log2_of(off),
               if_on = bits::whole(noisy_or_parameters::prior_bits) - log2_of(on) + dark_more[k];
    const std::size_t half = std::size_t{1} << k;
    for (std::size_t z = 0; z < half; ++z) {
      costs[half + z] = costs[z] + if_on;
      costs[z] += if_off;
    }
  }
  for (std::size_t z = 0; z < all; ++z) costs[z] -= lit[z].value();
  return joint_table{std::move(costs)};
}

std::vector<std::uint32_t> noisy_or::dark(std::uint32_t z) const {
  const tables& t = *tables_;
  if (z >> latents() != 0) throw domain_error("noisy_or: there is no such latent");
  std::vector<std::uint32_t> out(t.survivals.begin(),
                                 t.survivals.begin() + static_cast<std::ptrdiff_t>(dims()));
  for (std::size_t k = 0; k < latents(); ++k)
    if ((z >> k & 1) != 0)
      for (std::size_t d = 0; d < out.size(); ++d) out[d] = product(out[d], t.survival(k + 1, d));
  return out;
}

std::vector<std::uint32_t> noisy_or::dark() const {
  const tables& t = *tables_;
  std::vector<std::uint32_t> out(t.survivals.begin(),
                                 t.survivals.begin() + static_cast<std::ptrdiff_t>(dims()));
  for (std::size_t k = 0; k < latents(); ++k)
    for (std::size_t d = 0; d < out.size(); ++d) {
      const std::uint64_t lights = one - t.survival(k + 1, d);
      const auto darkens =
          static_cast<std::uint32_t>(lights * t.parameters.prior[k] >> noisy_or_parameters::prior_bits);
      out[d] = product(out[d], one - darkens);
    }
  return out;
}

}  // namespace ansatz

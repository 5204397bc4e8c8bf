#include <algorithm>
#include <ansatz/error.hpp>
#include <utility>
#include <variational/mean_field.hpp>

namespace ansatz {
namespace {

__extension__ typedef __int128 int128;

/// Halves a table: the last latent is 1 with this mass. Rounded down.
void fold(std::vector<bits>& costs, std::uint32_t mass, unsigned precision) {
  const std::size_t half = costs.size() / 2;
  for (std::size_t z = 0; z < half; ++z) {
    const int128 more = static_cast<int128>(costs[half + z].q24 - costs[z].q24) * mass;
    costs[z].q24 += static_cast<std::int64_t>(more >> precision);
  }
  costs.resize(half);
}

void check_size(std::size_t costs, const mean_field& q) {
  q.check();
  if (q.ones.size() > joint_table::most_latents || costs != std::size_t{1} << q.ones.size())
    throw domain_error("mean_field: the table is of another number of latents");
}

/// Of a table of the first latents, as many as it has.
bits folded(std::vector<bits> costs, const mean_field& q) {
  for (std::size_t k = q.ones.size(); k-- > 0;)
    if (costs.size() > std::size_t{1} << k) fold(costs, q.ones[k], q.precision);
  return costs.front();
}

}  // namespace

void mean_field::check() const {
  if (precision < 1 || precision > 30) throw domain_error("mean_field: a precision of 1 to 30 bits");
  if (std::ranges::any_of(ones, [&](std::uint32_t mass) { return mass == 0 || mass >= total(); }))
    throw domain_error("mean_field: a mass of 0, or of all");
}

std::uint32_t mass_of_odds(bits odds, unsigned precision) {
  if (precision < 1 || precision > 30) throw domain_error("mean_field: a precision of 1 to 30 bits");
  const std::uint32_t total = std::uint32_t{1} << precision;
  const std::uint64_t ratio = exp2_minus(odds < bits{} ? -odds : odds);  // Q62, of the less probable value
  const uint128 sum = (static_cast<uint128>(1) << 62) + ratio;
  const auto small = static_cast<std::uint32_t>(((static_cast<uint128>(ratio) << precision) + sum / 2) / sum);
  const std::uint32_t kept = std::clamp(small, std::uint32_t{1}, total / 2);
  return odds < bits{} ? kept : total - kept;
}

bits odds_of_mass(std::uint32_t mass, unsigned precision) {
  if (precision < 1 || precision > 30 || mass == 0 || mass >> precision != 0)
    throw domain_error("mean_field: a mass of 0, or of all");
  return log2_of(mass) - log2_of((std::uint32_t{1} << precision) - mass);
}

bits entropy(const mean_field& q) {
  q.check();
  bits sum;
  for (const std::uint32_t on : q.ones)
    for (const std::uint32_t mass : {on, q.total() - on}) {
      const bits cost = bits::whole(q.precision) - log2_of(mass);  // at most 30 bits, Q24
      sum.q24 += static_cast<std::int64_t>(static_cast<std::uint64_t>(cost.q24) * mass >> q.precision);
    }
  return sum;
}

bits expectation(std::span<const bits> costs, const mean_field& q) {
  check_size(costs.size(), q);
  return folded({costs.begin(), costs.end()}, q);
}

bits negative_elbo(const joint_table& joint, const mean_field& q) {
  return expectation(joint.costs(), q) - entropy(q);
}

void sweep(const joint_table& joint, mean_field& q) {
  check_size(joint.costs().size(), q);
  std::vector<bits> rest(joint.costs().begin(), joint.costs().end());
  for (std::size_t k = q.ones.size(); k-- > 0;) {
    // The last latent of `rest` is k; those after it are in it already.
    const auto half = rest.begin() + static_cast<std::ptrdiff_t>(rest.size() / 2);
    const bits off = folded({rest.begin(), half}, q), on = folded({half, rest.end()}, q);
    q.ones[k] = mass_of_odds(off - on, q.precision);
    fold(rest, q.ones[k], q.precision);
  }
}

}  // namespace ansatz

#include <algorithm>
#include <pianoroll/pianoroll.hpp>
#include <utility>

namespace ansatz {

chord_emissions::chord_emissions(std::size_t notes, std::vector<std::uint32_t> ones) : notes_{notes} {
  if (notes == 0 || ones.empty() || ones.size() % notes != 0)
    throw domain_error("pianoroll: the masses are no whole states");
  std::vector<ansatz::bits> silent, sounds;
  constexpr std::uint32_t all = std::uint32_t{1} << bits;
  for (std::size_t i = 0; i < ones.size(); ++i) {
    if (ones[i] == 0 || ones[i] >= all) throw domain_error("pianoroll: a mass must lie in [1, 2^16)");
    if (i % notes == 0) silent.emplace_back();
    const ansatz::bits off = ansatz::bits::whole(bits) - log2_of(all - ones[i]);
    silent.back() += off;
    sounds.push_back(ansatz::bits::whole(bits) - log2_of(ones[i]) - off);
  }
  ones_ = std::make_shared<const std::vector<std::uint32_t>>(std::move(ones));
  silent_ = std::make_shared<const std::vector<ansatz::bits>>(std::move(silent));
  sounds_ = std::make_shared<const std::vector<ansatz::bits>>(std::move(sounds));
}

void chord_emissions::multiply(std::span<std::uint64_t> weights, const chord& x) const {
  if (weights.size() != states()) throw domain_error("pianoroll: a weight for each state is needed");
  if (x.size() != notes_) throw domain_error("pianoroll: the chord has another number of notes");
  std::vector<std::size_t> sounding;
  for (std::size_t i = 0; i < notes_; ++i) {
    if (x[i] > 1) throw domain_error("pianoroll: a note must be 0 or 1");
    if (x[i] == 1) sounding.push_back(i);
  }
  // Weights and likelihoods meet as costs: neither can push the other below the resolution.
  std::vector<ansatz::bits> costs(weights.size());
  ansatz::bits least = ansatz::bits::whole(std::int64_t{1} << 38);
  for (std::size_t z = 0; z < weights.size(); ++z) {
    if (weights[z] == 0) continue;
    ansatz::bits cost = (*silent_)[z] - log2_of(weights[z]);
    for (const std::size_t i : sounding) cost += (*sounds_)[z * notes_ + i];
    costs[z] = cost;
    least = std::min(least, cost);
  }
  for (std::size_t z = 0; z < weights.size(); ++z)
    if (weights[z] != 0) weights[z] = std::max<std::uint64_t>(1, exp2_minus(costs[z] - least));
}

}  // namespace ansatz

#include <ansatz/bits.hpp>
#include <hmm/information.hpp>

namespace ansatz::experiment {

double information(const hmm& model, const std::vector<std::uint32_t>& x) {
  const auto p = [](const hmm::codec_type& c, std::uint32_t v) {
    return c.distribution.interval_of(v).freq / 65536.0;
  };
  const std::size_t states = model.states();
  std::vector<double> initial, transitions, alpha, next(states);
  for (std::uint32_t y = 0; y < states; ++y) {
    initial.push_back(p(model.initial(), y));
    for (std::uint32_t z = 0; z < states; ++z) transitions.push_back(p(model.transition(y), z));
  }
  double sum = 0;
  for (const std::uint32_t symbol : x) {
    next = alpha.empty() ? initial : std::vector<double>(states);
    for (std::size_t y = 0; y < alpha.size(); ++y)
      for (std::size_t z = 0; z < states; ++z) next[z] += alpha[y] * transitions[y * states + z];
    double all = 0;
    for (std::uint32_t z = 0; z < states; ++z) all += next[z] *= p(model.emission(z), symbol);
    for (double& a : next) a /= all;
    sum += 53 - log2_of(static_cast<std::uint64_t>(all * 0x1p53)).to_double();
    alpha = next;
  }
  return sum;
}

}  // namespace ansatz::experiment

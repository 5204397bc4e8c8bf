#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/stack/supply.hpp>
#include <hmm/hmm_parameters.hpp>
#include <hmm/private/forward_backward.hpp>

namespace ansatz {
namespace {

std::uint64_t weight_at(std::uint8_t exponent) {
  return (exp2_minus({(64 - exponent) * (bits::one / 4)}) + (std::uint64_t{1} << 45)) >> 46;  // 2^16 at most
}

std::vector<std::vector<std::uint64_t>> rows_at(std::span<const std::uint8_t> exponents, std::size_t rows) {
  std::vector<std::vector<std::uint64_t>> out(rows);
  for (std::size_t i = 0; i < exponents.size(); ++i)
    out[i / (exponents.size() / rows)].push_back(weight_at(exponents[i]));
  return out;
}

/// The nearest exponents of weights below 2^17.
void put_levels(std::vector<std::uint8_t>& out, const std::vector<std::uint64_t>& weights) {
  for (const std::uint64_t w : weights)
    out.push_back(static_cast<std::uint8_t>(
        std::min<std::int64_t>(64, (4 * log2_of(w).q24 + bits::one / 2) / bits::one)));
}

}  // namespace

void hmm_parameters::check() const {
  if (states == 0 || symbols == 0 || initial.size() != states ||
      transitions.size() != std::size_t{states} * states || emissions.size() != std::size_t{states} * symbols)
    throw domain_error("hmm_parameters: the parts are not of the sizes said");
  for (const auto* part : {&initial, &transitions, &emissions})
    if (std::ranges::any_of(*part, [](std::uint8_t exponent) { return exponent >= exponents; }))
      throw domain_error("hmm_parameters: an exponent is above 64");
}

hmm hmm_parameters::model() const {
  check();
  return {rows_at(initial, 1).front(), rows_at(transitions, states), rows_at(emissions, states)};
}

hmm_parameters fit_hmm(std::span<const std::vector<std::uint32_t>> sequences, std::uint32_t states,
                       std::uint32_t symbols, unsigned rounds, std::uint64_t seed, unsigned threads) {
  static_cast<void>(hmm_parameters_codec{states, symbols});  // its sizes are these
  if (std::uint64_t{states} * symbols > 1u << 22) throw domain_error("hmm: more than 2^22 weights to fit");
  const auto n = static_cast<Eigen::Index>(states), m = static_cast<Eigen::Index>(symbols);
  Eigen::VectorXd frequency = Eigen::VectorXd::Constant(m, 0.1);
  double total = 0;
  for (const auto& x : sequences)
    for (const std::uint32_t symbol : x) {
      if (symbol >= symbols) throw domain_error("hmm: a symbol is not in the alphabet");
      frequency(symbol) += 1;
      ++total;
    }
  if (total == 0) throw domain_error("hmm: nothing to fit to");
  frequency /= frequency.sum();

  // Each state starts with the frequencies, broken up by noise.
  em::chain c = em::random_chain(states, seed);
  const supply random = supply::seeded(seed + 1);
  Eigen::MatrixXd emissions(n, m);
  for (Eigen::Index z = 0; z < n; ++z) {
    for (Eigen::Index x = 0; x < m; ++x)
      emissions(z, x) =
          frequency(x) *
          (0.5 + 0x1p-32 * static_cast<double>(random.word(static_cast<std::uint64_t>(z * m + x)) >> 32));
    emissions.row(z) /= emissions.row(z).sum();
  }

  struct sums {
    em::chain chain;
    Eigen::MatrixXd emissions;
    sums& operator+=(const sums& other) {
      chain += other.chain;
      emissions += other.emissions;
      return *this;
    }
  };
  const sums zero{{Eigen::VectorXd::Zero(n), Eigen::MatrixXd::Zero(n, n)}, Eigen::MatrixXd::Zero(n, m)};
  constexpr double smoothing = 0.01;
  for (unsigned round = 0; round < rounds; ++round) {
    const sums counts = em::sum_over(sequences.size(), threads, zero, [&](std::size_t i, sums& sum) {
      const auto& x = sequences[i];
      if (x.empty()) return;
      Eigen::MatrixXd likelihoods(n, static_cast<Eigen::Index>(x.size()));
      for (std::size_t t = 0; t < x.size(); ++t)
        likelihoods.col(static_cast<Eigen::Index>(t)) = emissions.col(x[t]);
      const Eigen::MatrixXd posterior = em::forward_backward(c, likelihoods, sum.chain);
      for (std::size_t t = 0; t < x.size(); ++t)
        sum.emissions.col(x[t]) += posterior.col(static_cast<Eigen::Index>(t));
    });
    c = em::normalise_chain(c, counts.chain, smoothing);
    emissions = counts.emissions + smoothing * frequency.transpose().replicate(n, 1);
    for (Eigen::Index z = 0; z < n; ++z) emissions.row(z) /= emissions.row(z).sum();
  }

  hmm_parameters p{states, symbols, {}, {}, {}};
  put_levels(p.initial, em::weights_of(c.initial));
  for (const auto& row : em::rows_of(c.transitions)) put_levels(p.transitions, row);
  for (const auto& row : em::rows_of(emissions)) put_levels(p.emissions, row);
  return p;
}

}  // namespace ansatz

#include <sleef.h>

#include <Eigen/Core>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/stack/supply.hpp>
#include <hmm/private/forward_backward.hpp>
#include <pianoroll/pianoroll.hpp>

namespace ansatz {
namespace {

using em::chain;

/// A chord a column.
Eigen::MatrixXd matrix_of(const std::vector<chord>& x, Eigen::Index notes) {
  Eigen::MatrixXd out(notes, static_cast<Eigen::Index>(x.size()));
  for (std::size_t t = 0; t < x.size(); ++t) {
    if (x[t].size() != static_cast<std::size_t>(notes))
      throw domain_error("pianoroll: the chords are of different numbers of notes");
    for (Eigen::Index i = 0; i < notes; ++i) {
      const std::uint8_t sounds = x[t][static_cast<std::size_t>(i)];
      if (sounds > 1) throw domain_error("pianoroll: a note must be 0 or 1");
      out(i, static_cast<Eigen::Index>(t)) = sounds;
    }
  }
  return out;
}

/// p(chord | state), each column up to a factor: a row a state.
Eigen::MatrixXd likelihoods(const Eigen::MatrixXd& sounding, const Eigen::MatrixXd& x) {
  const auto log = [](double v) { return Sleef_cinz_logd1_u10purec(v); };
  const Eigen::MatrixXd off = (1 - sounding.array()).unaryExpr(log).matrix(),
                        odds = sounding.unaryExpr(log) - off;
  Eigen::MatrixXd out = odds * x;
  out.colwise() += off.rowwise().sum();
  for (Eigen::Index t = 0; t < out.cols(); ++t) {
    const double most = out.col(t).maxCoeff();
    out.col(t) = (out.col(t).array() - most).cwiseMax(-300.0).unaryExpr([](double v) {
      return Sleef_cinz_expd1_u10purec(v);
    });
  }
  return out;
}

}  // namespace

pianoroll_hmm fit_pianoroll(std::span<const std::vector<chord>> sequences, std::uint32_t states,
                            unsigned rounds, std::uint64_t seed, unsigned threads) {
  std::vector<Eigen::MatrixXd> x;
  for (const auto& sequence : sequences)
    if (!sequence.empty())
      x.push_back(matrix_of(
          sequence, x.empty() ? static_cast<Eigen::Index>(sequence.front().size()) : x.front().rows()));
  if (x.empty() || x.front().rows() == 0) throw domain_error("pianoroll: nothing to fit to");
  if (states == 0 || states > 1024) throw domain_error("pianoroll: 1 to 1024 states");
  const Eigen::Index notes = x.front().rows(), n = static_cast<Eigen::Index>(states);

  Eigen::VectorXd frequency = Eigen::VectorXd::Constant(notes, 0.05);
  double moments = 0.1;
  for (const auto& sequence : x) {
    frequency += sequence.rowwise().sum();
    moments += static_cast<double>(sequence.cols());
  }
  frequency /= moments;

  // Each state starts between the frequencies and a chord of its own.
  chain c = em::random_chain(states, seed);
  const supply random = supply::seeded(seed + 1);
  Eigen::MatrixXd sounding(n, notes);
  for (Eigen::Index z = 0; z < n; ++z) {
    const auto& sequence = x[random.word(2 * static_cast<std::uint64_t>(z)) % x.size()];
    const auto t = static_cast<Eigen::Index>(random.word(2 * static_cast<std::uint64_t>(z) + 1) %
                                             static_cast<std::uint64_t>(sequence.cols()));
    sounding.row(z) = (0.7 * frequency + 0.3 * (0.02 + 0.88 * sequence.col(t).array()).matrix()).transpose();
  }

  struct sums {
    chain states;
    Eigen::MatrixXd sounding;
    Eigen::VectorXd total;
    sums& operator+=(const sums& other) {
      states += other.states;
      sounding += other.sounding;
      total += other.total;
      return *this;
    }
  };
  const sums zero{{Eigen::VectorXd::Zero(n), Eigen::MatrixXd::Zero(n, n)},
                  Eigen::MatrixXd::Zero(n, notes),
                  Eigen::VectorXd::Zero(n)};
  constexpr double smoothing = 0.3;
  for (unsigned round = 0; round < rounds; ++round) {
    const sums counts = em::sum_over(x.size(), threads, zero, [&](std::size_t i, sums& sum) {
      const Eigen::MatrixXd posterior = em::forward_backward(c, likelihoods(sounding, x[i]), sum.states);
      sum.sounding.noalias() += posterior * x[i].transpose();
      sum.total += posterior.rowwise().sum();
    });
    c = em::normalise_chain(c, counts.states, smoothing);
    sounding = counts.sounding + smoothing * frequency.transpose().replicate(n, 1);
    for (Eigen::Index z = 0; z < n; ++z) sounding.row(z) /= counts.total(z) + smoothing;
    sounding = sounding.cwiseMax(1e-5).cwiseMin(1 - 1e-5);
  }

  std::vector<std::uint32_t> ones;
  constexpr double unit = 1 << chord_emissions::bits;
  for (Eigen::Index z = 0; z < n; ++z)
    for (Eigen::Index i = 0; i < notes; ++i)
      ones.push_back(static_cast<std::uint32_t>(std::clamp(sounding(z, i) * unit + 0.5, 1.0, unit - 1)));
  return {em::weights_of(c.initial), em::rows_of(c.transitions),
          chord_emissions{static_cast<std::size_t>(notes), std::move(ones)}};
}

}  // namespace ansatz

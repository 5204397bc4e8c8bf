#pragma once
#include <Eigen/Core>
#include <ansatz/parallel.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/// What the fits of all hidden Markov models share: the chain of states by expectation maximisation, in
/// binary64. A fit's result depends on the machine; the use of what it gives does not.
namespace ansatz::em {

/// Probabilities of the first state, and of the next (column) given each (row).
struct chain {
  Eigen::VectorXd initial;
  Eigen::MatrixXd transitions;
  chain& operator+=(const chain& other) {
    initial += other.initial;
    transitions += other.transitions;
    return *this;
  }
};

/// Each row near uniform, broken up by a seed.
chain random_chain(std::size_t states, std::uint64_t seed);

/// The scaled forward-backward algorithm. `likelihoods` has a row a state and a column a moment, each column
/// up to a factor. Gives the states' posteriors, shaped alike, and adds the expected counts of first states
/// and of transitions to `counts`; the latter without the factor of the transition's own probability, which
/// `normalise_chain` puts in.
Eigen::MatrixXd forward_backward(const chain& c, const Eigen::MatrixXd& likelihoods, chain& counts);

/// The most probable chain given counts that were collected under `c`, each row with so many counts more,
/// shared evenly.
chain normalise_chain(const chain& c, const chain& counts, double smoothing);

/// A sum over items 0, ..., items - 1 that does not depend on the number of threads: parts of their own, each
/// begun as `zero`, added in one order. Work(item, sum) adds an item to its part's sum.
template <class Sum, class Work>
Sum sum_over(std::size_t items, unsigned threads, const Sum& zero, const Work& work) {
  constexpr std::size_t parts = 16;
  std::vector<Sum> sums(parts, zero);
  in_parallel(parts, threads, [&](std::uint64_t part) {
    for (std::size_t i = part; i < items; i += parts) work(i, sums[part]);
  });
  for (std::size_t part = 1; part < parts; ++part) sums[0] += sums[part];
  return std::move(sums[0]);
}

/// Whole numbers in proportion to probabilities, 2^16 for 1, at least 1.
std::vector<std::uint64_t> weights_of(const Eigen::VectorXd& probabilities);
std::vector<std::vector<std::uint64_t>> rows_of(const Eigen::MatrixXd& probabilities);

}  // namespace ansatz::em

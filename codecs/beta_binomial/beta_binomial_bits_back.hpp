#pragma once
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

/// The beta-binomial as what it is: a binomial whose probability is a latent; see spec.md.
namespace ansatz {

/// Binomials of n trials for a grid of probabilities, and Beta distributions on that grid. Copies share the
/// tables.
class binomial_grid {
 public:
  static constexpr unsigned bits = 24;  ///< of all totals

  /// 1 <= n <= 2^12; takes 2500 (n + 1) bytes. Throws `domain_error` otherwise.
  explicit binomial_grid(std::uint32_t n);

  std::size_t size() const { return binomials_->size(); }
  /// Successes at grid point k, 0, ..., n, each possible.
  const categorical_model& binomial(std::size_t k) const { return (*binomials_)[k]; }
  /// Beta(alpha, beta) on the grid, from the logarithms, Q16, clamped to +-30.
  categorical_model beta(std::int32_t log_alpha, std::int32_t log_beta) const;

 private:
  std::shared_ptr<const std::vector<categorical_model>> binomials_;
};

/// Symbols 0, ..., n as `beta_binomial_model` has them, by bits back over the probability of a success: prior
/// Beta(alpha, beta), likelihood binomial, and the exact posterior, which is Beta(alpha + x, beta + n - x) on
/// the grid.
inline auto beta_binomial_bits_back(const binomial_grid& grid, std::int32_t log_alpha,
                                    std::int32_t log_beta) {
  const categorical_model prior = grid.beta(log_alpha, log_beta);
  return bits_back(
      labelled("prior", modelled(prior)),
      [grid](std::uint32_t k) { return labelled("likelihood", modelled(grid.binomial(k))); },
      [grid, prior](std::uint32_t x) {
        std::vector<std::uint64_t> joint;
        for (std::uint32_t k = 0; k < grid.size(); ++k)
          joint.push_back(std::uint64_t{prior.interval_of(k).freq} * grid.binomial(k).interval_of(x).freq);
        return labelled("posterior", categorical(joint, binomial_grid::bits));
      });
}

}  // namespace ansatz

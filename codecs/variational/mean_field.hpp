#pragma once
#include <ansatz/bits.hpp>
#include <cstdint>
#include <span>
#include <variational/joint_table.hpp>
#include <vector>

namespace ansatz {

/// A distribution of binary latents that are independent: the masses of 1 of 2^precision, as they are coded
/// with.
struct mean_field {
  unsigned precision = 24;          ///< 1 to 30
  std::vector<std::uint32_t> ones;  ///< 1 to 2^precision - 1

  std::uint32_t total() const { return std::uint32_t{1} << precision; }
  friend bool operator==(const mean_field&, const mean_field&) = default;

  /// Throws `domain_error` where a number is out of range.
  void check() const;
};

/// The mass of 1 / (1 + 2^-odds), of 2^precision, rounded to nearest, both values possible; 1 <= precision
/// <= 30. The mass of -odds is what this one leaves.
std::uint32_t mass_of_odds(bits odds, unsigned precision);
/// log2 of what a mass has to what it leaves.
bits odds_of_mass(std::uint32_t mass, unsigned precision);

/// Its entropy, to the resolution of `bits` a latent.
bits entropy(const mean_field& q);
/// The mean of a table under q, in bits, by folding it latent by latent; rounded down, less than 2^-23 a
/// latent.
bits expectation(std::span<const bits> costs, const mean_field& q);
/// What a datum takes on average, where q is its posterior: E_q c - H(q), at least its information.
bits negative_elbo(const joint_table& joint, const mean_field& q);

/// A sweep of coordinate ascent (CAVI): each latent's distribution, the last one's first, becomes what is
/// best given the others'. The negative ELBO doesn't rise, but for rounding, 2^-18 bits.
///
/// Compiled; time: 4 * 2^K products. These functions throw `domain_error` where q is of another number of
/// latents.
void sweep(const joint_table& joint, mean_field& q);

}  // namespace ansatz

#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <variational/noisy_or.hpp>

namespace ansatz {

/// Fits a noisy-or model to binary images (0 and 1, one after another) by so many rounds of variational
/// expectation maximisation from a seeded start, each on 500 images; see spec.md. What comes out does not
/// depend on the number of threads. Throws `domain_error` where there is no whole image, not 1 to 16
/// latents, or a pixel but 0 and 1.
///
/// Compiled, in binary64. Only what comes out reaches a file.
noisy_or_parameters fit_noisy_or(std::span<const std::uint8_t> images, std::size_t dims, std::size_t latents,
                                 unsigned rounds, std::uint64_t seed, unsigned threads = 1);

}  // namespace ansatz

#pragma once
#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>

namespace ansatz {

using uniform_codec = modelled_codec<uniform_model>;

/// The codec of 0, ..., n - 1, each equally likely; 1 <= n <= 2^31. Rate: log2 n. Every other codec can be
/// made of it.
constexpr uniform_codec uniform(std::uint32_t n) { return {uniform_model{n}}; }

}  // namespace ansatz

#pragma once
#include <ansatz/model/lookup_table.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <concepts>
#include <cstdint>
#include <span>

namespace ansatz {

template <std::unsigned_integral Symbol = std::uint32_t>
using lookup_codec = modelled_codec<lookup_table<Symbol>>;

/// The codec of 0, ..., n - 1 by a table of the owner of each cell: see `lookup_table`. Rate and bytes: those
/// of `categorical`. `repeat(n, lookup<std::uint8_t>(masses))` codes many bytes at once.
template <std::unsigned_integral Symbol = std::uint32_t>
lookup_codec<Symbol> lookup(std::span<const std::uint32_t> masses) {
  return {lookup_table<Symbol>{masses}};
}

}  // namespace ansatz

#pragma once
#include <ansatz/model/alias_table.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

using alias_codec = modelled_codec<alias_table>;

/// The codec of 0, ..., n - 1 by the alias method: see `alias_table`. Rate: -log2(masses[x] / sum), as that
/// of `categorical`, other bytes.
inline alias_codec alias(std::span<const std::uint32_t> masses,
                         alias_table::inverse how = alias_table::inverse::search) {
  return {alias_table{masses, how}};
}

}  // namespace ansatz

#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/graph/graph.hpp>
#include <pitman_yor/pitman_yor_urn.hpp>
#include <span>

namespace ansatz {

/// What graphs without labels cost by `pitman_yor`, each alone: its closed form, within 2^-20 bits.
bits pitman_yor_bits(std::span<const graph> graphs, pitman_yor_parameters parameters);

/// The parameters of the least cost: 64 discounts, 0, 1/64, ..., 63/64, and 40 concentrations, 1/64, 2/64,
/// 3/64, 4/64, 6/64, ..., 16384, as far as their totals allow; the first of equals. Exact integers, the same
/// on every machine.
pitman_yor_parameters pitman_yor_fit(std::span<const graph> graphs);

}  // namespace ansatz

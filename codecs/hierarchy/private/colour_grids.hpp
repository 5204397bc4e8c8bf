#pragma once
#include <cstddef>
#include <hierarchy/private/colour_numbers.hpp>
#include <span>
#include <vector>

/// What is on a grid, moved about: cell by cell, row by row, the channels of a cell side by side.
namespace ansatz::hierarchies {

template <class Number>
std::vector<Number> moved(std::span<const Number> from, grid_size grid, std::size_t by, std::size_t channels,
                          bool to_coarser) {
  std::vector<Number> out(from.size());
  const std::size_t area = by * by;
  for (std::size_t r = 0; r < grid.rows; ++r)
    for (std::size_t c = 0; c < grid.columns; ++c)
      for (std::size_t i = 0; i < channels; ++i)
        for (std::size_t at = 0; at < area; ++at) {
          const std::size_t coarse = ((r * grid.columns + c) * channels + i) * area + at,
                            fine = ((r * by + at / by) * grid.columns * by + c * by + at % by) * channels + i;
          if (to_coarser)
            out[coarse] = from[fine];
          else
            out[fine] = from[coarse];
        }
  return out;
}

/// Cells of by x by cells each: channel c by^2 + row by + column; and back. `grid` is the coarser one.
template <class Number>
std::vector<Number> coarser(std::span<const Number> fine, grid_size grid, std::size_t by) {
  return moved(fine, grid, by, fine.size() / (grid.cells() * by * by), true);
}
template <class Number>
std::vector<Number> finer(std::span<const Number> coarse, grid_size grid, std::size_t by) {
  return moved(coarse, grid, by, coarse.size() / (grid.cells() * by * by), false);
}
/// Each cell by x by times.
template <class Number>
std::vector<Number> repeated(std::span<const Number> coarse, grid_size grid, std::size_t by) {
  const std::size_t channels = coarse.size() / grid.cells();
  std::vector<Number> out;
  out.reserve(coarse.size() * by * by);
  for (std::size_t r = 0; r < grid.rows * by; ++r)
    for (std::size_t c = 0; c < grid.columns * by; ++c) {
      const auto cell = coarse.subspan((r / by * grid.columns + c / by) * channels, channels);
      out.insert(out.end(), cell.begin(), cell.end());
    }
  return out;
}
template <class Number>
std::vector<Number> beside(std::span<const Number> a, std::span<const Number> b, std::size_t cells) {
  const std::size_t of_a = a.size() / cells, of_b = b.size() / cells;
  std::vector<Number> out;
  out.reserve(a.size() + b.size());
  for (std::size_t c = 0; c < cells; ++c)
    for (const auto part : {a.subspan(c * of_a, of_a), b.subspan(c * of_b, of_b)})
      out.insert(out.end(), part.begin(), part.end());
  return out;
}

}  // namespace ansatz::hierarchies

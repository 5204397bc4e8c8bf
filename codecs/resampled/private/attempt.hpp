#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <resampled/resampled_image.hpp>
#include <span>
#include <utility>
#include <vector>

#include "arrangement.hpp"
#include "cell_constraints.hpp"
#include "resampling_axis.hpp"

namespace ansatz::detail {

/// What an image of 28 x 28 pixels says about a box laid into it.
box_targets targets_at(std::span<const std::uint8_t> pixels, int row, int column);

/// The search for a bitmap, the square, the place of the box and the largest sum being known. Steps are taken
/// from `budget`.
class attempt {
 public:
  attempt(const box_targets& targets, const resampling_axis& axis, int row, int column, std::int64_t largest,
          std::uint64_t& budget);

  /// A description whose box has the targets to the bit.
  std::optional<resampled_image> solve();

 private:
  struct candidate {
    resampled_image description;
    std::int64_t cost = 0;
    std::array<bool, 400> wrong{};
    std::size_t mistakes = 0;

    std::pair<std::size_t, std::int64_t> rank() const { return {mistakes, cost}; }
    std::optional<resampled_image> image() const;
  };

  candidate judged(const arrangement::bitmap& bitmap) const;
  std::optional<std::vector<std::uint8_t>> with(std::size_t variable, std::uint32_t value,
                                                std::span<const std::uint8_t> counts) const;
  bool touches_wrong(std::size_t variable, const candidate& c) const;

  const box_targets& targets_;
  const resampling_axis& axis_;
  int row_, column_;
  std::uint64_t& budget_;
  cell_constraints constraints_;
};

}  // namespace ansatz::detail

#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "resampling_axis.hpp"

namespace ansatz::detail {

/// The grey value of each cell of the box, or `unseen`, where the box sticks out of the image.
using box_targets = std::array<std::int16_t, 400>;
constexpr std::int16_t unseen = -1;

/// What the cells of a box say about the bitmap. Pixels of a row's segment and a column's segment are a
/// group: they weigh the same in the same cells, one, two or four of them, so only the number of inked ones
/// matters. The variables are these numbers; each cell confines a sum over at most nine of them. A variable's
/// domain is a set of bits: a group has at most 36 pixels.
class cell_constraints {
 public:
  /// Steps are taken from `budget`; where it is at its end, nothing is found.
  cell_constraints(const resampling_axis& axis, std::int64_t largest, const box_targets& targets,
                   std::uint64_t& budget);

  /// Narrows domains until every value of every variable has a partner in each cell. False: there is no
  /// solution.
  bool propagate();

  /// A solution near the wanted numbers (in units of 1/256 pixel), depth first; propagate() has succeeded
  /// before.
  std::optional<std::vector<std::uint8_t>> solve(std::span<const std::int32_t> wanted) const;

  std::size_t variables() const { return domains_.size(); }
  std::uint64_t domain(std::size_t variable) const { return domains_[variable]; }
  /// Assigns a value; propagate() says what follows.
  void assign(std::size_t variable, std::uint32_t value);

 private:
  struct term {
    std::uint32_t variable;
    std::int64_t weight;
  };
  struct search;

  std::vector<term> terms_of(std::uint32_t cell) const;
  bool revise(std::uint32_t cell);
  void wake(std::uint32_t variable, std::uint32_t except);
  std::optional<std::uint32_t> next_variable() const;

  const resampling_axis* axis_;
  std::uint64_t* budget_;
  std::array<std::array<std::int64_t, 2>, 400> ranges_;
  std::vector<std::uint64_t> domains_;
  std::vector<std::uint32_t> waiting_;
  std::array<bool, 400> waits_{};
};

}  // namespace ansatz::detail

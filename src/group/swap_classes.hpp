#pragma once
#include <ansatz/group/permutations.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace ansatz {

/// Classes of points whose swaps generators contain, or become by conjugation with them: the product of the
/// symmetric groups on the classes is a normal subgroup of what they generate.
class swap_classes {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  swap_classes(std::size_t n, std::span<const sparse_permutation> generators);

  std::size_t points() const { return class_of_.size(); }
  /// Of a point; `none` where it is alone.
  std::uint32_t class_of(std::uint32_t point) const { return class_of_[point]; }
  std::size_t count() const { return classes_.size(); }
  /// Ascending.
  const std::vector<std::uint32_t>& members(std::uint32_t of) const { return classes_[of]; }
  /// The least point of a point's class.
  std::uint32_t head(std::uint32_t point) const {
    return class_of_[point] == none ? point : classes_[class_of_[point]].front();
  }
  std::size_t size_of_class(std::uint32_t point) const {
    return class_of_[point] == none ? 1 : classes_[class_of_[point]].size();
  }

  /// The element that differs from g by swaps within classes and maps each class in ascending order; g must
  /// map classes to classes.
  sparse_permutation ascending(const sparse_permutation& g) const;

 private:
  std::vector<std::uint32_t> class_of_;
  std::vector<std::vector<std::uint32_t>> classes_;  // by their least points
};

}  // namespace ansatz

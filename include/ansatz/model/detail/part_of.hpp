#pragma once
#include <ansatz/error.hpp>
#include <cstddef>
#include <span>
#include <vector>

namespace ansatz::detail {

/// Throws `domain_error` where an array of so many models has no elements first, ..., first + count - 1.
constexpr void expect_part(std::size_t size, std::size_t first, std::size_t count) {
  if (first > size || count > size - first)
    throw domain_error("an array of models: more elements than models");
}

/// What an array of models has for these elements.
template <class T>
constexpr std::span<const T> part_of(const std::vector<T>& all, std::size_t first, std::size_t count) {
  expect_part(all.size(), first, count);
  return std::span{all}.subspan(first, count);
}

}  // namespace ansatz::detail

#pragma once
#include <concepts>
#include <ranges>
#include <span>
#include <type_traits>

namespace ansatz::detail {

/// A view of numbers that outlive it: of a vector or an array that has a name, or of another view.
template <class T>
class borrowed : public std::span<const T> {
 public:
  template <class Range>
    requires(!std::same_as<std::remove_cvref_t<Range>, borrowed>) &&
            std::constructible_from<std::span<const T>, Range&>
  constexpr borrowed(Range&& range) : std::span<const T>(range) {
    static_assert(
        std::is_lvalue_reference_v<Range> || std::ranges::enable_borrowed_range<std::remove_cvref_t<Range>>,
        "a model that refers to its parts: these would be gone at once, give them a name");
  }
};

}  // namespace ansatz::detail

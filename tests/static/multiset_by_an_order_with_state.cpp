#include <ansatz/combinator/multiset.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>

/// An order is a type: what an object of it holds does not reach the codec.
struct by_distance {
#ifdef FIXED
  static constexpr std::uint32_t from = 4;
#else
  std::uint32_t from = 0;
#endif
  bool operator()(std::uint32_t a, std::uint32_t b) const {
    const auto far = [&](std::uint32_t x) { return x < from ? from - x : x - from; };
    return far(a) < far(b);
  }
};

const auto codec = ansatz::multiset(3, ansatz::uniform(9), by_distance{});

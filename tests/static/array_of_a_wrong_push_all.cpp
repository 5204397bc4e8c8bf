#include <ansatz/combinator/array.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>
#include <span>

// All at once, but by a vector: on every stack a slow loop would stand in for it.
struct digits {
  auto operator()(std::size_t) const { return ansatz::uniform(10); }
#ifndef FIXED
  template <class S>
  void push_all(S&, const std::vector<std::uint32_t>&) const;
#else
  template <class S>
  void push_all(S&, std::span<const std::uint32_t>) const;
#endif
  template <class S>
  void pop_all(S&, std::span<std::uint32_t>) const;
};
const auto codec = ansatz::array(3, digits{});

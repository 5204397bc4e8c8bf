#pragma once
#include <ansatz/model.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ansatz::testing {

/// Law 4: the intervals of the symbols, in order, tile [0, total), and find inverts interval_of. Looks at
/// every cell of a total up to 2^16, else at both ends of each interval, their neighbours and 1000 more. Empty
/// where the law holds.
template <model M>
std::string tiling_violation(const M& m, const std::vector<typename M::symbol_type>& symbols) {
  const std::uint32_t count = m.total().count();
  std::uint64_t at = 0;
  const auto check = [&](std::uint32_t cell) -> std::string {
    const auto f = m.find(cell);
    if (!(m.interval_of(f.symbol) == f.owner))
      return "find and interval_of disagree at cell " + std::to_string(cell);
    if (cell < f.owner.start || cell - f.owner.start >= f.owner.freq)
      return "find misses cell " + std::to_string(cell);
    return {};
  };
  std::string what;
  for (const auto& x : symbols) {
    const interval i = m.interval_of(x);
    if (i.start != at) return "gap or overlap at " + std::to_string(at);
    at += i.freq;
    if (at > count) return "the intervals exceed the total";
    if (i.freq == 0) continue;
    for (const std::uint64_t cell : {std::uint64_t{i.start}, at - 1})
      if (what = check(static_cast<std::uint32_t>(cell)); !what.empty()) return what;
    if (!(m.find(i.start).symbol == x)) return "find gives another symbol at " + std::to_string(i.start);
  }
  if (at != count) return "the intervals end before the total";
  const bool all = count <= 1u << 16;
  for (std::uint32_t j = 0; j < (all ? count : 1000u); ++j)
    if (what = check(all ? j : static_cast<std::uint32_t>(supply::seeded(1).word(j) % count)); !what.empty())
      return what;
  return {};
}

/// first, ..., last as symbols.
template <class X>
std::vector<X> range(std::uint32_t first, std::uint32_t last) {
  std::vector<X> out;
  for (std::uint32_t x = first; x <= last; ++x) out.push_back(static_cast<X>(x));
  return out;
}

}  // namespace ansatz::testing

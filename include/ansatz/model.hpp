#pragma once
#include <ansatz/interval.hpp>
#include <concepts>
#include <cstdint>

namespace ansatz {

/// What a model answers to a value cf in [0, total): the symbol that owns it, and the symbol's interval.
template <class Symbol>
struct found {
  Symbol symbol;
  interval owner;
};

/// A distribution as integer intervals. It knows no stack and holds no float.
///
/// Law 4: the intervals of the symbols tile [0, total) in the order of the symbols, without gap or overlap,
/// and `find(cf)` is the inverse of `interval_of`: it searches the same integer CDF. `interval_of` throws
/// `domain_error` for a value outside the alphabet; a symbol of the alphabet may own an empty interval, which
/// `find` never returns and a stack refuses to push. `find` is only called with cf < total.
template <class M>
concept model = requires(const M& m, const typename M::symbol_type& x, std::uint32_t cf) {
  { m.total() } -> total_like;
  { m.interval_of(x) } -> std::same_as<interval>;
  { m.find(cf) } -> std::same_as<found<typename M::symbol_type>>;
};

}  // namespace ansatz

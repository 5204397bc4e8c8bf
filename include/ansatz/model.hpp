#pragma once
#include <ansatz/interval.hpp>
#include <concepts>
#include <cstdint>

namespace ansatz {

/// What a model answers to a cell cell of [0, total): the symbol that owns it, and what the symbol owns.
template <class Symbol, cell_owner Owner = interval>
struct found {
  Symbol symbol;
  Owner owner;
};

/// A distribution as integer intervals. It knows no stack and holds no float.
///
/// Law 4: the intervals of the symbols tile [0, total) in the order of the symbols, without gap or overlap,
/// and `find(cell)` is the inverse of `interval_of`: it searches the same integer CDF. `interval_of` throws
/// `domain_error` for a value outside the alphabet; a symbol of the alphabet may own an empty interval, which
/// `find` never returns and a stack refuses to push. `find` is only called with cell < total, by every stack:
/// where that is not checked it is so that a pop takes no longer.
///
/// A model may give its symbols cells that do not lie side by side (see `alias_table`): they tile all the
/// same.
template <class M>
concept model = requires(const M& m, const typename M::symbol_type& x, std::uint32_t cell) {
  { m.total() } -> total_like;
  { m.interval_of(x) } -> cells;
  { m.find(cell).symbol } -> std::convertible_to<typename M::symbol_type>;
  { m.find(cell).owner } -> cell_owner;
};

}  // namespace ansatz

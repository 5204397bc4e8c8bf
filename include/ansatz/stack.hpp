#pragma once
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace ansatz {

/// What codecs push onto, as concepts: what a codec may ask of a stack.
///
/// What an exception leaves. One operation of a stack (`push`, `pop`, `push_on`, `pop_on`, `push_each`) that
/// throws `domain_error` has done nothing, and neither has a pop whose `find` throws; on the stacks with
/// words of 32 bits the same holds for a pop that throws `exhausted_error`. `pop_each` keeps the groups of
/// elements that it had popped before. A codec is a row of such operations: where it throws in the middle,
/// those before it stay done. The stack is valid then, labels that were entered are left and lanes that were
/// spread are gathered, but it is not the stack from before: whoever wants that one back copies it first.
/// Many codecs check their symbol before they touch the stack (a vector's length, say).

/// Why a stack can't be popped from, as a sentence, or null where it can. A stack that takes pushes and keeps
/// none to give back says so by a static member `no_pop`; what stands on it (`inner_type`) is like it.
template <class S>
constexpr const char* refuses_pop() {
  if constexpr (requires { S::no_pop; })
    return S::no_pop;
  else if constexpr (requires { typename S::inner_type; })
    return refuses_pop<typename S::inner_type>();
  else
    return nullptr;
}
/// The same for pushes, and `no_push`.
template <class S>
constexpr const char* refuses_push() {
  if constexpr (requires { S::no_push; })
    return S::no_push;
  else if constexpr (requires { typename S::inner_type; })
    return refuses_push<typename S::inner_type>();
  else
    return nullptr;
}

namespace detail {

/// A `find` as pops take it, for the concepts below.
struct finds_anything {
  found<int> operator()(std::uint32_t) const;
};
struct finds_each {
  void operator()(std::size_t, std::span<const std::uint32_t>, std::span<std::uint32_t>,
                  std::span<std::uint32_t>) const;
};

/// What a pop gives: the symbol; nothing of interest where the stack refuses pops.
template <class S, class Find>
struct popped {
  using type = int;
};
template <class S, class Find>
  requires(refuses_pop<S>() == nullptr)
struct popped<S, Find> {
  using type = std::remove_cvref_t<decltype(std::declval<Find&>()(std::uint32_t{}).symbol)>;
};
template <class S, class Find>
using popped_t = typename popped<S, Find>::type;

template <class S>
struct innermost {
  using type = S;
};
template <class S>
  requires requires { typename S::inner_type; }
struct innermost<S> : innermost<typename S::inner_type> {};

}  // namespace detail

/// The stack below all adaptors.
template <class S>
using innermost_t = typename detail::innermost<S>::type;

/// What a codec that only pushes may ask: `push(cells, total)` codes a symbol that owns these cells of the
/// total. All stacks take intervals, those that keep what they are given (`stack`) any `cells`. `tally` and
/// `recorder` are push-only: they keep another thing than the content, and a pop from them does not compile.
template <class S>
concept push_only_stack =
    refuses_push<S>() == nullptr && requires(S& s, const interval& i, precision p, total t) {
      s.push(i, p);
      s.push(i, t);
    };

/// Whether it takes cells of this kind.
template <class S, class Cells>
concept takes_cells = requires(S& s, const Cells& cells, precision n) { s.push(cells, n); };

/// What any codec may ask: pops besides. `pop(total, find)` decodes a symbol: `find(cell)` is called once,
/// with a cell of the total, and names the symbol that owns it and what it owns (`found`); the symbol is
/// returned. push undoes pop as pop undoes push.
template <class S>
concept stack = push_only_stack<S> && refuses_pop<S>() == nullptr &&
                requires(S& s, detail::finds_anything find, precision p, total t) {
                  { s.pop(p, find) } -> std::same_as<int>;
                  { s.pop(t, find) } -> std::same_as<int>;
                };

/// A stack type with several heads over one tail, push-only or not. How many they are may be known at run
/// time only, and may be one.
template <class S>
concept laned = requires(const S& s) {
  { s.lanes() } -> std::convertible_to<std::size_t>;
};

/// What a codec of many parts may ask where there are lanes: `push_on(lane, ...)` and `pop_on(lane, ...)` are
/// `push` and `pop` on that head, `push` and `pop` mean lane 0.
template <class S>
concept laned_stack = stack<S> && laned<S> && requires(S& s, detail::finds_anything find, precision p) {
  s.push_on(std::size_t{}, interval{}, p);
  { s.pop_on(std::size_t{}, p, find) } -> std::same_as<int>;
};

/// A stack that decodes an element from each of its lanes at once: `pop_each(count, total, find_all)` pops
/// elements 0, ..., count - 1, element j from lane j mod N, group by group; `find_all(first, cells, starts,
/// freqs)` names the intervals of the owners of cells, those of elements first, first + 1, ... It has
/// `push_each(starts, freqs, total)` for the way back.
template <class S>
concept pops_at_once =
    laned<S> && requires(S& s, precision n) { s.pop_each(std::size_t{}, n, detail::finds_each{}); };

/// Lanes first, ..., first + count - 1 of a stack.
struct lane_range {
  std::size_t first, count;
};

}  // namespace ansatz

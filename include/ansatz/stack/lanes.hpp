#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/adaptor.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz {

/// How many heads a stack has.
template <class S>
constexpr std::size_t lanes_of(const S& s) {
  if constexpr (laned<S>)
    return s.lanes();
  else
    return 1;
}

/// Some lanes of a stack, as a stack of their own; the tail is shared.
template <laned S>
class lanes_view : public stack_adaptor<lanes_view<S>, S> {
 public:
  constexpr lanes_view(S& stack, std::size_t first, std::size_t count)
      : stack_{&stack}, first_{first}, count_{count} {}

  constexpr std::size_t lanes() const { return count_; }
  /// A view of a view is one of the stack.
  constexpr lanes_view some_lanes(std::size_t first, std::size_t count) const {
    return {*stack_, first_ + first, count};
  }
  constexpr S& base() const { return *stack_; }
  constexpr std::size_t first() const { return first_; }

 private:
  friend stack_adaptor<lanes_view, S>;
  constexpr S& below() const { return *stack_; }
  constexpr std::size_t lane_below(std::size_t lane) const {
    if (lane >= count_) throw domain_error("the stack has no such lane");
    return first_ + lane;
  }

  S* stack_;
  std::size_t first_, count_;
};

/// Lanes first, ..., first + count - 1 of a stack that has as many.
template <laned S>
constexpr auto view_lanes(S& s, std::size_t first, std::size_t count) {
  if constexpr (requires { s.some_lanes(first, count); })
    return s.some_lanes(first, count);
  else
    return lanes_view{s, first, count};
}

/// The part of a stack that element i of a sequence is coded on: lane i mod N of N, or the stack itself.
template <class S>
constexpr decltype(auto) lane_of(S& s, std::size_t i) {
  if constexpr (laned<S>)
    return view_lanes(s, s.lanes() == 1 ? 0 : i % s.lanes(), 1);
  else
    return (s);
}

/// Codes elements size - 1, ..., 0 of intervals, element j on lane j mod N: at once where the stack can.
template <class S, total_like Total>
constexpr void push_each(S& s, std::span<const std::uint32_t> starts, std::span<const std::uint32_t> freqs,
                         Total n) {
  if (starts.size() != freqs.size()) throw domain_error("push: as many frequencies as starts are needed");
  if constexpr (requires { s.push_each(starts, freqs, n); }) {
    s.push_each(starts, freqs, n);
  } else {
    for (std::size_t j = starts.size(); j-- > 0;) {
      decltype(auto) lane = lane_of(s, j);
      lane.push(interval{starts[j], freqs[j]}, n);
    }
  }
}

}  // namespace ansatz

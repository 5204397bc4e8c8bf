#pragma once
#include <ansatz/interval.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace ansatz {

/// A stack with several heads over one tail. `push` and `pop` mean lane 0.
template <class S>
concept laned = requires(const S& s) {
  { s.lanes() } -> std::convertible_to<std::size_t>;
};

/// How many heads a stack has.
template <class S>
constexpr std::size_t lanes_of(const S& s) {
  if constexpr (laned<S>)
    return s.lanes();
  else
    return 1;
}

/// Some lanes of a stack, as a stack of their own; the tail is shared.
template <class S>
class lanes_view {
 public:
  constexpr lanes_view(S& stack, std::size_t first, std::size_t count)
      : stack_{&stack}, first_{first}, count_{count} {}

  constexpr std::size_t lanes() const { return count_; }
  constexpr S& base() const { return *stack_; }
  constexpr std::size_t first() const { return first_; }

  template <cells Cells = interval, total_like Total>
  constexpr void push(const Cells& i, Total n) {
    stack_->push_on(first_, i, n);
  }
  template <total_like Total, class Find>
  constexpr auto pop(Total n, Find&& find) {
    return stack_->pop_on(first_, n, std::forward<Find>(find));
  }
  template <cells Cells = interval, total_like Total>
  constexpr void push_on(std::size_t lane, const Cells& i, Total n) {
    stack_->push_on(first_ + lane, i, n);
  }
  template <total_like Total, class Find>
  constexpr auto pop_on(std::size_t lane, Total n, Find&& find) {
    return stack_->pop_on(first_ + lane, n, std::forward<Find>(find));
  }

  constexpr void enter(std::string_view label)
    requires requires(S& s) { s.enter(label); }
  {
    stack_->enter(label);
  }
  constexpr void leave()
    requires requires(S& s) { s.leave(); }
  {
    stack_->leave();
  }

 private:
  S* stack_;
  std::size_t first_, count_;
};

/// Lanes first, ..., first + count - 1 of a stack that has as many. A view of a view is one of the stack.
template <laned S>
constexpr auto view_lanes(S& s, std::size_t first, std::size_t count) {
  if constexpr (requires { s.base(); })
    return lanes_view{s.base(), s.first() + first, count};
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
  if constexpr (requires { s.push_each(starts, freqs, n); }) {
    s.push_each(starts, freqs, n);
  } else {
    for (std::size_t j = starts.size(); j-- > 0;) {
      decltype(auto) lane = lane_of(s, j);
      lane.push(interval{starts[j], freqs[j]}, n);
    }
  }
}

/// A stack that decodes an element from each of its lanes at once (`pop_each`).
template <class S>
concept pops_at_once = laned<S> && requires(S& s, precision n) {
  s.pop_each(
      std::size_t{}, n,
      [](std::size_t, std::span<const std::uint32_t>, std::span<std::uint32_t>, std::span<std::uint32_t>) {});
};

}  // namespace ansatz

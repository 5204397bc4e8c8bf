#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/stack.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ansatz {

/// What stands before a stack S inherits: all that codecs ask of S is handed on, lanes, labels and whole
/// batches included, so that an adaptor says only what it does otherwise. `class mine : public
/// stack_adaptor<mine, S>` befriends it and has
///
///   below()                the stack that all goes to: an `S&`
///   lane_below(lane)       optional: which of its lanes stands for this one; else the same
///   pushed(freq, n)        optional: called after each push of a frequency out of n
///   popped(freq, n)        optional: after each pop
///   pushed_each(freqs, n)  optional: after a batch, where `pushed` one by one will not do
///   popped_each(freqs, n)  optional: the same for a group of pops
///
/// Where S refuses pushes or pops, so does what stands before it, with the same sentence.
template <class Self, class S>
class stack_adaptor {
 public:
  using inner_type = S;

  template <cells Cells = interval, total_like Total>
  constexpr void push(const Cells& i, Total n)
    requires takes_cells<S, Cells>
  {
    if constexpr (laned<S>)
      below().push_on(below_lane(0), i, n);
    else
      below().push(i, n);
    note_push(i.freq, n);
  }
  template <total_like Total, class Find>
  constexpr detail::popped_t<S, Find> pop(Total n, Find&& find) {
    if constexpr (laned<S>)
      return pop_on(0, n, find);
    else
      return noted_pop(n, find, [&](auto& noted) { return below().pop(n, noted); });
  }

  constexpr std::size_t lanes() const
    requires laned<S>
  {
    return below().lanes();
  }
  template <cells Cells = interval, total_like Total>
  constexpr void push_on(std::size_t lane, const Cells& i, Total n)
    requires(laned<S> && takes_cells<S, Cells>)
  {
    below().push_on(below_lane(lane), i, n);
    note_push(i.freq, n);
  }
  template <total_like Total, class Find>
  constexpr detail::popped_t<S, Find> pop_on(std::size_t lane, Total n, Find&& find)
    requires laned<S>
  {
    return noted_pop(n, find, [&](auto& noted) { return below().pop_on(below_lane(lane), n, noted); });
  }

  /// Many elements at once on all lanes, or on some: as those of `basic_rans_stack`.
  template <total_like Total>
  constexpr void push_each(std::span<const std::uint32_t> starts, std::span<const std::uint32_t> freqs,
                           Total n)
    requires pops_at_once<S>
  {
    push_each_on({0, self().lanes()}, starts, freqs, n);
  }
  template <total_like Total>
  constexpr void push_each_on(lane_range on, std::span<const std::uint32_t> starts,
                              std::span<const std::uint32_t> freqs, Total n)
    requires pops_at_once<S>
  {
    below().push_each_on(below_lanes(on), starts, freqs, n);
    if constexpr (requires { self().pushed_each(freqs, n); })
      self().pushed_each(freqs, n);
    else
      for (const std::uint32_t freq : freqs) note_push(freq, n);
  }
  template <total_like Total, class FindAll>
  constexpr void pop_each(std::size_t count, Total n, FindAll&& find_all)
    requires pops_at_once<S>
  {
    pop_each_on({0, self().lanes()}, count, n, find_all);
  }
  template <total_like Total, class FindAll>
  constexpr void pop_each_on(lane_range on, std::size_t count, Total n, FindAll&& find_all)
    requires pops_at_once<S>
  {
    const lane_range those = below_lanes(on);
    if constexpr (requires(std::span<const std::uint32_t> freqs) { self().popped_each(freqs, n); }) {
      std::vector<std::uint32_t> last;  // the last group's frequencies, noted once it is popped
      const auto note = [&] { self().popped_each(std::span<const std::uint32_t>{last}, n); };
      below().pop_each_on(those, count, n, [&](std::size_t first, auto cells, auto starts, auto freqs) {
        note();
        find_all(first, cells, starts, freqs);
        last.assign(freqs.begin(), freqs.end());
      });
      note();
    } else {
      below().pop_each_on(those, count, n, find_all);
    }
  }

  constexpr void enter(std::string_view label)
    requires requires(S& s) { s.enter(label); }
  {
    below().enter(label);
  }
  constexpr void leave()
    requires requires(S& s) { s.leave(); }
  {
    below().leave();
  }
  constexpr auto head(std::size_t lane) const
    requires requires(const S& s) { s.head(lane); }
  {
    return below().head(below_lane(lane));
  }

 private:
  constexpr Self& self() { return static_cast<Self&>(*this); }
  constexpr const Self& self() const { return static_cast<const Self&>(*this); }
  constexpr decltype(auto) below() { return self().below(); }
  constexpr decltype(auto) below() const { return self().below(); }
  constexpr std::size_t below_lane(std::size_t lane) const {
    if constexpr (requires { self().lane_below(lane); })
      return self().lane_below(lane);
    else
      return lane;
  }
  /// They are the stack's own, which may have fewer than the one below.
  constexpr lane_range below_lanes(lane_range on) const {
    if (on.first >= self().lanes() || on.count == 0 || on.count > self().lanes() - on.first)
      throw domain_error("the stack has no such lanes");
    return {below_lane(on.first), on.count};
  }
  template <class Total>
  constexpr void note_push(std::uint32_t freq, Total n) {
    if constexpr (requires { self().pushed(freq, n); }) self().pushed(freq, n);
  }
  template <class Total, class Find, class Pop>
  constexpr auto noted_pop(Total n, Find& find, Pop pop) {
    if constexpr (requires(std::uint32_t freq) { self().popped(freq, n); }) {
      std::uint32_t freq = 0;
      auto noted = [&](std::uint32_t cell) {
        auto f = find(cell);
        freq = f.owner.freq;
        return f;
      };
      auto symbol = pop(noted);
      self().popped(freq, n);
      return symbol;
    } else {
      return pop(find);
    }
  }
};

}  // namespace ansatz

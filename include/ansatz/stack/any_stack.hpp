#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/detail/erased.hpp>
#include <ansatz/stack/lanes.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ansatz {

/// Any stack, its type forgotten: a view, which the stack must outlive and which is as cheap to copy as a few
/// pointers. It is a `laned_stack`, of one lane where the stack below has no lanes; some of its lanes are an
/// `any_stack`, too. The bytes are those of the stack below.
///
/// What does not compile on a stack throws `domain_error` here, with the same sentence: a pop from a
/// recorder, say. Labels go through.
///
/// A push is one indirect call, a pop two (the stack, and the `find` that it asks), `push_each` one a batch,
/// `pop_each` one, and one for each group of elements that the stack pops at once.
class any_stack {
 public:
  template <class S>
    requires(!std::is_same_v<S, any_stack> && !std::is_const_v<S>)
  explicit any_stack(S& s) : stack_{&s}, table_{&detail::functions_of<S>::table}, lanes_{0, lanes_of(s)} {}
  template <class S>
  explicit any_stack(lanes_view<S>& s)
      : stack_{&s.base()}, table_{&detail::functions_of<S>::table}, lanes_{s.first(), s.lanes()} {}

  std::size_t lanes() const { return lanes_.count; }
  /// Throws `domain_error` where it has no such lanes, as all that names lanes does.
  any_stack some_lanes(std::size_t first, std::size_t count) const {
    any_stack some = *this;
    some.lanes_ = below({first, count});
    return some;
  }

  template <cells Cells = interval, total_like Total>
  void push(const Cells& i, Total n) {
    push_on(0, i, n);
  }
  template <total_like Total, class Find>
  auto pop(Total n, Find&& find) {
    return pop_on(0, n, find);
  }

  template <cells Cells = interval, total_like Total>
  void push_on(std::size_t lane, const Cells& i, Total n) {
    const auto count = detail::erased_total::of(n);
    if constexpr (std::is_same_v<Cells, interval>) {
      table_->push(stack_, below(lane), i, count);
    } else {
      const auto cell = [&](std::uint32_t rank) { return i.cell(rank); };
      const auto within = [&](std::uint32_t all) { return i.within(all); };
      using detail::function_ref;
      table_->push_cells(stack_, below(lane),
                         {i.freq, function_ref<std::uint32_t(std::uint32_t)>{cell},
                          function_ref<bool(std::uint32_t)>{within}},
                         count);
    }
  }
  template <total_like Total, class Find>
  auto pop_on(std::size_t lane, Total n, Find&& find) {
    std::optional<std::remove_cvref_t<decltype(find(std::uint32_t{}).symbol)>> symbol;
    const auto owner_of = [&](std::uint32_t cell) {
      auto f = find(cell);
      symbol.emplace(std::move(f.symbol));
      const bool holds = f.owner.holds(cell);
      return detail::erased_owner{f.owner.freq, cell, holds ? f.owner.rank(cell) : 0, holds};
    };
    table_->pop(stack_, below(lane), detail::erased_total::of(n), detail::erased_find{owner_of});
    return *std::move(symbol);
  }

  template <total_like Total>
  void push_each(std::span<const std::uint32_t> starts, std::span<const std::uint32_t> freqs, Total n) {
    push_each_on({0, lanes_.count}, starts, freqs, n);
  }
  template <total_like Total>
  void push_each_on(lane_range on, std::span<const std::uint32_t> starts,
                    std::span<const std::uint32_t> freqs, Total n) {
    table_->push_each(stack_, below(on), starts, freqs, detail::erased_total::of(n));
  }
  template <total_like Total, class FindAll>
  void pop_each(std::size_t count, Total n, FindAll&& find_all) {
    pop_each_on({0, lanes_.count}, count, n, find_all);
  }
  template <total_like Total, class FindAll>
  void pop_each_on(lane_range on, std::size_t count, Total n, FindAll&& find_all) {
    table_->pop_each(stack_, below(on), count, detail::erased_total::of(n),
                     detail::erased_find_all{find_all});
  }

  void enter(std::string_view label) {
    if (table_->enter != nullptr) table_->enter(stack_, label);
  }
  void leave() {
    if (table_->leave != nullptr) table_->leave(stack_);
  }

 private:
  std::size_t below(std::size_t lane) const {
    if (lane >= lanes_.count) throw domain_error("the stack has no such lane");
    return lanes_.first + lane;
  }
  lane_range below(lane_range on) const {
    if (on.first >= lanes_.count || on.count == 0 || on.count > lanes_.count - on.first)
      throw domain_error("the stack has no such lanes");
    return {lanes_.first + on.first, on.count};
  }

  void* stack_;
  const detail::stack_table* table_;
  lane_range lanes_;
};

static_assert(laned_stack<any_stack> && pops_at_once<any_stack>);

}  // namespace ansatz

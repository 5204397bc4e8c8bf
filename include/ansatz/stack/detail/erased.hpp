#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/detail/function_ref.hpp>
#include <ansatz/stack/lanes.hpp>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

/// What crosses from a codec that knows no stack type to a stack: totals, cells and owners whose types are
/// forgotten, and a table of the functions of each stack type (`any_stack`).
namespace ansatz::detail {

/// A `total` or a `precision`, and which of the two it is.
struct erased_total {
  std::uint32_t count;
  bool is_precision;

  static constexpr erased_total of(total n) { return {n.count(), false}; }
  static constexpr erased_total of(precision n) { return {n.count(), true}; }
  template <class Use>
  constexpr auto with(Use use) const {
    return is_precision ? use(precision{static_cast<unsigned>(std::countr_zero(count))}) : use(total{count});
  }
};

/// Cells that do not lie side by side, as `cells`.
struct erased_cells {
  std::uint32_t freq;
  function_ref<std::uint32_t(std::uint32_t)> cell_of;
  function_ref<bool(std::uint32_t)> is_within;

  std::uint32_t cell(std::uint32_t rank) const { return cell_of(rank); }
  bool within(std::uint32_t n) const { return is_within(n); }
};

/// What the owner of a cell says of that cell, as `cell_owner`: of another one it knows nothing.
struct erased_owner {
  std::uint32_t freq, of, value;
  bool its_own;

  bool holds(std::uint32_t cell) const { return its_own && cell == of; }
  std::uint32_t rank(std::uint32_t) const { return value; }
};
using erased_find = function_ref<erased_owner(std::uint32_t)>;
using erased_find_all = function_ref<void(std::size_t, std::span<const std::uint32_t>,
                                          std::span<std::uint32_t>, std::span<std::uint32_t>)>;

/// The functions of a stack type, called with a stack of it.
struct stack_table {
  void (*push)(void*, std::size_t lane, interval, erased_total);
  void (*push_cells)(void*, std::size_t lane, const erased_cells&, erased_total);
  void (*pop)(void*, std::size_t lane, erased_total, erased_find);
  void (*push_each)(void*, lane_range, std::span<const std::uint32_t> starts,
                    std::span<const std::uint32_t> freqs, erased_total);
  void (*pop_each)(void*, lane_range, std::size_t count, erased_total, erased_find_all);
  void (*enter)(void*, std::string_view);  // null where it keeps no labels
  void (*leave)(void*);
};

template <class S>
struct functions_of {
  static S& in(void* s) { return *static_cast<S*>(s); }

  template <class Cells, class Total>
  static void push_any(S& s, std::size_t lane, const Cells& i, Total n) {
    if constexpr (refuses_push<S>() != nullptr)
      throw domain_error(refuses_push<S>());
    else if constexpr (!takes_cells<S, Cells>)
      throw domain_error("push: the stack takes no cells but those that lie side by side");
    else if constexpr (laned<S>)
      s.push_on(lane, i, n);
    else
      s.push(i, n);
  }
  template <class Total, class Find>
  static void pop_any(S& s, std::size_t lane, Total n, Find&& find) {
    if constexpr (refuses_pop<S>() != nullptr)
      throw domain_error(refuses_pop<S>());
    else if constexpr (laned<S>)
      (void)s.pop_on(lane, n, find);
    else
      (void)s.pop(n, find);
  }

  static void push(void* s, std::size_t lane, interval i, erased_total n) {
    n.with([&](auto t) { push_any(in(s), lane, i, t); });
  }
  static void push_cells(void* s, std::size_t lane, const erased_cells& i, erased_total n) {
    n.with([&](auto t) { push_any(in(s), lane, i, t); });
  }
  static void pop(void* s, std::size_t lane, erased_total n, erased_find find) {
    n.with([&](auto t) {
      pop_any(in(s), lane, t,
              [&](std::uint32_t cell) { return found<std::monostate, erased_owner>{{}, find(cell)}; });
    });
  }
  static void push_each(void* s, lane_range on, std::span<const std::uint32_t> starts,
                        std::span<const std::uint32_t> freqs, erased_total n) {
    if (starts.size() != freqs.size()) throw domain_error("push: as many frequencies as starts are needed");
    n.with([&](auto t) {
      if constexpr (requires { in(s).push_each_on(on, starts, freqs, t); }) {
        in(s).push_each_on(on, starts, freqs, t);
      } else {
        for (std::size_t lane = starts.size() % on.count, j = starts.size(); j-- > 0;) {
          lane = (lane == 0 ? on.count : lane) - 1;
          push_any(in(s), on.first + lane, interval{starts[j], freqs[j]}, t);
        }
      }
    });
  }
  static void pop_each(void* s, lane_range on, std::size_t count, erased_total n, erased_find_all find_all) {
    n.with([&](auto t) {
      if constexpr (requires { in(s).pop_each_on(on, count, t, find_all); }) {
        in(s).pop_each_on(on, count, t, find_all);
      } else {
        for (std::size_t j = 0, lane = 0; j < count; ++j, lane = lane + 1 == on.count ? 0 : lane + 1)
          pop_any(in(s), on.first + lane, t, [&](std::uint32_t cell) {
            interval owner;
            find_all(j, std::span<const std::uint32_t>{&cell, 1}, std::span{&owner.start, 1},
                     std::span{&owner.freq, 1});
            return found<std::monostate>{{}, owner};
          });
      }
    });
  }
  static void enter(void* s, std::string_view label) {
    if constexpr (requires { in(s).enter(label); }) in(s).enter(label);
  }
  static void leave(void* s) {
    if constexpr (requires { in(s).leave(); }) in(s).leave();
  }

  static constexpr bool labels = requires(S& s) { s.enter(std::string_view{}), s.leave(); };
  static constexpr stack_table table{
      push, push_cells, pop, push_each, pop_each, labels ? enter : nullptr, labels ? leave : nullptr};
};

}  // namespace ansatz::detail

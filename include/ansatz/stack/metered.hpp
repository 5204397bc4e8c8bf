#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/interval.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ansatz {

/// What was booked under one label: log2(total / freq) for each push, the same negative for each pop.
struct ledger_entry {
  std::string_view label;
  std::uint64_t pushes = 0, pops = 0;
  log2_sum push_totals, push_freqs, pop_totals, pop_freqs;

  constexpr bits pushed() const { return push_totals.value() - push_freqs.value(); }
  constexpr bits popped() const { return pop_totals.value() - pop_freqs.value(); }
  constexpr bits net() const { return pushed() - popped(); }
};

/// A stack that keeps the accounts of the stack in it: every push and pop is booked, signed, to the innermost
/// label entered (`labelled`), to "" outside all. The entries sum to the net rate: what went in minus what
/// came out.
///
/// Labels must outlive the stack: string literals do. The bytes are those of the inner stack.
template <class S>
class metered {
 public:
  constexpr explicit metered(S inner) : inner_{std::move(inner)} {
    enter("");
    note_level();
  }

  template <cells Cells = interval, total_like Total>
  constexpr void push(const Cells& i, Total n) {
    inner_.push(i, n);
    ledger_entry& e = entries_[open_.back()];
    ++e.pushes;
    e.push_totals.add(n.count());
    e.push_freqs.add(i.freq);
  }

  template <total_like Total, class Find>
  constexpr auto pop(Total n, Find&& find) {
    std::uint32_t freq = 0;
    auto symbol = inner_.pop(n, [&](std::uint32_t cf) {
      auto f = find(cf);
      freq = f.owner.freq;
      return f;
    });
    ledger_entry& e = entries_[open_.back()];
    ++e.pops;
    e.pop_totals.add(n.count());
    e.pop_freqs.add(freq);
    note_level();
    return symbol;
  }

  constexpr void enter(std::string_view label) {
    const auto at = std::ranges::find(entries_, label, &ledger_entry::label);
    open_.push_back(static_cast<std::size_t>(at - entries_.begin()));
    if (at == entries_.end()) entries_.emplace_back().label = label;
  }
  constexpr void leave() { open_.pop_back(); }

  constexpr const std::vector<ledger_entry>& ledger() const { return entries_; }
  constexpr bits net() const {
    bits sum;
    for (const ledger_entry& e : entries_) sum += e.net();
    return sum;
  }
  /// The deepest point that the stack reached below where it was when the metering began.
  constexpr bits initial_bits() const
    requires requires(const S& s) { s.level(); }
  {
    return S::content(start_) - S::content(*deepest_);
  }

  constexpr const S& inner() const& { return inner_; }
  constexpr S&& inner() && { return std::move(inner_); }
  friend constexpr bool operator==(const metered& a, const metered& b) { return a.inner_ == b.inner_; }

 private:
  struct no_level {};
  static constexpr auto level_of(const S& s) {
    if constexpr (requires { s.level(); })
      return s.level();
    else
      return no_level{};
  }
  using level_type = decltype(level_of(std::declval<const S&>()));

  constexpr void note_level() {
    if constexpr (requires { inner_.level(); })
      if (const auto now = inner_.level(); !deepest_ || now < *deepest_) deepest_ = now;
  }

  S inner_;
  std::vector<ledger_entry> entries_;
  std::vector<std::size_t> open_;
  level_type start_ = level_of(inner_);
  std::optional<level_type> deepest_;
};

}  // namespace ansatz

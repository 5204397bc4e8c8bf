#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/stack/adaptor.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
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
  /// The label, or "(unlabelled)" for what was coded outside all labels.
  constexpr std::string_view name() const { return label.empty() ? "(unlabelled)" : label; }
};

/// A stack that keeps the accounts of the stack in it: every push and pop is booked, signed, to the innermost
/// label entered (`labelled`), to "" outside all. The entries sum to the net rate: what went in minus what
/// came out.
///
/// Labels must outlive the stack: string literals do. The bytes are those of the inner stack.
template <class S>
class metered : public stack_adaptor<metered<S>, S> {
 public:
  constexpr explicit metered(S inner) : inner_{std::move(inner)} { enter(""); }

  /// The accounts go on where the heads come or go.
  template <class Heads>
  constexpr auto with_heads(const Heads& more) &&
    requires requires(S&& s) { std::move(s).with_heads(more); }
  {
    return in(std::move(inner_).with_heads(more));
  }
  constexpr auto with_one_head() &&
    requires requires(S&& s) { std::move(s).with_one_head(); }
  {
    return in(std::move(inner_).with_one_head());
  }

  constexpr void enter(std::string_view label) {
    const auto at = std::ranges::find(entries_, label, &ledger_entry::label);
    open_.push_back(static_cast<std::size_t>(at - entries_.begin()));
    if (at == entries_.end()) entries_.emplace_back().label = label;
  }
  constexpr void leave() {
    if (open_.size() <= 1) throw domain_error("metered: a label is left that was not entered");
    open_.pop_back();
  }

  constexpr const std::vector<ledger_entry>& ledger() const { return entries_; }
  constexpr bits net() const {
    bits sum;
    for (const ledger_entry& e : entries_) sum += e.net();
    return sum;
  }
  /// The deepest point that the stack reached below where it was when the metering began.
  constexpr bits initial_bits() const
    requires requires(const S& s) { s.content_product(); }
  {
    return start_.value() - deepest_.value();
  }

  constexpr const S& inner() const& { return inner_; }
  constexpr S&& inner() && { return std::move(inner_); }
  friend constexpr bool operator==(const metered& a, const metered& b) { return a.inner_ == b.inner_; }

 private:
  template <class>
  friend class metered;

  template <class T>
  constexpr metered<T> in(T inner) {
    metered<T> out{std::move(inner)};
    out.entries_ = std::move(entries_);
    out.open_ = std::move(open_);
    out.start_ = start_;
    out.deepest_ = deepest_;
    return out;
  }

  friend stack_adaptor<metered, S>;
  constexpr S& below() { return inner_; }
  constexpr const S& below() const { return inner_; }

  template <class Total>
  constexpr void pushed(std::uint32_t freq, Total n) {
    ledger_entry& e = entries_[open_.back()];
    book(e.pushes, e.push_totals, e.push_freqs, freq, n);
  }
  template <class Total>
  constexpr void popped(std::uint32_t freq, Total n) {
    ledger_entry& e = entries_[open_.back()];
    book(e.pops, e.pop_totals, e.pop_freqs, freq, n);
    note_depth();
  }
  template <class Total>
  static constexpr void book(std::uint64_t& times, log2_sum& totals, log2_sum& freqs, std::uint32_t freq,
                             Total n) {
    ++times;
    totals.add(n.count());
    freqs.add(freq);
  }
  template <class Total>
  constexpr void pushed_each(std::span<const std::uint32_t> freqs, Total n) {
    ledger_entry& e = entries_[open_.back()];
    e.pushes += freqs.size();
    book_each(e.push_totals, e.push_freqs, freqs, n);
  }
  template <class Total>
  constexpr void popped_each(std::span<const std::uint32_t> freqs, Total n) {
    ledger_entry& e = entries_[open_.back()];
    e.pops += freqs.size();
    book_each(e.pop_totals, e.pop_freqs, freqs, n);
    note_depth();
  }

  template <class Total>
  static constexpr void book_each(log2_sum& totals, log2_sum& freqs_sum, std::span<const std::uint32_t> freqs,
                                  Total n) {
    if constexpr (std::same_as<Total, precision>)
      totals.add_whole(static_cast<std::int64_t>(freqs.size() * n.bits()));
    else
      for (std::size_t j = 0; j < freqs.size(); ++j) totals.add(n.count());
    std::size_t j = 0;
    for (; j + 1 < freqs.size(); j += 2) freqs_sum.add(std::uint64_t{freqs[j]} * freqs[j + 1]);
    if (j < freqs.size()) freqs_sum.add(freqs[j]);
  }

  static constexpr log2_sum product_of(const S& s) {
    if constexpr (requires { s.content_product(); })
      return s.content_product();
    else
      return {};
  }
  constexpr void note_depth() {
    if constexpr (requires { inner_.content_product(); })
      if (const log2_sum now = inner_.content_product(); now < deepest_) deepest_ = now;
  }

  S inner_;
  std::vector<ledger_entry> entries_;
  std::vector<std::size_t> open_;
  log2_sum start_ = product_of(inner_), deepest_ = start_;
};

}  // namespace ansatz

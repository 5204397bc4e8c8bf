#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/stack/adaptor.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ansatz {

/// What an item took from a stack: pops less pushes.
struct item_bill {
  std::vector<bits> numbers;                         ///< what each of its numbers took
  std::vector<std::pair<std::string, bits>> beside;  ///< and what was coded beside them, by label

  bits net() const {
    bits sum;
    for (const bits b : numbers) sum += b;
    for (const auto& [label, b] : beside) sum += b;
    return sum;
  }
};

namespace detail {

/// What `itemised` keeps: of the items that are next, of places entered, of labels.
class item_bills {
 public:
  explicit item_bills(std::span<const std::uint64_t> numbers)
      : sizes_{numbers.begin(), numbers.end()}, bills_(numbers.size()) {
    items(0, bills_.size());
  }

  void items(std::size_t first, std::size_t count) {
    if (first > bills_.size() || count > bills_.size() - first)
      throw domain_error("itemised: there are no such items");
    share();
    first_ = item_ = first;
    count_ = count;
    begin_ = 0;
  }
  void enter_place(std::uint64_t at, std::uint64_t step, std::uint64_t count) {
    places_.push_back({at + (places_.empty() ? 0 : places_.back().at), step, count});
  }
  void leave_place() {
    if (places_.empty()) throw domain_error("itemised: a place is left that was not entered");
    places_.pop_back();
  }
  void enter(std::string_view label) { labels_.push_back(label); }
  void leave() {
    if (labels_.empty()) throw domain_error("itemised: a label is left that was not entered");
    labels_.pop_back();
  }

  void add(bits b) {
    if (places_.empty()) {
      add_to(beside_, labels_.empty() ? std::string_view{} : labels_.back(), b);
      return;
    }
    place& here = places_.back();
    const auto count = static_cast<std::int64_t>(here.count);
    number(here.at) += {b.q24 - (count - 1) * (b.q24 / count)};
    for (std::uint64_t k = 1; k < here.count; ++k) number(here.at + k) += {b.q24 / count};
    here.at += here.step;
  }
  const std::vector<item_bill>& bills() {
    share();
    for (std::size_t i = 0; i < bills_.size(); ++i) bills_[i].numbers.resize(sizes_[i]);
    return bills_;
  }

 private:
  struct place {
    std::uint64_t at, step, count;
  };

  template <class Parts>
  static void add_to(Parts& parts, std::string_view label, bits b) {
    const auto at = std::ranges::find_if(parts, [&](const auto& part) { return part.first == label; });
    if (at != parts.end())
      at->second += b;
    else
      parts.emplace_back(label, b);
  }
  bits& number(std::uint64_t at) {
    if (at < begin_) item_ = first_, begin_ = 0;
    for (; item_ < first_ + count_; begin_ += sizes_[item_++]) {
      if (at - begin_ >= sizes_[item_]) continue;
      auto& numbers = bills_[item_].numbers;
      if (at - begin_ >= numbers.size()) numbers.resize(at - begin_ + 1);
      return numbers[at - begin_];
    }
    throw domain_error("itemised: there is no such place");
  }
  /// What is beside, among the items: to a unit of 2^-24 bits, which the first one has more.
  void share() {
    if (count_ == 0) return;
    const auto count = static_cast<std::int64_t>(count_);
    for (const auto& [label, sum] : beside_)
      for (std::size_t i = 0; i < count_; ++i)
        add_to(bills_[first_ + i].beside, label, {sum.q24 / count + (i == 0 ? sum.q24 % count : 0)});
    beside_.clear();
  }

  std::vector<std::uint64_t> sizes_;
  std::vector<item_bill> bills_;
  std::vector<std::pair<std::string_view, bits>> beside_;  // of the items that are next
  std::vector<std::string_view> labels_;
  std::vector<place> places_;
  std::size_t first_ = 0, count_ = 0;
  std::size_t item_ = 0;     // that the last place was in
  std::uint64_t begin_ = 0;  // the place where that begins
};

}  // namespace detail

/// A stack that writes a bill for what is popped from it, item by item and number by number: log2(total / freq) for
/// each pop, within 2^-22 bits, the same negative for each push. A codec says where its numbers are (`placed`), whoever
/// pops items which ones are next (`next_items`). What is at no place is booked to the innermost label entered, which
/// must outlive the stack.
template <class S>
class itemised : public stack_adaptor<itemised<S>, S> {
 public:
  /// For items of so many numbers each.
  itemised(S inner, std::span<const std::uint64_t> numbers) : inner_{std::move(inner)}, kept_{numbers} {}

  /// So many items from one on are next: places are those of their numbers, one item after another; what is beside
  /// these is shared alike. Throws `domain_error` where there are not so many.
  void items(std::size_t first, std::size_t count) { kept_.items(first, count); }
  /// What is coded until it is left belongs to so many numbers from this place on, shared alike; of a step other than 0
  /// the place moves on by that each time. Counted from the place that was entered before. One that is no item's throws
  /// `domain_error` where something is booked there.
  void enter_place(std::uint64_t place, std::uint64_t step, std::uint64_t count) {
    kept_.enter_place(place, step, count);
  }
  void leave_place() { kept_.leave_place(); }
  void enter(std::string_view label) { kept_.enter(label); }
  void leave() { kept_.leave(); }

  /// So far. Until they are asked for, they hold no more numbers than were popped.
  const std::vector<item_bill>& bills() { return kept_.bills(); }

  template <class Heads>
  auto with_heads(const Heads& more) &&
    requires requires(S&& s) { std::move(s).with_heads(more); }
  {
    return in(std::move(inner_).with_heads(more));
  }
  auto with_one_head() &&
    requires requires(S&& s) { std::move(s).with_one_head(); }
  {
    return in(std::move(inner_).with_one_head());
  }

  const S& inner() const& { return inner_; }
  S&& inner() && { return std::move(inner_); }

 private:
  template <class>
  friend class itemised;
  friend stack_adaptor<itemised, S>;

  itemised(S inner, detail::item_bills kept) : inner_{std::move(inner)}, kept_{std::move(kept)} {}
  template <class T>
  itemised<T> in(T inner) {
    return {std::move(inner), std::move(kept_)};
  }

  S& below() { return inner_; }
  const S& below() const { return inner_; }

  template <class Total>
  static bits cost(std::uint32_t freq, Total n) {
    if constexpr (std::same_as<Total, precision>)
      return bits::whole(n.bits()) - log2_of(freq);
    else
      return log2_of(n.count()) - log2_of(freq);
  }
  template <class Total>
  void pushed(std::uint32_t freq, Total n) {
    kept_.add(-cost(freq, n));
  }
  template <class Total>
  void popped(std::uint32_t freq, Total n) {
    kept_.add(cost(freq, n));
  }
  template <class Total>
  void popped_each(std::span<const std::uint32_t> freqs, Total n) {
    for (const std::uint32_t freq : freqs) popped(freq, n);
  }

  S inner_;
  detail::item_bills kept_;
};

/// So many items from one on are next, where the stack writes a bill.
template <class S>
void next_items(S& s, std::size_t first, std::size_t count = 1) {
  if constexpr (requires { s.items(first, count); }) s.items(first, count);
}

/// While it lives, what is popped belongs to a place among the numbers of the items, or to so many from there on, where
/// the stack writes a bill: each pop to the same place, or, of a step of 1, to the next one.
template <class S>
class placed {
 public:
  static constexpr bool booked = requires(S& s, std::uint64_t n) { s.enter_place(n, n, n), s.leave_place(); };

  placed(S& s, std::uint64_t place, std::uint64_t step = 0, std::uint64_t count = 1) : stack_{s} {
    if constexpr (booked) stack_.enter_place(place, step, count);
  }
  ~placed() {
    if constexpr (booked) stack_.leave_place();
  }
  placed(const placed&) = delete;

 private:
  S& stack_;
};

/// A codec of the numbers of items, one after another, which pops each of them at once.
template <class Codec>
struct numbers_in_turn {
  static_assert(is_codec<Codec>(), "numbers_in_turn: the argument must be a codec");
  using symbol_type = symbol_t<Codec>;

  Codec inner;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    inner.push(s, x);
  }
  template <class S>
  symbol_type pop(S& s) const {
    const placed<S> here{s, 0, 1};
    return inner.pop(s);
  }
};
template <class Codec>
numbers_in_turn(Codec) -> numbers_in_turn<Codec>;

}  // namespace ansatz

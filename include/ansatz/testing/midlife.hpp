#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/stack/adaptor.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ansatz::testing {

/// 8-bit words under a 16-bit head: the rare renormalisation cases happen every few symbols. Totals up to
/// 2^7.
using rans_stack_16_8 = basic_rans_stack<rans_layout<std::uint16_t, std::uint8_t, 7>>;
/// 8-bit words under a 32-bit head: small words for every codec. Totals up to 2^24.
using rans_stack_32_8 = basic_rans_stack<rans_layout<std::uint32_t, std::uint8_t, 24>>;
/// The same with several heads.
template <std::size_t Lanes>
using vector_stack_16_8 = basic_rans_stack<rans_stack_16_8::layout_type, Lanes>;
template <std::size_t Lanes>
using vector_stack_32_8 = basic_rans_stack<rans_stack_32_8::layout_type, Lanes>;

template <class S>
struct midlife;

/// A stack as it may be in the middle of its life, chosen by a seed: any heads, none to many words, sometimes
/// a bottom of zeros, sometimes one from which words were taken.
template <class Layout, std::size_t Lanes>
struct midlife<basic_rans_stack<Layout, Lanes>> {
  static basic_rans_stack<Layout, Lanes> from(std::uint64_t seed) {
    using head = typename Layout::head_type;
    using word = typename Layout::word_type;
    const supply random = supply::seeded(seed);
    const std::uint64_t shape = random.word(0);
    std::array<head, Lanes> heads;
    for (std::size_t i = 0; i < Lanes; ++i) {
      const std::uint64_t from = i == 0 ? shape : random.word(1000 + 2 * i);
      const unsigned width =
          Layout::lower_bits + 1 + (from & 0xff) % Layout::word_bits;  // of the head, in bits
      const auto top = std::uint64_t{1} << (width - 1);
      heads[i] = static_cast<head>(top | (random.word(i == 0 ? 1 : 1001 + 2 * i) >> (64 - width)));
    }
    const std::uint64_t count = (shape >> 8 & 3) == 0 ? 0 : (shape >> 16) % 64;
    std::vector<word> words;
    for (std::uint64_t i = 0; i < count; ++i) words.push_back(static_cast<word>(random.word(2 + i) >> 7));
    const supply below = (shape >> 10 & 3) == 0 ? supply::zeros() : supply::seeded(shape);
    return {heads, std::move(words), below, (shape >> 12) % 4};
  }
};

template <>
struct midlife<exact_stack> {
  static exact_stack from(std::uint64_t seed) {
    const supply random = supply::seeded(seed);
    exact_stack::integer n = 1;
    const std::uint64_t limbs = 64 + random.word(0) % 64;
    for (std::uint64_t i = 1; i <= limbs; ++i) n = (n << 64) | random.word(i);
    return exact_stack{n};
  }
};

/// A stack that adds up how far its content may stray from the ledger: log2(1 + 1/k) + log2(1 + 1/L) bits an
/// operation, where k = floor(L / total) (see rans.hpp); on the exact stack 2^-24, the resolution of `bits`.
template <class S>
class slack_meter : public stack_adaptor<slack_meter<S>, S> {
 public:
  explicit slack_meter(S inner) : inner_{std::move(inner)} {}

  bits slack() const { return slack_; }
  bits content() const { return inner_.content(); }
  friend bool operator==(const slack_meter& a, const slack_meter& b) {
    return a.inner_ == b.inner_ && a.slack_ == b.slack_;
  }

 private:
  friend stack_adaptor<slack_meter, S>;
  S& below() { return inner_; }
  const S& below() const { return inner_; }

  template <class Total>
  void pushed(std::uint32_t, Total n) {
    slack_ += bits{1};
    if constexpr (requires { S::lower_bound; }) {
      const std::uint64_t k = S::lower_bound / n.count();
      slack_ += log2_of(k + 1) - log2_of(k) + log2_of(S::lower_bound + std::uint64_t{1}) -
                log2_of(S::lower_bound) + bits{4};
    }
  }
  template <class Total>
  void popped(std::uint32_t freq, Total n) {
    pushed(freq, n);
  }
  template <class Total>
  void popped_each(std::span<const std::uint32_t> freqs, Total n) {
    for (const std::uint32_t freq : freqs) pushed(freq, n);
  }

  S inner_;
  bits slack_{16};  // the rounding of two contents
};

}  // namespace ansatz::testing

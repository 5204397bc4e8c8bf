#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <cstdint>
#include <utility>

namespace ansatz {

/// What a symbol of probability zero costs: 2^37 bits. A sum of up to three costs of which one is as large or
/// larger is impossible, too.
inline constexpr bits impossible{std::int64_t{1} << 61};
constexpr bool is_possible(bits cost) { return cost < impossible; }

/// A stack that keeps nothing of what is pushed but how many bits it is: log2(total / freq) a push, summed as
/// a ledger does. Integer arithmetic throughout, so that two machines weigh alike and what is coded may
/// depend on it. It has no lanes, gives nothing back, and does not stop at a frequency of 0.
class tally {
 public:
  template <cells Cells = interval, total_like Total>
  constexpr void push(const Cells& i, Total n) {
    if (!i.within(n.count())) throw domain_error("push: the interval does not lie in its total");
    possible_ = possible_ && i.freq != 0;
    totals_.add(n.count());
    freqs_.add(i.freq != 0 ? i.freq : 1);
  }
  static constexpr const char* no_pop =
      "tally: a codec that pops while it pushes cannot be weighed";  // at run time, by any_stack
  template <class Total, class Find>
  constexpr int pop(Total, Find&&) {
    static_assert(sizeof(Find) == 0, "tally: a codec that pops while it pushes cannot be weighed");
    return 0;
  }

  constexpr bits cost() const { return possible_ ? totals_.value() - freqs_.value() : impossible; }

 private:
  log2_sum totals_, freqs_;
  bool possible_ = true;
};

/// -log2 of the probability that a codec gives x, or `impossible`: for codecs that push only.
template <codec C>
constexpr bits cost(const C& codec, const symbol_t<C>& x) {
  tally t;
  codec.push(t, x);
  return t.cost();
}

}  // namespace ansatz

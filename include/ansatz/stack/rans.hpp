#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/detail/rans_heads.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// Widths of a streaming stack: the head lives in [2^lower_bits, 2^(lower_bits + bits of a word)).
template <class Head, class Word, unsigned LowerBits>
struct rans_layout {
  using head_type = Head;
  using word_type = Word;
  static constexpr unsigned lower_bits = LowerBits;
  static constexpr unsigned word_bits = std::numeric_limits<Word>::digits;
  static_assert(lower_bits >= word_bits - 1,
                "rans_layout: the head must hold one word beside its lower bound");
  static_assert(lower_bits + word_bits <= std::numeric_limits<Head>::digits,
                "rans_layout: the head is too narrow");
};

/// Streaming ANS (Duda 2013, arXiv:1311.2540, section 3) for totals of any count up to 2^lower_bits, exactly
/// invertible in both directions: push undoes pop as pop undoes push.
///
/// The stack is one head h in [L, L 2^w) and a tail of w-bit words, endless below through its supply. A push
/// of an interval of frequency f out of N multiplies the content by N / f; the head overflows into the tail.
/// With k = floor(L / N), the sets [kf, kf 2^w), [kN, kN 2^w) and [L, L 2^w) each hold exactly one
/// representative of head and endless tail, and h -> (h / f) N + h % f + start maps the first onto the h of
/// the second with start <= h % N < start + f. So push moves to the first set, maps, and moves back to [L, L
/// 2^w), and pop retraces it. Renormalising on one side only, as is common, breaks "push undoes pop" where N
/// does not divide L.
///
/// push never reads the tail; pop never writes it. The content grows by log2(N / f) within
/// log2(1 + 1/k) + log2(1 + 1/L) bits.
///
/// With several heads (*lanes*) over the one tail, `push_on` and `pop_on` name the head; `push` and `pop`
/// mean lane 0. Each works like the stack of that head and the tail. A stack gains heads by `spread`
/// (on_lanes.hpp).
template <class Layout, std::size_t Lanes = 1>
class basic_rans_stack : detail::rans_heads<Layout, Lanes> {
 public:
  using layout_type = Layout;
  using head_type = typename Layout::head_type;
  using word_type = typename Layout::word_type;
  static constexpr unsigned word_bits = Layout::word_bits;
  static constexpr head_type lower_bound = head_type{1} << Layout::lower_bits;
  static constexpr std::uint32_t max_total =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(lower_bound, ansatz::max_total));
  static_assert(Lanes >= 1 && Lanes <= 1024, "rans_stack: 1 to 1024 lanes");

  constexpr explicit basic_rans_stack(supply below = supply::seeded(0))
    requires(Lanes == 1)
      : content_type{{fresh_head(below)}, {}, below, 0} {}

  /// A stack in mid-life: `words` from the bottom up, above the supply's first `taken` words.
  constexpr basic_rans_stack(const std::array<head_type, Lanes>& heads, std::vector<word_type> words,
                             supply below, std::uint64_t taken)
      : content_type{heads, std::move(words), below, taken} {
    for (const head_type head : heads)
      if ((head >> Layout::lower_bits) == 0 || (head >> Layout::lower_bits) >> word_bits != 0)
        throw domain_error("rans_stack: the head lies outside [L, L 2^w)");
  }
  constexpr basic_rans_stack(head_type head, std::vector<word_type> words, supply below, std::uint64_t taken)
    requires(Lanes == 1)
      : basic_rans_stack{std::array{head}, std::move(words), below, taken} {}

  /// Code a symbol that owns `i` out of `n`. Nothing changes if it throws.
  template <cells Cells = interval, total_like Total>
  [[gnu::always_inline]] constexpr void push(const Cells& i, Total n) {
    push_on(0, i, n);
  }
  /// Decode a symbol: `find(cell)` names the owner of cell and its cells. Nothing changes if `find` throws.
  template <total_like Total, class Find>
  constexpr auto pop(Total n, Find&& find) {
    return pop_on(0, n, std::forward<Find>(find));
  }

  template <cells Cells = interval, total_like Total>
  [[gnu::always_inline]] constexpr void push_on(std::size_t lane, const Cells& i, Total n) {
    check(n);
    check(lane);
    if (i.freq == 0) throw domain_error("push: the symbol has probability zero");
    if (!i.within(n.count())) throw domain_error("push: the interval does not lie in its total");
    encode_on(lane, i, n);
  }

  template <total_like Total, class Find>
  constexpr auto pop_on(std::size_t lane, Total n, Find&& find) {
    check(n);
    check(lane);
    auto [symbol, owner] = find(peek_on(lane, n));
    advance_on(lane, n, owner);
    return std::move(symbol);
  }

  /// Codes elements starts.size() - 1, ..., 0, element j, which owns [starts[j], starts[j] + freqs[j]), on
  /// lane j mod N. Nothing changes if it throws `domain_error`.
  template <total_like Total>
  constexpr void push_each(std::span<const std::uint32_t> starts, std::span<const std::uint32_t> freqs,
                           Total n) {
    push_each_on({0, Lanes}, starts, freqs, n);
  }
  /// The same on some of the lanes: element j on lane first + j mod count.
  template <total_like Total>
  constexpr void push_each_on(lane_range on, std::span<const std::uint32_t> starts,
                              std::span<const std::uint32_t> freqs, Total n) {
    check(n);
    check(on);
    if (starts.size() != freqs.size()) throw domain_error("push: as many frequencies as starts are needed");
    encode_each(on, starts, freqs, n);
  }

  /// Decodes elements 0, ..., count - 1, element j on lane j mod N: `find_all(first, cells, starts, freqs)`
  /// names the intervals of the owners of cells, those of elements first, first + 1, ...
  template <total_like Total, class FindAll>
  constexpr void pop_each(std::size_t count, Total n, FindAll&& find_all) {
    pop_each_on({0, Lanes}, count, n, find_all);
  }
  /// The same on some of the lanes.
  template <total_like Total, class FindAll>
  constexpr void pop_each_on(lane_range on, std::size_t count, Total n, FindAll&& find_all) {
    check(n);
    check(on);
    decode_each(on, count, n, find_all);
  }

  static constexpr std::size_t lanes()
    requires(Lanes > 1)
  {
    return Lanes;
  }
  /// The same stack with more heads, or with fewer: nothing is coded, so what they held must be coded
  /// otherwise (`spread` and `gather` do).
  template <std::size_t More>
      constexpr basic_rans_stack<Layout, 1 + More> with_heads(const std::array<head_type, More>& more) &&
      requires(Lanes == 1) {
        std::array<head_type, 1 + More> heads{heads_[0]};
        std::ranges::copy(more, heads.begin() + 1);
        return {heads, std::move(tail_), supply_, taken_};
      } constexpr basic_rans_stack<Layout> with_one_head() && {
    return {std::array{heads_[0]}, std::move(tail_), supply_, taken_};
  }

  constexpr head_type head(std::size_t lane = 0) const {
    check(lane);
    return heads_[lane];
  }
  constexpr std::span<const word_type> words() const { return tail_; }
  constexpr const supply& below() const { return supply_; }
  /// How many words of the supply were ever read: the deepest point, in words.
  constexpr std::uint64_t taken() const { return taken_; }

  /// Height above the start, ordered as the content is.
  constexpr log2_sum content_product() const {
    log2_sum sum;
    sum.add_whole((static_cast<std::int64_t>(tail_.size()) - static_cast<std::int64_t>(taken_)) * word_bits);
    for (const head_type head : heads_) sum.add(head);
    return sum;
  }
  /// Bits above the start of a stack whose heads are L and that has no words; negative below it.
  constexpr bits content() const {
    return content_product().value() - bits::whole(static_cast<std::int64_t>(Lanes * Layout::lower_bits));
  }

  /// Whether the stack is what it was when fresh: the same head, and the endless words below equal the
  /// supply's.
  constexpr bool is_fresh() const
    requires(Lanes == 1)
  {
    return *this == basic_rans_stack{supply_};
  }

  /// Equal where the heads, the levels and the endless word sequences below are, however many of these words
  /// were taken from the supply and put back.
  friend constexpr bool operator==(const basic_rans_stack& a, const basic_rans_stack& b) {
    if (a.heads_ != b.heads_ || !(a.supply_ == b.supply_)) return false;
    const std::size_t skip_a = a.returned(), skip_b = b.returned();
    return a.taken_ - skip_a == b.taken_ - skip_b &&
           std::ranges::equal(a.words().subspan(skip_a), b.words().subspan(skip_b));
  }

  static constexpr head_type fresh_head(const supply& below) {
    return lower_bound | static_cast<head_type>(below.head() >> (64 - Layout::lower_bits));
  }

 private:
  using content_type = detail::rans_heads<Layout, Lanes>;
  using content_type::advance_on, content_type::encode_on, content_type::peek_on;
  using content_type::decode_each, content_type::encode_each, content_type::returned;
  using content_type::heads_, content_type::supply_, content_type::tail_, content_type::taken_;

  template <total_like Total>
  static constexpr void check(Total n) {
    if (n.count() > max_total) throw total_error("the total exceeds the head's lower bound");
  }

  static constexpr void check(std::size_t lane) {
    if (lane >= Lanes) throw domain_error("the stack has no such lane");
  }
  static constexpr void check(lane_range on) {
    if (on.first >= Lanes || on.count == 0 || on.count > Lanes - on.first)
      throw domain_error("the stack has no such lanes");
  }
};

/// The stack to use: 64-bit head, 32-bit words, totals up to 2^31.
using rans_stack = basic_rans_stack<rans_layout<std::uint64_t, std::uint32_t, 31>>;
/// The same with several heads.
template <std::size_t Lanes>
using vector_stack = basic_rans_stack<rans_stack::layout_type, Lanes>;

}  // namespace ansatz

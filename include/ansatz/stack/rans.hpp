#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/detail/lane_kernels.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <bit>
#include <concepts>
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
class basic_rans_stack {
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
      : heads_{fresh_head(below)}, supply_{below} {}

  /// A stack in mid-life: `words` from the bottom up, above the supply's first `taken` words.
  constexpr basic_rans_stack(const std::array<head_type, Lanes>& heads, std::vector<word_type> words,
                             supply below, std::uint64_t taken)
      : heads_{heads}, tail_{std::move(words)}, taken_{taken}, supply_{below} {
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
    std::size_t end = starts.size();
    if constexpr (compiled) {
      if (!std::is_constant_evaluated() && std::has_single_bit(n.count()) && on.count % 8 == 0) {
        const std::size_t whole = end - end % on.count;
        if (!detail::valid_intervals(starts.data(), freqs.data(), end, n.count()))
          throw domain_error("push: an interval is empty, or does not lie in its total");
        for (; end > whole; --end)
          encode_on(on.first + (end - 1 - whole), interval{starts[end - 1], freqs[end - 1]}, n);
        const std::size_t below = tail_.size();
        tail_.resize(below + whole + detail::lane_slack);
        const word_type* const top =
            detail::push_lanes(heads_.data() + on.first, on.count, tail_.data() + below, starts.data(),
                               freqs.data(), whole, bits_of(n));
        tail_.resize(static_cast<std::size_t>(top - tail_.data()));
        return;
      }
    }
    for (std::size_t j = 0; j < end; ++j)
      if (freqs[j] == 0 || !interval{starts[j], freqs[j]}.within(n.count()))
        throw domain_error("push: an interval is empty, or does not lie in its total");
    for (std::size_t lane = end % on.count; end-- > 0;) {
      lane = (lane == 0 ? on.count : lane) - 1;
      encode_on(on.first + lane, interval{starts[end], freqs[end]}, n);
    }
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
    std::array<std::uint32_t, Lanes> cells, starts, freqs;
    for (std::size_t first = 0; first < count; first += on.count) {
      const std::size_t size = std::min(on.count, count - first);
      const auto part = [&](auto& all) { return std::span{all}.first(size); };
      if constexpr (compiled) {
        if (!std::is_constant_evaluated() && std::has_single_bit(n.count()) && on.count % 8 == 0 &&
            size == on.count && tail_.size() >= on.count + detail::lane_slack) {
          detail::peek_lanes(heads_.data() + on.first, on.count, bits_of(n), cells.data());
          find_all(first, std::span<const std::uint32_t>{cells}.first(size), part(starts), part(freqs));
          const word_type* const top =
              detail::pop_lanes(heads_.data() + on.first, on.count, tail_.data() + tail_.size(), cells.data(),
                                starts.data(), freqs.data(), bits_of(n));
          if (top == nullptr) throw domain_error("pop: the model names an interval that does not hold cell");
          tail_.resize(static_cast<std::size_t>(top - tail_.data()));
          continue;
        }
      }
      for (std::size_t j = 0; j < size; ++j) cells[j] = peek_on(on.first + j, n);
      find_all(first, std::span<const std::uint32_t>{cells}.first(size), part(starts), part(freqs));
      for (std::size_t j = 0; j < size; ++j) advance_on(on.first + j, n, interval{starts[j], freqs[j]});
    }
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

  constexpr head_type head(std::size_t lane = 0) const { return heads_[lane]; }
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
  /// No push or pop moves more than one word where a whole head range fits above any frequency.
  static constexpr bool one_word = Layout::lower_bits <= word_bits;

  /// Arithmetic on heads that are narrower than a frequency.
  using wide = std::common_type_t<head_type, std::uint32_t>;

  template <total_like Total>
  static constexpr unsigned bits_of(Total n) {
    return static_cast<unsigned>(std::countr_zero(n.count()));
  }

  /// Whether kernels for many lanes are compiled for this layout (lane_kernels.hpp).
  static constexpr bool compiled =
      Lanes % 8 == 0 && std::same_as<Layout, rans_layout<std::uint64_t, std::uint32_t, 31>>;

  /// A push of cells that are known to have a frequency and to lie in their total. Always inline: a frequency
  /// or a total that the compiler knows saves the division.
  template <cells Cells, total_like Total>
  [[gnu::always_inline]] constexpr void encode_on(std::size_t lane, const Cells& i, Total n) {
    const wide bound = n.quotient(wide{lower_bound}) * i.freq;  // k f
    wide h = heads_[lane];
    word_type low{};
    bool overflows = false;
    while ((h >> word_bits) >= bound) {
      if (overflows) tail_.push_back(low);
      low = static_cast<word_type>(h);
      h >>= word_bits;
      overflows = true;
      if constexpr (one_word) break;
    }
    h = n.times(h / i.freq) + i.cell(static_cast<std::uint32_t>(h % i.freq));
    if (overflows) {  // the last word leaves the head only if what is left fills it
      if (h < lower_bound)
        h = h << word_bits | low;
      else
        tail_.push_back(low);
    }
    heads_[lane] = static_cast<head_type>(h);
  }

  /// What the next pop from a lane looks up: it depends on the head alone.
  template <total_like Total>
  constexpr std::uint32_t peek_on(std::size_t lane, Total n) const {
    return n.remainder(from(heads_[lane], n));
  }
  template <total_like Total, cell_owner Owner>
  constexpr void advance_on(std::size_t lane, Total n, const Owner& owner) {
    const head_type head = heads_[lane];
    const bool whole = is_whole(head, n);
    const wide part = from(head, n);
    const std::uint32_t cell = n.remainder(part);
    if (!owner.holds(cell)) throw domain_error("pop: the model names an interval that does not hold cell");
    wide h = n.quotient(part) * owner.freq + owner.rank(cell);
    if (!whole) h = h << word_bits | static_cast<word_type>(head);
    while (h < lower_bound) {
      h = h << word_bits | take_word();
      if constexpr (one_word) break;
    }
    heads_[lane] = static_cast<head_type>(h);
  }
  /// Whether a pop works on the whole head, which then lies in [kN, kN 2^w), or on all but its low word.
  template <total_like Total>
  static constexpr bool is_whole(wide head, Total n) {
    return (head >> word_bits) < n.times(n.quotient(wide{lower_bound}));
  }
  template <total_like Total>
  static constexpr wide from(wide head, Total n) {
    return is_whole(head, n) ? head : head >> word_bits;
  }

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

  constexpr word_type supplied(std::uint64_t index) const {
    return static_cast<word_type>(supply_.word(index) >> (64 - word_bits));
  }

  constexpr word_type take_word() {
    if (tail_.empty()) {
      const word_type w = supplied(taken_);
      ++taken_;
      return w;
    }
    const word_type w = tail_.back();
    tail_.pop_back();
    return w;
  }

  /// How many of the lowest words are the supply's own, put back where they came from.
  constexpr std::size_t returned() const {
    std::size_t n = 0;
    while (n < tail_.size() && n < taken_ && tail_[n] == supplied(taken_ - 1 - n)) ++n;
    return n;
  }

  std::array<head_type, Lanes> heads_;
  std::vector<word_type> tail_;
  std::uint64_t taken_ = 0;
  supply supply_;
};

/// The stack to use: 64-bit head, 32-bit words, totals up to 2^31.
using rans_stack = basic_rans_stack<rans_layout<std::uint64_t, std::uint32_t, 31>>;
/// The same with several heads.
template <std::size_t Lanes>
using vector_stack = basic_rans_stack<rans_stack::layout_type, Lanes>;

}  // namespace ansatz

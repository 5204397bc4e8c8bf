#pragma once
#include <algorithm>
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
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz::detail {

/// The content of a `basic_rans_stack`: heads over one tail, endless below, and what a push and a pop do to one
/// of them, and to many. Totals and lanes are checked before.
template <class Layout, std::size_t Lanes>
class rans_heads {
 protected:
  using head_type = typename Layout::head_type;
  using word_type = typename Layout::word_type;
  static constexpr unsigned word_bits = Layout::word_bits;
  static constexpr head_type lower_bound = head_type{1} << Layout::lower_bits;

  constexpr rans_heads(const std::array<head_type, Lanes>& heads, std::vector<word_type> words, supply below,
                       std::uint64_t taken)
      : heads_{heads}, tail_{std::move(words)}, taken_{taken}, supply_{below} {}

  /// No push or pop moves more than one word where a whole head range fits above any frequency.
  static constexpr bool one_word = Layout::lower_bits <= word_bits;

  /// Arithmetic on heads that are narrower than a frequency.
  using wide = std::common_type_t<head_type, std::uint32_t>;

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
    if constexpr (!std::same_as<Owner, interval>)  // an interval that holds the cell has it
      if (owner.rank(cell) >= owner.freq)
        throw domain_error("pop: the model names a rank beyond its owner's cells");
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

  /// Elements starts.size() - 1, ..., 0, element j on lane on.first + j mod on.count; nothing changes where an
  /// interval is refused.
  template <total_like Total>
  constexpr void encode_each(lane_range on, std::span<const std::uint32_t> starts,
                             std::span<const std::uint32_t> freqs, Total n) {
    std::size_t end = starts.size();
    if constexpr (compiled) {
      if (!std::is_constant_evaluated() && std::has_single_bit(n.count()) && on.count % 8 == 0 &&
          can_push_lanes()) {
        const std::size_t whole = end - end % on.count;
        if (!valid_intervals(starts.data(), freqs.data(), end, n.count()))
          throw domain_error("push: an interval is empty, or does not lie in its total");
        for (; end > whole; --end)
          encode_on(on.first + (end - 1 - whole), interval{starts[end - 1], freqs[end - 1]}, n);
        const std::size_t below = tail_.size();
        tail_.resize(below + whole + lane_slack);
        const word_type* const top = push_lanes(heads_.data() + on.first, on.count, tail_.data() + below,
                                                starts.data(), freqs.data(), whole, bits_of(n));
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

  /// Elements 0, ..., count - 1, as many at once as there are lanes.
  template <total_like Total, class FindAll>
  constexpr void decode_each(lane_range on, std::size_t count, Total n, FindAll& find_all) {
    std::array<std::uint32_t, Lanes> cells, starts, freqs;
    for (std::size_t first = 0; first < count; first += on.count) {
      const std::size_t size = std::min(on.count, count - first);
      const auto part = [&](auto& all) { return std::span{all}.first(size); };
      if constexpr (compiled) {
        if (!std::is_constant_evaluated() && std::has_single_bit(n.count()) && on.count % 8 == 0 &&
            size == on.count && tail_.size() >= on.count + lane_slack) {
          peek_lanes(heads_.data() + on.first, on.count, bits_of(n), cells.data());
          find_all(first, std::span<const std::uint32_t>{cells}.first(size), part(starts), part(freqs));
          const word_type* const top =
              pop_lanes(heads_.data() + on.first, on.count, tail_.data() + tail_.size(), cells.data(),
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

  template <total_like Total>
  static constexpr unsigned bits_of(Total n) {
    return static_cast<unsigned>(std::countr_zero(n.count()));
  }
  /// Whether kernels for many lanes are compiled for this layout (lane_kernels.hpp).
  static constexpr bool compiled = Lanes % 8 == 0 && std::same_as<head_type, std::uint64_t> &&
                                   std::same_as<word_type, std::uint32_t> && Layout::lower_bits == 31;

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

}  // namespace ansatz::detail

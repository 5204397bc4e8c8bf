#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <bit>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace ansatz {

/// N numbers, each of 32 bits: how often each of them occurs, and then their order.
///
/// Rate: for each number that occurs two log-uniform ones, how far it is from the one before and how often it
/// occurs; and log2 (N! / prod_x n_x!). For labels, sizes and whatever takes few values. Does push pop? No. Does
/// pop push? No.
class counted_numbers_codec {
  auto step() const { return labelled(label_, log_uniform(33)); }
  /// 1 to n, and a little further.
  auto count_below(std::uint64_t n) const {
    return labelled(label_, log_uniform(static_cast<unsigned>(std::bit_width(n))));
  }

 public:
  using symbol_type = std::vector<std::uint32_t>;

  /// At most 2^26 of them; else throws `domain_error`.
  counted_numbers_codec(std::uint64_t count, std::string_view label) : count_{count}, label_{label} {
    if (count > most) throw domain_error("counted_numbers: more than 2^26 numbers");
  }

  static constexpr std::uint64_t most = std::uint64_t{1} << 26;

  template <class S>
  void push(S& s, const symbol_type& numbers) const {
    if (numbers.size() != count_) throw domain_error("counted_numbers: the symbol's size is not the codec's");
    if (count_ == 0) return;
    symbol_type values = numbers;
    std::ranges::sort(values);
    std::vector<std::uint32_t> counts;  // of each value
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (kept > 0 && values[kept - 1] == values[i]) {
        ++counts.back();
      } else {
        values[kept++] = values[i];
        counts.push_back(1);
      }
    values.resize(kept);

    fenwick_bag left{std::vector<std::uint32_t>(kept, 0)};
    for (std::size_t i = numbers.size(); i-- > 0;) {
      const auto at =
          static_cast<std::uint32_t>(std::ranges::lower_bound(values, numbers[i]) - values.begin());
      left.insert(at);
      labelled(label_, drawn(left)).push(s, at);
    }
    std::uint64_t all = 0;  // numbers from this value on
    for (std::size_t i = kept; i-- > 0;) {
      all += counts[i];
      count_below(all).push(s, counts[i]);
      step().push(s, i == 0 ? std::uint64_t{values[0]} + 1 : values[i] - values[i - 1]);
    }
  }

  template <class S>
  symbol_type pop(S& s) const {
    symbol_type values, out;
    std::vector<std::uint32_t> counts;
    for (std::uint64_t left = count_; left > 0;) {
      const std::uint64_t value =
          step().pop(s) + (values.empty() ? std::uint64_t{0} : values.back() + std::uint64_t{1}) - 1;
      const std::uint64_t count = count_below(left).pop(s);
      if (value > 0xffffffff || count > left)
        throw domain_error("counted_numbers: counts that do not add up");
      values.push_back(static_cast<std::uint32_t>(value));
      counts.push_back(static_cast<std::uint32_t>(count));
      left -= count;
    }
    if (count_ == 0) return out;
    fenwick_bag left{std::move(counts)};
    for (std::uint64_t i = 0; i < count_; ++i) {
      const std::uint32_t at = labelled(label_, drawn(left)).pop(s);
      left.erase(at);
      out.push_back(values[at]);
    }
    return out;
  }

 private:
  std::uint64_t count_;
  std::string_view label_;
};

/// The label, under which a metered stack books it, must outlive the stack: string literals do.
inline counted_numbers_codec counted_numbers(std::uint64_t count, std::string_view label) {
  return {count, label};
}

}  // namespace ansatz

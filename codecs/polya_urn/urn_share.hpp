#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// How many of `edges` edges a node gets, 2 `edges` ends of which are drawn from an urn that gets each back
/// with one more, and which holds the node `own` times and others `rest` times; given that no edge has both
/// its ends there, and that they are `least` to `most`:
///
///   p(k) ~ 2^k (edges choose k) own (own + 1) ... (own + k - 1) rest (rest + 1) ... (rest + 2 edges - k - 1).
///
/// Counts near the likeliest one, each of whose masses is a share of 2^bits, and one more for all others
/// together, which are alike. Rate: -log2 p(k), but for rounding, and for counts that are rarer than 2^-bits.
/// Does push pop? No. Does pop push? No. Integers alone. least <= most <= edges <= 2^29, rest <= 2^31, own <=
/// 2^30, 4 <= bits <= 24.
class urn_share_codec {
 public:
  using symbol_type = std::uint32_t;

  urn_share_codec(std::uint64_t edges, std::uint32_t own, std::uint32_t rest, std::uint32_t least,
                  std::uint32_t most, unsigned bits)
      : least_{least}, most_{most}, total_{std::uint32_t{1} << std::clamp(bits, 4u, 24u)} {
    if (least > most || most > edges || edges > max_total / 4 || own == 0 || own > max_total / 2 ||
        (rest == 0 && most > 0) || rest > max_total || bits < 4 || bits > 24)
      throw domain_error("urn_share: there is no such urn");
    // p(k + 1) / p(k): above 1 up to the mode and below from there on, since own >= 1.
    const auto above = [&](std::uint64_t k) { return 2 * (edges - k) * (own + k); };
    const auto below = [&](std::uint64_t k) { return (k + 1) * (rest + 2 * edges - k - 1); };
    std::uint64_t mode = least, end = most;
    while (mode < end)
      if (const std::uint64_t k = mode + (end - mode) / 2; above(k) > below(k))
        mode = k + 1;
      else
        end = k;
    // Masses, that of the mode being 2^32, down to what would round to no cell.
    const std::uint64_t negligible = (std::uint64_t{1} << 32) / total_, room = total_ / 4;
    std::vector<std::uint64_t> down, masses;
    for (std::uint64_t k = mode, mass = std::uint64_t{1} << 32; k > least && down.size() < room; --k) {
      mass = static_cast<std::uint64_t>(uint128{mass} * below(k - 1) / above(k - 1));
      if (mass < negligible) break;
      down.push_back(mass);
    }
    masses.assign(down.rbegin(), down.rend());
    first_ = static_cast<std::uint32_t>(mode - down.size());
    masses.push_back(std::uint64_t{1} << 32);
    for (std::uint64_t k = mode, mass = std::uint64_t{1} << 32; k < most && masses.size() < 2 * room; ++k) {
      mass = static_cast<std::uint64_t>(uint128{mass} * above(k) / below(k));
      if (mass < negligible) break;
      masses.push_back(mass);
    }
    std::uint64_t sum = 0;
    for (const std::uint64_t mass : masses) sum += mass;
    const bool all = masses.size() == std::uint64_t{most} - least + 1;
    const std::uint64_t spread = total_ - masses.size() - (all ? 0 : 1);
    starts_.push_back(0);
    for (const std::uint64_t mass : masses)
      starts_.push_back(starts_.back() + 1 + static_cast<std::uint32_t>(uint128{mass} * spread / sum));
    // What was rounded off goes to the mode.
    const std::uint32_t lost = total_ - (all ? 0 : 1) - starts_.back();
    for (std::size_t i = down.size() + 1; i < starts_.size(); ++i) starts_[i] += lost;
    if (!all) starts_.push_back(total_);
  }

  template <class S>
  void push(S& s, std::uint32_t k) const {
    if (k < least_ || k > most_) throw domain_error("urn_share: the number is too small or too large");
    if (k >= first_ && k - first_ < near()) return modelled(window{this}).push(s, k - first_);
    uniform(others()).push(s, k < first_ ? k - least_ : k - least_ - near());
    modelled(window{this}).push(s, near());
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    if (const std::uint32_t i = modelled(window{this}).pop(s); i < near()) return first_ + i;
    const std::uint32_t k = least_ + uniform(others()).pop(s);
    return k < first_ ? k : k + near();
  }

 private:
  /// The counts near the mode, from 0, and one for all others, if there are such.
  struct window {
    using symbol_type = std::uint32_t;
    const urn_share_codec* of;
    ansatz::total total() const { return ansatz::total{of->total_}; }
    interval interval_of(std::uint32_t i) const {
      return {of->starts_[i], of->starts_[i + 1] - of->starts_[i]};
    }
    found<std::uint32_t> find(std::uint32_t cell) const {
      const auto i =
          static_cast<std::uint32_t>(std::ranges::upper_bound(of->starts_, cell) - of->starts_.begin()) - 1;
      return {i, interval_of(i)};
    }
  };
  std::uint32_t symbols() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
  /// How many counts the window has: where it has all, there is no other.
  std::uint32_t near() const { return symbols() > most_ - least_ ? symbols() : symbols() - 1; }
  std::uint32_t others() const { return most_ - least_ + 1 - near(); }

  std::uint32_t least_, most_, total_, first_ = 0;
  std::vector<std::uint32_t> starts_;
};

inline urn_share_codec urn_share(std::uint64_t edges, std::uint32_t own, std::uint32_t rest,
                                 std::uint32_t least, std::uint32_t most, unsigned bits = 20) {
  return {edges, own, rest, least, most, bits};
}

}  // namespace ansatz

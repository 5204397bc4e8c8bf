#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/recorder.hpp>
#include <block_model/learnt_scale.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ansatz {

/// Neighbours a node of a simple graph whose numbers of nodes and edges are known: the degrees that occur,
/// descending, and how many nodes have each, among those that leave a sum that the other nodes can have; then
/// which node has which.
///
/// Rate: for each degree that occurs two numbers, by `learnt_scale`; and log2 (n! / prod_d n_d!). What pop
/// gives has the right sum, but need not be the degrees of any simple graph. Does push pop? No. Does pop
/// push? No.
class degree_sequence_codec {
 public:
  using symbol_type = std::vector<std::uint32_t>;

  /// At most 2^26 nodes and 2^29 edges, as many as a simple graph has.
  degree_sequence_codec(std::uint32_t nodes, std::uint64_t edges) : nodes_{nodes}, ends_{2 * edges} {
    if (nodes > 1u << 26 || edges > std::uint64_t{1} << 29)
      throw domain_error("degree_sequence: at most 2^26 nodes and 2^29 edges");
    if (nodes == 0 ? edges > 0 : ends_ > std::uint64_t{nodes} * (nodes - 1))
      throw domain_error("degree_sequence: more edges than a simple graph of so many nodes has");
  }

  template <class S>
  void push(S& s, const symbol_type& degrees) const {
    if (degrees.size() != nodes_) throw domain_error("degree_sequence: another number of nodes");
    std::uint64_t sum = 0;
    for (const std::uint32_t d : degrees) sum += d;
    if (sum != ends_) throw domain_error("degree_sequence: degrees that do not add up");
    std::vector<std::uint32_t> sorted = degrees;
    std::ranges::sort(sorted, std::greater{});
    recorder histogram{lanes_of(s)};
    std::size_t at = 0;
    const std::vector<group> groups = walk(
        [&](const learnt_scale& scale, std::uint32_t most, std::uint32_t highest) {
          return recorded(histogram, scale, most, std::uint64_t{highest} + 1 - sorted[at]);
        },
        [&](const learnt_scale& scale, std::uint32_t most, std::uint32_t least) {
          const std::size_t begin = at;
          while (at < sorted.size() && sorted[at] == sorted[begin]) ++at;
          return recorded(histogram, scale, most, at - begin + 1 - least);
        });
    fenwick_bag left{std::vector<std::uint32_t>(std::max<std::size_t>(groups.size(), 1))};
    for (std::size_t v = degrees.size(); v-- > 0;) {
      const auto place = std::ranges::lower_bound(groups, degrees[v], std::greater{}, &group::degree);
      const auto which = static_cast<std::uint32_t>(place - groups.begin());
      left.insert(which);
      drawn(left).push(s, which);
    }
    histogram.replay(s);
  }

  template <class S>
  symbol_type pop(S& s) const {
    const auto number = [&](const learnt_scale& scale, std::uint32_t most, std::uint32_t) {
      return scale.up_to(most).pop(s);
    };
    const std::vector<group> groups = walk(number, number);
    symbol_type degrees;
    std::vector<std::uint32_t> counts{};
    for (const group& g : groups) counts.push_back(g.nodes);
    if (groups.empty()) return degrees;
    fenwick_bag left{std::move(counts)};
    while (left.size() > 0) {
      const std::uint32_t which = drawn(left).pop(s);
      left.erase(which);
      degrees.push_back(groups[which].degree);
    }
    return degrees;
  }

 private:
  struct group {
    std::uint32_t degree, nodes;
  };

  static std::uint32_t recorded(recorder& r, const learnt_scale& scale, std::uint32_t most, std::uint64_t n) {
    if (n == 0 || n > most) throw domain_error("degree_sequence: a degree that no simple graph has");
    r.mark();
    scale.up_to(most).push(r, static_cast<std::uint32_t>(n));
    return static_cast<std::uint32_t>(n);
  }

  /// All groups of nodes of the same degree. `drop(scale, most, highest)` says how far, from 1 on, the next
  /// degree is below `highest` + 1; `count(scale, most, least)` how many nodes, from 1 on, there are above
  /// `least` - 1.
  template <class Drop, class Count>
  std::vector<group> walk(const Drop& drop, const Count& count) const {
    learnt_scale drops, counts;
    std::vector<group> out;
    std::uint64_t nodes = nodes_, ends = ends_, above = nodes_;  // ends <= nodes * (above - 1) throughout
    while (nodes > 0) {
      if (ends == 0) {
        out.push_back({0, static_cast<std::uint32_t>(nodes)});
        break;
      }
      const std::uint64_t highest = std::min(above - 1, ends), lowest = (ends + nodes - 1) / nodes;
      const std::uint32_t fall =
          drop(drops, static_cast<std::uint32_t>(highest - lowest + 1), static_cast<std::uint32_t>(highest));
      drops.learn(fall);
      const std::uint64_t degree = highest + 1 - fall, others = nodes * (degree - 1),
                          least = ends > others ? ends - others : 1, most = std::min(nodes, ends / degree);
      const std::uint32_t more =
          count(counts, static_cast<std::uint32_t>(most - least + 1), static_cast<std::uint32_t>(least));
      counts.learn(more);
      const std::uint64_t taken = least - 1 + more;
      out.push_back({static_cast<std::uint32_t>(degree), static_cast<std::uint32_t>(taken)});
      nodes -= taken;
      ends -= taken * degree;
      above = degree;
    }
    return out;
  }

  std::uint32_t nodes_;
  std::uint64_t ends_;
};

inline degree_sequence_codec degree_sequence(std::uint32_t nodes, std::uint64_t edges) {
  return {nodes, edges};
}

}  // namespace ansatz

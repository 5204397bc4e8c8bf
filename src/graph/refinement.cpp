#include "graph/refinement.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "graph/mixed.hpp"

namespace ansatz {

refinement::refinement(const graph& g, const neighbourhoods& around)
    : at_(g.nodes()),
      place_(g.nodes()),
      start_(g.nodes()),
      end_(g.nodes()),
      queued_(g.nodes()),
      counted_(g.nodes()),
      count_(g.nodes()) {
  const auto labels = g.node_labels();
  std::iota(at_.begin(), at_.end(), 0u);
  const auto label = [labels](std::uint32_t v) { return labels.empty() ? 0 : labels[v]; };
  std::ranges::stable_sort(at_, {}, label);
  for (std::uint32_t i = 0, start = 0; i < nodes(); ++i) {
    if (label(at_[i]) != label(at_[start])) start = i;
    place_[at_[i]] = i;
    start_[i] = start;
    end_[start] = i + 1;
    if (start == i) enqueue(i);
  }
  refine(around);
}

std::uint64_t refinement::individualise(std::uint32_t node, const neighbourhoods& around) {
  const std::uint32_t start = start_[place_[node]], place = place_[node];
  std::swap(at_[start], at_[place]);
  std::swap(place_[at_[start]], place_[at_[place]]);
  split(std::vector<std::uint32_t>{1, end_[start] - start - 1}, start);
  enqueue(start);
  return mixed(start, refine(around));
}

void refinement::enqueue(std::uint32_t start) {
  if (queued_[start]) return;
  queued_[start] = true;
  queue_.push_back(start);
}

/// Cuts the cell at `start` into cells of these sizes.
void refinement::split(std::span<const std::uint32_t> sizes, std::uint32_t start) {
  const std::uint32_t first = start;
  for (const std::uint32_t size : sizes) {
    end_[start] = start + size;
    // The first part keeps its start: what is not touched costs nothing.
    if (start != first) std::fill_n(start_.begin() + start, size, start);
    start += size;
  }
}

std::uint64_t refinement::refine(const neighbourhoods& around) {
  std::uint64_t trace = 0;
  std::vector<std::uint32_t> cell, sizes;
  std::vector<std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>> touched;  // cell, count, node
  for (std::size_t next = 0; next < queue_.size(); ++next) {
    const std::uint32_t by = queue_[next];
    queued_[by] = false;
    cell.assign(at_.begin() + by, at_.begin() + end_[by]);
    touched.clear();
    for (const std::uint32_t v : cell) {
      const auto labels = around.labels_of(v);
      const auto neighbours = around.of(v);
      for (std::size_t i = 0; i < neighbours.size(); ++i) {
        if (!counted_[neighbours[i]]) touched.emplace_back(0, 0, neighbours[i]);
        counted_[neighbours[i]] = true;
        count_[neighbours[i]] += labels.empty() ? 1 : mixed(labels[i]) | 1;
      }
    }
    for (auto& [start, count, v] : touched) {
      start = start_[place_[v]], count = std::exchange(count_[v], 0);
      counted_[v] = false;
    }
    std::ranges::sort(touched);
    touched_ += touched.size();
    trace = mixed(trace, by);
    for (auto first = touched.begin(); first != touched.end();) {
      // The nodes of one cell, with which others go to the front of it, and by equal counts to its end.
      const std::uint32_t start = std::get<0>(*first), end = end_[start];
      const auto last =
          std::ranges::find_if(first, touched.end(), [=](const auto& t) { return std::get<0>(t) != start; });
      sizes.assign(1, end - start - static_cast<std::uint32_t>(last - first));
      if (sizes[0] == 0) sizes.clear();
      std::uint32_t to = end - static_cast<std::uint32_t>(last - first);
      for (auto t = first; t != last; ++t, ++to) {
        const auto [of, count, v] = *t;
        if (t == first || count != std::get<1>(*(t - 1))) {
          sizes.push_back(0);
          trace = mixed(mixed(trace, to), count);
        }
        ++sizes.back();
      }
      trace = mixed(trace, end);
      if (sizes.size() > 1) {
        to = end - static_cast<std::uint32_t>(last - first);
        for (auto t = first; t != last; ++t, ++to) {
          const std::uint32_t v = std::get<2>(*t), other = at_[to], from = place_[v];
          std::swap(at_[to], at_[from]);
          place_[v] = to, place_[other] = from;
        }
        const bool whole = queued_[start];
        split(sizes, start);
        const auto largest = static_cast<std::size_t>(std::ranges::max_element(sizes) - sizes.begin());
        std::uint32_t part = start;
        for (std::size_t i = 0; i < sizes.size(); part += sizes[i++])
          if (whole || i != largest) enqueue(part);
      }
      first = last;
    }
  }
  queue_.clear();
  return trace;
}

}  // namespace ansatz

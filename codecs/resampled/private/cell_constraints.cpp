#include "cell_constraints.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

#include "reachable_values.hpp"

namespace ansatz::detail {
namespace {

constexpr unsigned all_cells = 400;
constexpr unsigned most_tries = 4000;  // of one depth-first search
// What else costs time, in steps of the search within a cell.
constexpr std::uint64_t steps_of_revision = 8, steps_of_branch = 300;

std::uint32_t lowest(std::uint64_t domain) { return static_cast<std::uint32_t>(std::countr_zero(domain)); }
std::uint32_t highest(std::uint64_t domain) {
  return 63u - static_cast<std::uint32_t>(std::countl_zero(domain));
}

}  // namespace

/// Every way of a cell's free variables to bring its sum into the range: which values take part?
struct cell_constraints::search {
  struct place {
    std::int64_t weight;
    std::uint64_t domain, seen;
    std::int64_t least, most;  ///< what this place and those after it can add
    std::uint32_t variable;
  };
  std::array<place, 10> places;
  std::size_t count = 0;
  std::int64_t low, high;
  std::uint64_t* budget;

  bool from(std::size_t k, std::int64_t sum) {
    if (k == count) return true;  // the bounds below have seen to it
    if (*budget == 0) return false;
    --*budget;
    place& p = places[k];
    bool any = false;
    for (std::uint64_t rest = p.domain; rest != 0; rest &= rest - 1) {
      const std::int64_t next = sum + lowest(rest) * p.weight;
      if (next + places[k + 1].least > high) break;
      if (next + places[k + 1].most < low || !from(k + 1, next)) continue;
      p.seen |= rest & (~rest + 1);
      any = true;
    }
    return any;
  }
};

cell_constraints::cell_constraints(const resampling_axis& axis, std::int64_t largest,
                                   const box_targets& targets, std::uint64_t& budget)
    : axis_(&axis), budget_(&budget), ranges_{} {
  for (const auto& rows : axis.segments)
    for (const auto& columns : axis.segments)
      domains_.push_back((std::uint64_t{2} << (rows.length * columns.length)) - 1);
  // Empty cells and full ones first: they leave little of their neighbours.
  for (const int round : {0, 1, 2})
    for (std::uint32_t c = 0; c < all_cells; ++c) {
      const std::int16_t v = targets[c];
      if ((v == 0 ? 0 : v >= 250 ? 1 : 2) != round) continue;
      const auto [low, high] =
          v == unseen ? sum_range{0, 64 * largest + 63} : sums_for(static_cast<std::uint32_t>(v), largest);
      ranges_[c] = {low, high};
      waits_[c] = true;
      waiting_.push_back(c);
    }
}

std::vector<cell_constraints::term> cell_constraints::terms_of(std::uint32_t cell) const {
  const std::uint32_t row = cell / resampling_axis::cells, column = cell % resampling_axis::cells;
  const auto size = static_cast<std::uint32_t>(axis_->segments.size());
  std::vector<term> terms;
  terms.reserve(9);
  for (std::uint32_t r = axis_->segments_of[row][0]; r < axis_->segments_of[row][1]; ++r)
    for (std::uint32_t c = axis_->segments_of[column][0]; c < axis_->segments_of[column][1]; ++c)
      terms.push_back({r * size + c, pixel_weight(axis_->segments[r].weight_in(row),
                                                  axis_->segments[c].weight_in(column), axis_->side)});
  return terms;
}

void cell_constraints::wake(std::uint32_t variable, std::uint32_t except) {
  const auto& rows = axis_->segments[variable / axis_->segments.size()];
  const auto& columns = axis_->segments[variable % axis_->segments.size()];
  for (std::uint32_t r = rows.first; r <= rows.last; ++r)
    for (std::uint32_t c = columns.first; c <= columns.last; ++c)
      if (const std::uint32_t cell = r * resampling_axis::cells + c;
          cell != except && !std::exchange(waits_[cell], true))
        waiting_.push_back(cell);
}

bool cell_constraints::revise(std::uint32_t cell) {
  *budget_ -= std::min<std::uint64_t>(*budget_, steps_of_revision);
  search s{.places = {}, .low = ranges_[cell][0], .high = ranges_[cell][1], .budget = budget_};
  for (const auto [variable, weight] : terms_of(cell)) {
    const std::uint64_t domain = domains_[variable];
    if (std::has_single_bit(domain)) {
      s.low -= lowest(domain) * weight;
      s.high -= lowest(domain) * weight;
    } else {
      s.places[s.count++] = {weight, domain, 0, 0, 0, variable};
    }
  }
  std::ranges::sort(s.places.begin(), s.places.begin() + static_cast<std::ptrdiff_t>(s.count),
                    std::ranges::greater{},
                    [](const search::place& p) { return highest(p.domain) * p.weight; });
  for (std::size_t k = s.count; k-- > 0;) {
    search::place& p = s.places[k];
    p.least = s.places[k + 1].least + lowest(p.domain) * p.weight;
    p.most = s.places[k + 1].most + highest(p.domain) * p.weight;
  }
  if (s.places[0].least > s.high || s.places[0].most < s.low) return false;
  if (s.places[0].least >= s.low && s.places[0].most <= s.high) return true;
  if (!s.from(0, 0) || *budget_ == 0) return false;
  for (std::size_t k = 0; k < s.count; ++k)
    if (const search::place& p = s.places[k]; p.seen != p.domain) {
      domains_[p.variable] = p.seen;
      wake(p.variable, cell);
    }
  return true;
}

bool cell_constraints::propagate() {
  // A queue that grows while it is read. Every entry after the first ones is a domain that shrank, so it
  // ends.
  for (std::size_t next = 0; next < waiting_.size(); ++next) {
    waits_[waiting_[next]] = false;
    if (!revise(waiting_[next])) return false;
  }
  waiting_.clear();
  return true;
}

void cell_constraints::assign(std::size_t variable, std::uint32_t value) {
  domains_[variable] = std::uint64_t{1} << value;
  wake(static_cast<std::uint32_t>(variable), all_cells);
}

std::optional<std::uint32_t> cell_constraints::next_variable() const {
  std::optional<std::uint32_t> found;
  int fewest = 65;
  for (std::uint32_t v = 0; v < domains_.size(); ++v)
    if (const int values = std::popcount(domains_[v]); values > 1 && values < fewest) {
      fewest = values;
      found = v;
      if (values == 2) break;
    }
  return found;
}

std::optional<std::vector<std::uint8_t>> cell_constraints::solve(std::span<const std::int32_t> wanted) const {
  struct branch {
    cell_constraints state;
    std::uint32_t variable;
    std::uint64_t rest;  ///< values that have not been tried
  };
  std::vector<branch> branches;
  cell_constraints state = *this;
  bool possible = true;
  for (unsigned tries = 0; tries < most_tries && *budget_ > 0; ++tries) {
    *budget_ -= std::min<std::uint64_t>(*budget_, steps_of_branch);
    if (possible) {
      const auto variable = state.next_variable();
      if (!variable) {
        std::vector<std::uint8_t> counts;
        for (const std::uint64_t d : state.domains_) counts.push_back(static_cast<std::uint8_t>(lowest(d)));
        return counts;
      }
      branches.push_back({state, *variable, state.domains_[*variable]});
    }
    while (!branches.empty() && branches.back().rest == 0) branches.pop_back();
    if (branches.empty()) return std::nullopt;
    branch& b = branches.back();
    const auto distance = [&](std::uint32_t value) {
      return std::abs(static_cast<std::int32_t>(256 * value) - wanted[b.variable]);
    };
    std::uint32_t value = lowest(b.rest);
    for (std::uint64_t rest = b.rest; rest != 0; rest &= rest - 1)
      if (distance(lowest(rest)) < distance(value)) value = lowest(rest);
    b.rest &= ~(std::uint64_t{1} << value);
    state = b.state;
    state.assign(b.variable, value);
    possible = state.propagate();
  }
  return std::nullopt;
}

}  // namespace ansatz::detail

#include <algorithm>
#include <array>
#include <bit>
#include <unlabelled_graph/private/graph_walk.hpp>

namespace ansatz::detail {
graph_walk::graph_walk(const walk_model& model, std::vector<std::uint32_t> degrees, const graph* known,
                       const decider& decide)
    : model_{model},
      degrees_{std::move(degrees)},
      decide_{decide},
      candidate_{model.candidate},
      range_{model.range},
      half_{model.half},
      left_{degrees_},
      edges_left_{left_.all() / 2},
      rows_of_(degrees_.size()),
      holders_(degrees_.size()),
      held_(degrees_.size()),
      together_{degrees_.size()},
      similar_{degrees_.size()},
      octave_begins_(33),
      evidence_(degrees_.size()) {
  if (known != nullptr) known_.emplace(*known);
  for (auto i = static_cast<std::uint32_t>(degrees_.size()); i-- > 0;)
    octave_begins_[static_cast<std::size_t>(std::bit_width(degrees_[i]))] = i;
}

std::size_t graph_walk::repeats_kind() const {
  return in_class_ || !is_repeat() ? 0 : std::min<std::size_t>(length(repeats_[matched_]), 10) + 1;
}

/// Of the rows that were alike, one has it, and of the others as many as expected.
void graph_walk::one_of_rows(std::uint64_t single) {
  rows_ = one_row + scaled(rows_ - one_row, single, std::uint64_t{1} << 32);
}

bool graph_walk::ask_range(std::uint32_t from) {
  const std::uint64_t own = left_[row_], sum = left_.of_range(from, current_);
  const std::vector<std::uint32_t>& row = rows_of_[row_];
  const std::int32_t guess = logit_of_hazard(scaled(own * sum, one_hazard, left_.all(), most_hazard));
  const std::size_t again = repeats_kind();
  const std::uint64_t repeats = again > 0 ? repeats_[matched_] : 1;
  const auto x = range_.inputs();
  x[0] = guess;
  x[1] = one_logit / 2;
  x[2] = ln(own) - ln(degrees_[row_]);
  x[3] = ln(sum);
  x[4] = ln(current_ - from);
  x[5] = ln(repeats);
  x[6] = again > 0 ? ln(left_[from] + repeats) - ln(repeats) : 0;
  x[7] = x[8] = 0;
  if (!row.empty()) {
    x[8] = ln(2 * std::uint64_t{held_[row.back()]} + 1);
    x[7] = ln(2 * together_.of(row.back()).size() + 1) - x[8];
  }
  const std::size_t octave_of_both = octave(degrees_[row_]) * octaves + octave(degrees_[current_ - 1]);
  const std::array<std::size_t, 4> chosen{
      octave_of_both, std::min<std::size_t>(row.size(), 7) * 3 + rows_kind(), 0,
      again * 3 + (in_class_ ? 2 : std::min<std::size_t>(rows_kind(), 1))};
  return range_.ask(decide_, known_from(from), guess, rows_, chosen, octave_of_both);
}

std::uint32_t graph_walk::find_in_range(std::uint32_t from, std::uint32_t to) {
  const std::uint64_t single = hazard_of(range_.single()), all = left_.of_range(from, to);
  std::uint64_t sum = all, hazard = scaled(single, rows_, one_row, most_hazard);
  const std::size_t both = octave(degrees_[row_]) * octaves + octave(degrees_[to - 1]);
  while (to - from > 1) {
    const std::uint32_t middle = from + (to - from) / 2;
    const std::uint64_t upper = left_.of_range(middle, to), lower = sum - upper;
    bool in_upper = lower == 0;
    if (upper > 0 && lower > 0) {
      // P(some in the upper half | some): 1 - e^-h of either.
      const std::uint64_t p = squash(logit_of_hazard(scaled(hazard, upper, sum))),
                          some = std::max(squash(logit_of_hazard(hazard)), p + 1);
      const std::int32_t guess = stretch((p << 32) / some);
      half_.inputs()[0] = guess;
      half_.inputs()[1] = one_logit / 2;
      half_.inputs()[2] = ln(upper) - ln(lower);
      const std::array<std::size_t, 4> chosen{
          both, length(to - from), 0,
          length(rows_ / one_row) * 4 + std::min<std::size_t>(rows_of_[row_].size(), 3)};
      in_upper = half_.ask(decide_, known_from(middle), guess, one_row, chosen,
                           both % octaves * lengths + length(to - from));
    }
    hazard = scaled(hazard, in_upper ? upper : lower, sum);
    sum = in_upper ? upper : lower;
    (in_upper ? from : to) = middle;
  }
  one_of_rows(scaled(single, left_[from], all, std::uint64_t{1} << 32));
  return from;
}

}  // namespace ansatz::detail

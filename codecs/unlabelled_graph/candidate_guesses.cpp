#include <algorithm>
#include <array>
#include <unlabelled_graph/private/graph_walk.hpp>

namespace ansatz::detail {
namespace {

constexpr std::uint64_t most_expected = std::uint64_t{1} << 40;  // of common neighbours

/// ln of (n + 1/2) / (all - n + 3/2), where n of all, or more, were so.
std::int32_t log_odds(std::uint64_t n, std::uint64_t all) {
  return ln(2 * n + 1) - ln(2 * (std::max(n, all) - n) + 3);
}

}  // namespace

/// Whether the rows that hold the column have chosen ones, too, and how many of these are its neighbours.
void graph_walk::guess_by_similar_rows(std::uint32_t j, std::span<std::int32_t> x) const {
  const std::vector<std::uint32_t>& row = rows_of_[row_];
  const std::uint64_t common = evidence_[j].common;
  std::uint64_t ends = 0;
  for (const std::uint32_t k : row) ends += degrees_[k];
  const std::uint64_t expected = scaled(ends, degrees_[j], edges_left_, most_expected);
  const similar_rows::likeness l = similar_.of(holders_[j]);
  x[0] = log_odds(common, row.size()) / 2;
  x[1] = ln(4 * common + 1) - ln(1 + 2 * expected);
  x[2] = std::max(ln(1 + (5 * l.weight >> 14)) - ln(1 + (similar_.all() >> 12)), -most_logit) / 2;
  x[3] = ln(1 + (l.sharper >> 8)) / 2;
  x[4] = log_odds(l.rows, holders_[j].size()) / 2;
}

bool graph_walk::ask_candidate(std::uint32_t j) {
  const evidence& e = evidence_[j];
  const std::vector<std::uint32_t>& row = rows_of_[row_];
  const std::uint64_t own = left_[row_], of_column = left_[j];
  const std::int32_t guess =
      logit_of_hazard(scaled(own * of_column, one_hazard, left_.all(), 16 * one_hazard));
  std::uint64_t held = 0;
  for (const std::uint32_t k : row) held += held_[k];
  const std::uint64_t expected =
      2 * held * held_[j] / std::max<std::uint64_t>(1, edges_left_ - left_.all() / 2);
  const std::uint64_t first = held_[row.front()], last = held_[row.back()];
  const std::size_t again = repeats_kind();
  const std::uint64_t repeats = again > 0 ? repeats_[matched_] : 1;

  std::size_t n = 0;
  const auto x = candidate_.inputs();
  x[n++] = guess;
  x[n++] = one_logit / 2;
  x[n++] = static_cast<std::int32_t>(std::min<std::uint32_t>(e.common, 32)) * one_logit / 4;
  x[n++] = static_cast<std::int32_t>(std::min<std::int64_t>(2 * e.by_log, 8 * one_logit));
  x[n++] = static_cast<std::int32_t>(std::min<std::int64_t>(4 * e.by_degree, 8 * one_logit));
  x[n++] = std::max(ln(2 * std::uint64_t{e.walks} + 1) - ln(1 + expected), -most_logit);
  x[n++] = log_odds(e.of_last, last);
  x[n++] = log_odds(e.of_first, first);
  x[n++] = ln(2 * std::uint64_t{e.walks} + 1);
  x[n++] = ln(2 * std::uint64_t{e.common} + 1);
  x[n++] = ln(own) - ln(degrees_[row_]);
  x[n++] = ln(of_column) - ln(degrees_[j]);
  x[n++] = ln(repeats);
  x[n++] = again > 0 ? ln(of_column + repeats) - ln(repeats) : 0;
  x[n++] = again > 0 ? one_logit : 0;
  x[n++] = ln(2 * together_.of(row.back()).size() + 1) - ln(2 * last + 1);
  x[n++] = ln(2 * last + 1);
  x[n++] = e.of_last > 0 ? one_logit / 2 : 0;
  x[n++] = ln(1 + (e.shared >> 10));
  x[n++] = e.walks > 0 || e.common > 0 ? 0 : one_logit / 2;
  if (model_.similar_rows) guess_by_similar_rows(j, x.subspan(n));

  const std::size_t common = std::min(e.common, 3u), walks = std::min<std::size_t>(length(e.walks), 3),
                    shared = e.shared == 0        ? 0
                             : e.shared < 1 << 12 ? 1
                             : e.shared < 1 << 15 ? 2
                                                  : 3;
  const std::array<std::size_t, 6> chosen{octave(degrees_[row_]) * octaves + octave(degrees_[j]),
                                          ((shared * 4 + common) * 4 + walks) * 3 + rows_kind(),
                                          std::min<std::size_t>(row.size() - 1, 7),
                                          0,
                                          again * 3 + rows_kind(),
                                          octave(degrees_[row.back()]) * octaves + octave(degrees_[j])};
  const bool yes = candidate_.ask(decide_, known_from(j), guess, rows_, chosen,
                                  ((common * 4 + walks) * 3 + rows_kind()) * 2 + (again > 0 ? 1 : 0));
  if (yes) one_of_rows(candidate_.single());
  return yes;
}

}  // namespace ansatz::detail

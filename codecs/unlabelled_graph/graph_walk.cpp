#include <algorithm>
#include <ansatz/error.hpp>
#include <bit>
#include <unlabelled_graph/private/graph_walk.hpp>
#include <utility>

namespace ansatz::detail {
namespace {

constexpr std::size_t long_row = 128;    // pairs of longer ones are not looked at
constexpr std::size_t few_holders = 64;  // nodes that more rows hold are no common neighbours

}  // namespace

graph graph_walk::run(std::uint32_t nodes) {
  for (std::uint32_t i = 0; i < degrees_.size(); ++i) walk_row(i);
  if (left_.all() > 0) throw domain_error("unlabelled_graph: degrees that no graph has");
  std::vector<graph::edge> edges;
  for (std::uint32_t i = 0; i < rows_of_.size(); ++i)
    for (const std::uint32_t j : rows_of_[i]) edges.push_back({j, i});
  return {nodes, edges};
}

void graph_walk::walk_row(std::uint32_t i) {
  if (i == class_end_) {
    class_ = i;
    while (class_end_ < degrees_.size() && degrees_[class_end_] == degrees_[i]) ++class_end_;
    repeats_.clear();
  }
  row_ = current_ = i;
  similar_.begin(i);
  rows_ = one_row;
  matched_ = 0;
  in_class_ = true;
  alike_ = i > class_;
  before_ = {};
  if (alike_) {
    const auto& row = rows_of_[i - 1];
    before_ = {std::ranges::find_if(row, [&](std::uint32_t j) { return j < class_; }), row.end()};
  }
  if (known_) {
    known_list_.clear();
    for (const std::uint32_t j : known_->of(i))
      if (j < i) known_list_.push_back(j);
    std::ranges::reverse(known_list_);
    known_row_ = known_list_;
  }
  while (left_[i] > 0 && current_ > 0) {
    if (in_class_ && current_ <= class_) {
      in_class_ = false;
      rows_ = std::uint64_t{class_end_ - i} * one_row;
    }
    if (!in_class_ && alike_) {  // rows of a class descend: up to where the row before goes on there is none
      if (matched_ == before_.size()) break;
      current_ = std::min(current_, before_[matched_] + 1);
    }
    const bool repeat = !in_class_ && is_repeat();
    const std::uint32_t j = next_candidate();
    if (j + 1 == current_) {
      const bool yes = left_[j] > 0 && ask_candidate(j);
      if (repeat && !yes) alike_ = false;
      current_ = j;
      if (yes) choose(j);
      continue;
    }
    std::uint32_t from =
        std::max(j == UINT32_MAX ? 0 : j + 1, octave_begins_[std::bit_width(degrees_[current_ - 1])]);
    if (in_class_) from = std::max(from, class_);
    if (repeat) from = current_ - 1;
    if (left_.of_range(from, current_) > 0 && ask_range(from)) {
      current_ = find_in_range(from, current_);
      choose(current_);
    } else {
      if (repeat) alike_ = false;
      current_ = from;
    }
  }
  if (!known_row_.empty()) throw domain_error("unlabelled_graph: the graph is not arranged");
  finish_row();
}

graph_walk::evidence& graph_walk::at(std::uint32_t j) {
  evidence& e = evidence_[j];
  if (e.row != row_) {
    e = {};
    e.row = row_;
    touched_.push_back(j);
  }
  if (!e.queued && j < current_) {
    e.queued = true;
    queue_.push_back(j);
    std::ranges::push_heap(queue_);
  }
  return e;
}

std::uint32_t graph_walk::next_candidate() {
  while (!queue_.empty() && queue_.front() >= current_) {
    std::ranges::pop_heap(queue_);
    queue_.pop_back();
  }
  return queue_.empty() ? UINT32_MAX : queue_.front();
}

void graph_walk::choose(std::uint32_t k) {
  rows_of_[row_].push_back(k);
  left_.take(k);
  left_.take(row_);
  if (!known_row_.empty()) known_row_ = known_row_.subspan(1);
  if (alike_ && !in_class_) {
    alike_ = matched_ < before_.size() && before_[matched_] == k;
    if (alike_) ++matched_;
  }
  for (const std::uint32_t j : rows_of_[k]) {
    evidence& e = at(j);
    ++e.common;
    e.by_log += (std::int64_t{1} << 32) / ln(std::uint64_t{degrees_[k]} + 1);
    e.by_degree += one_logit / degrees_[k];
  }
  if (model_.similar_rows) similar_.choose(holders_[k]);
  for (const std::uint32_t j : touched_) evidence_[j].of_last = 0;
  for (const together& t : together_.of(k)) {
    evidence& e = at(t.node);
    e.walks += t.walks;
    e.of_last += t.walks;
    e.shared += t.shared;
    if (rows_of_[row_].size() == 1) e.of_first += t.walks;
  }
}

void graph_walk::finish_row() {
  const std::vector<std::uint32_t>& row = rows_of_[row_];
  const auto own = static_cast<std::size_t>(
      std::ranges::find_if(row, [&](std::uint32_t j) { return j < class_; }) - row.begin());
  repeats_.resize(row.size() - own, 0);
  for (std::size_t l = 0; l < repeats_.size(); ++l) {
    const bool same = l < before_.size() && before_[l] == row[own + l] && (l == 0 || repeats_[l - 1] > 1);
    repeats_[l] = same ? repeats_[l] + 1 : 1;
  }
  queue_.clear();
  touched_.clear();
  held_[row_] += static_cast<std::uint32_t>(row.size());
  for (std::size_t x = 0; x < row.size(); ++x) {
    ++held_[row[x]];
    if (row.size() <= long_row)
      for (std::size_t y = x + 1; y < row.size(); ++y) together_.add(row[x], {row[y], 1, 0});
    for (const std::uint32_t j : rows_of_[row[x]]) together_.add(row_, {j, 1, 0});
    for (const std::uint32_t j : holders_[row[x]])
      if (holders_[row[x]].size() <= few_holders)
        together_.add(row_, {j, 0, static_cast<std::uint32_t>(one_logit / holders_[row[x]].size())});
  }
  for (const std::uint32_t k : row)
    if (holders_[k].size() <= model_.most_holders) holders_[k].push_back(row_);
  similar_.complete(row_, row.size());
}

}  // namespace ansatz::detail

#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unlabelled_graph/private/questions.hpp>
#include <unlabelled_graph/private/residuals.hpp>
#include <unlabelled_graph/private/seen_together.hpp>
#include <unlabelled_graph/private/similar_rows.hpp>
#include <unlabelled_graph/private/walk_model.hpp>
#include <vector>

namespace ansatz::detail {

/// The walk of an arranged graph, row by row; a row is the descending list of a node's neighbours before
/// it. Columns are asked about from the node itself down to the first one: where there is evidence, one
/// by one ("candidates"), else whole ranges at once. Degrees are those of nodes that have edges.
class graph_walk {
 public:
  graph_walk(const walk_model& model, std::vector<std::uint32_t> degrees, const graph* known,
             const decider& decide);

  graph run(std::uint32_t nodes);

 private:
  /// What speaks for a column, in the row that is walked.
  struct evidence {
    std::uint32_t row = UINT32_MAX;  // what follows is of this one
    bool queued = false;
    std::uint32_t common = 0;                 // chosen nodes whose rows hold it
    std::int64_t by_log = 0, by_degree = 0;   // the same, each Q16 of ln(degree + 1), and of its degree
    std::uint32_t walks = 0, shared = 0;      // `together`, with all that were chosen
    std::uint32_t of_first = 0, of_last = 0;  // walks with these alone
  };

  // graph_walk.cpp
  void walk_row(std::uint32_t i);
  void choose(std::uint32_t k);
  evidence& at(std::uint32_t j);
  void finish_row();
  std::uint32_t next_candidate();  // below `current_`; UINT32_MAX for none
  bool known_from(std::uint32_t column) const { return !known_row_.empty() && known_row_.front() >= column; }
  /// Whether the row before, alike so far, goes on with this column.
  bool is_repeat() const { return alike_ && matched_ < before_.size() && before_[matched_] + 1 == current_; }

  // candidate_guesses.cpp
  bool ask_candidate(std::uint32_t j);
  void guess_by_similar_rows(std::uint32_t j, std::span<std::int32_t> inputs) const;
  // graph_guesses.cpp
  bool ask_range(std::uint32_t from);
  std::uint32_t find_in_range(std::uint32_t from, std::uint32_t to);  // the first there is
  void one_of_rows(std::uint64_t single);
  std::size_t rows_kind() const { return rows_ <= one_row ? 0 : rows_ < 8 * one_row ? 1 : 2; }
  std::size_t repeats_kind() const;

  const walk_model& model_;
  std::vector<std::uint32_t> degrees_;
  std::optional<neighbourhoods> known_;
  const decider& decide_;
  question candidate_, range_, half_;

  // Of all rows so far.
  residuals left_;
  std::uint64_t edges_left_;
  std::vector<std::vector<std::uint32_t>> rows_of_;  // each node's row
  std::vector<std::vector<std::uint32_t>> holders_;  // the rows that hold a node, the first few
  std::vector<std::uint32_t> held_;                  // how many these are, and their own edges
  seen_together together_;
  similar_rows similar_;
  std::vector<std::uint32_t> octave_begins_;  // the first node whose degree has so many bits, or fewer

  // Of this row.
  std::uint32_t row_ = 0, class_ = 0, class_end_ = 0;  // and its class of nodes of as many edges
  std::uint32_t current_ = 0;                          // columns below are still to be asked about
  std::uint64_t rows_ = one_row;  // how many rows, this one included, are expected to be alike so far, Q8
  bool alike_ = false, in_class_ = true;
  std::span<const std::uint32_t> before_;  // of the row before, what lies before the class
  std::size_t matched_ = 0;
  std::vector<std::uint32_t>
      repeats_;  // of the row before: how many rows in turn had its first 1, 2, ... columns
  std::vector<std::uint32_t> known_list_;
  std::span<const std::uint32_t> known_row_;  // what is not found yet
  std::vector<evidence> evidence_;
  std::vector<std::uint32_t> queue_, touched_;  // candidates, a heap; columns with evidence
};

}  // namespace ansatz::detail

#include "graph/matching.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "graph/refinement.hpp"

namespace ansatz {
namespace {

class matcher {
 public:
  matcher(const graph& a, const graph& b)
      : a_{a}, b_{b}, around_a_{a}, around_b_{b}, x_{a, around_a_}, y_{b, around_b_} {}

  matching run() {
    if (!alike()) return matching::none;
    for (std::uint32_t right = 0; right < a_.nodes();) {  // in turn, until so many are right after each other
      const std::uint32_t cell = wrong_cell(next_);
      if (cell == nowhere) {
        next_ = next_ + 1 == a_.nodes() ? 0 : next_ + 1;
        ++right;
        continue;
      }
      right = 0;
      // A node that is alone and wrong, or has no partner, says that there is none unless a choice was made before.
      if (x_.cell_end(cell) == cell + 1 || !tell_apart(cell))
        return made_ ? matching::unknown : matching::none;
      if (work_ > most_work) return matching::unknown;
    }
    return matching::found;
  }

 private:
  static constexpr std::uint32_t nowhere = UINT32_MAX;
  static constexpr std::uint64_t most_work = std::uint64_t{1} << 25;  // seconds

  /// Whether cells are as large, and of as many nodes of each label.
  bool alike() const {
    const auto label = [](const graph& g, std::uint32_t v) {
      return g.node_labels().empty() ? 0 : g.node_labels()[v];
    };
    if (a_.nodes() != b_.nodes() || a_.edges() != b_.edges()) return false;
    if (a_.node_labels().size() != b_.node_labels().size()) return false;
    for (std::uint32_t i = 0; i < a_.nodes(); ++i)
      if (x_.cell_of(i) != y_.cell_of(i) || label(a_, x_.order()[i]) != label(b_, y_.order()[i]))
        return false;
    return true;
  }

  using labelled_node = std::pair<std::uint32_t, std::uint32_t>;
  std::vector<labelled_node>& row_of(std::vector<labelled_node>& row, const neighbourhoods& around,
                                     std::uint32_t v) const {
    row.clear();
    const auto labels = around.labels_of(v);
    for (std::size_t i = 0; i < around.of(v).size(); ++i)
      row.emplace_back(around.of(v)[i], labels.empty() ? 0 : labels[i]);
    return row;
  }

  /// Nodes that have the same place are partners. A cell of a node whose neighbours are not those of its
  /// partner, if it has such; else nowhere.
  std::uint32_t wrong_cell(std::uint32_t v) {
    const std::uint32_t place = x_.place_of(v);
    for (auto& [w, label] : row_of(own_, around_a_, v)) w = y_.order()[x_.place_of(w)];
    std::ranges::sort(own_);
    std::ranges::sort(row_of(other_, around_b_, y_.order()[place]));
    work_ += own_.size() / 4;
    if (own_ == other_) return nowhere;
    const std::uint32_t cell = x_.cell_of(place);
    if (x_.cell_end(cell) > cell + 1) return cell;
    for (const labelled_node& n : own_)
      if (!std::ranges::binary_search(other_, n)) return y_.cell_of(y_.place_of(n.first));
    return cell;
  }

  /// Gives a node of a cell, and the first that looks like it, cells of their own; false where none does.
  bool tell_apart(std::uint32_t cell) {
    const std::vector<std::uint32_t> choices(y_.order().begin() + cell,
                                             y_.order().begin() + y_.cell_end(cell));
    const std::uint64_t trace = x_.individualise(x_.order()[cell], around_a_);
    for (const std::uint32_t w : choices) {
      refinement child = y_;
      const std::uint64_t before = child.touched();
      const bool same = child.individualise(w, around_b_) == trace;
      work_ += child.touched() - before + a_.nodes() / 16;
      if (same) {
        y_ = std::move(child);
        made_ |= choices.size() > 1;
        return true;
      }
      if (work_ > most_work) return made_ = true, false;
    }
    return false;
  }

  const graph &a_, &b_;
  neighbourhoods around_a_, around_b_;
  refinement x_, y_;
  std::uint32_t next_ = 0;
  std::uint64_t work_ = 0;
  bool made_ = false;  // a choice among nodes that look alike
  std::vector<labelled_node> own_, other_;
};

}  // namespace

matching match(const graph& a, const graph& b) { return matcher{a, b}.run(); }

}  // namespace ansatz

#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::detail {

/// What a node has in common with one that comes before it.
struct together {
  std::uint32_t node = 0;
  std::uint32_t walks = 0;   // through rows that hold both, and through the neighbours of its row
  std::uint32_t shared = 0;  // nodes of both rows, each Q16 of how many rows hold it
};

/// For each node, what it has in common with nodes before it: lists that are added to at the end, and put in
/// order, a node once, each time that they have doubled.
class seen_together {
 public:
  explicit seen_together(std::size_t nodes) : lists_(nodes) {}

  std::span<const together> of(std::uint32_t v) const { return lists_[v].items; }
  void add(std::uint32_t v, together t) {
    list& l = lists_[v];
    l.items.push_back(t);
    if (l.items.size() >= 2 * l.ordered + 8) l.put_in_order();
  }

 private:
  struct list {
    std::vector<together> items;
    std::size_t ordered = 0;

    void put_in_order() {
      std::ranges::sort(items, {}, &together::node);  // sums do not depend on the order of equals
      std::size_t n = 0;
      for (const together& t : items)
        if (n > 0 && items[n - 1].node == t.node)
          items[n - 1].walks += t.walks, items[n - 1].shared += t.shared;
        else
          items[n++] = t;
      items.resize(n);
      ordered = n;
    }
  };
  std::vector<list> lists_;
};

}  // namespace ansatz::detail

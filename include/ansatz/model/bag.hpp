#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <boost/multi_index/identity.hpp>
#include <boost/multi_index/ranked_index.hpp>
#include <boost/multi_index_container.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <utility>

namespace ansatz {

/// Items of any ordered type, at most 2^31. Those that are equivalent by `Less`, a strict weak order, are
/// alike to whoever draws: they share an interval, and the last one inserted of them stands for all, so that
/// items which are equivalent and differ leave the bag in the opposite order. Each operation takes
/// logarithmic time. Where the items are numbers below a few million, `fenwick_bag` is faster.
template <class X, class Less = std::ranges::less>
class bag {
 public:
  void insert(X x) {
    if (items_.size() == max_total) throw domain_error("bag: more than 2^31 items");
    items_.insert(std::move(x));
  }
  /// Removes the last one inserted of the items equivalent to x. Throws `domain_error` where there is none.
  void erase(const X& x) {
    const auto [first, last] = items_.equal_range(x);
    if (first == last) throw domain_error("bag: there is no such item");
    items_.erase(std::prev(last));
  }
  std::size_t size() const { return items_.size(); }

  /// The ranks of the items equivalent to x; and what stands for the item of a rank, with its ranks. Throws
  /// `domain_error` for a rank that no item has.
  interval interval_of(const X& x) const {
    const auto [first, last] = items_.equal_range_rank(x);
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)};
  }
  found<X> find(std::uint32_t rank) const {
    if (rank >= items_.size()) throw domain_error("bag: there are not so many items");
    const X& x = *items_.nth(rank);
    const interval alike = interval_of(x);
    return {alike.freq == 1 ? x : *items_.nth(alike.start + alike.freq - 1), alike};
  }

  using symbol_type = X;
  using order = Less;

 private:
  boost::multi_index_container<X, boost::multi_index::indexed_by<boost::multi_index::ranked_non_unique<
                                      boost::multi_index::identity<X>, Less>>>
      items_;
};

/// An item drawn from a bag: p(x) = (items equivalent to x) / (all items), in the order of the items. The
/// interval of an item depends on the order alone and not on how the bag came about, nor on its kind. The bag
/// must have an item, and outlive the model, which refers to it, since bags change between draws: one that
/// would be gone at once does not compile.
template <class Bag>
class drawn_model {
 public:
  using symbol_type = typename Bag::symbol_type;

  explicit drawn_model(const Bag&& items) = delete;
  explicit drawn_model(const Bag& items) : items_{&items} {}

  ansatz::total total() const { return ansatz::total{static_cast<std::uint32_t>(items_->size())}; }
  interval interval_of(const symbol_type& x) const { return items_->interval_of(x); }
  found<symbol_type> find(std::uint32_t cell) const { return items_->find(cell); }

 private:
  const Bag* items_;
};

}  // namespace ansatz

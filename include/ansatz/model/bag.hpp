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
#include <utility>

namespace ansatz {

/// Items of any ordered type, some of them equal perhaps, at most 2^31. Each operation takes logarithmic
/// time. Where the items are numbers below a few million, `fenwick_bag` is faster.
template <class X, class Less = std::ranges::less>
class bag {
 public:
  void insert(X x) {
    if (items_.size() == max_total) throw domain_error("bag: more than 2^31 items");
    items_.insert(std::move(x));
  }
  /// Removes one of the items equal to x. Throws `domain_error` where there is none.
  void erase(const X& x) {
    const auto at = items_.find(x);
    if (at == items_.end()) throw domain_error("bag: there is no such item");
    items_.erase(at);
  }
  std::size_t size() const { return items_.size(); }

  /// The ranks of the items equal to x, and the item of a rank.
  interval interval_of(const X& x) const {
    const auto [first, last] = items_.equal_range_rank(x);
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)};
  }
  found<X> find(std::uint32_t rank) const {
    const X& x = *items_.nth(rank);
    return {x, interval_of(x)};
  }

  using symbol_type = X;
  using order = Less;

 private:
  boost::multi_index_container<X, boost::multi_index::indexed_by<boost::multi_index::ranked_non_unique<
                                      boost::multi_index::identity<X>, Less>>>
      items_;
};

/// An item drawn from a bag: p(x) = (items equal to x) / (all items), in the order of the items. The interval
/// of an item depends on the order alone and not on how the bag came about, nor on its kind. The bag must
/// have an item, and outlive the model, which refers to it, since bags change between draws: one that would
/// be gone at once does not compile.
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

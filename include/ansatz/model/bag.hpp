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
/// time.
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

 private:
  template <class, class>
  friend class drawn_model;
  boost::multi_index_container<X, boost::multi_index::indexed_by<boost::multi_index::ranked_non_unique<
                                      boost::multi_index::identity<X>, Less>>>
      items_;
};

/// An item drawn from a bag: p(x) = (items equal to x) / (all items), in the order of the items. The interval
/// of an item depends on the order alone and not on how the bag came about. The bag must have an item, and
/// outlive the model.
template <class X, class Less>
class drawn_model {
 public:
  using symbol_type = X;

  explicit drawn_model(const bag<X, Less>& items) : items_{&items.items_} {}

  ansatz::total total() const { return ansatz::total{static_cast<std::uint32_t>(items_->size())}; }
  interval interval_of(const X& x) const {
    const auto [first, last] = items_->equal_range_rank(x);
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)};
  }
  found<X> find(std::uint32_t cf) const {
    const X& x = *items_->nth(cf);
    return {x, interval_of(x)};
  }

 private:
  const decltype(bag<X, Less>::items_)* items_;
};

}  // namespace ansatz

#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ansatz::detail {

/// Elements in classes of equal keys, the classes in the order of their keys: a tree of their sizes, from
/// which one is drawn, and a list of the members of each, the largest last.
class key_classes {
 public:
  /// Elements ascend; keys[e] is that of element e. At least one element.
  key_classes(std::span<const std::uint32_t> elements, std::span<const std::uint64_t> keys)
      : members_(elements.begin(), elements.end()), class_of_(keys.size()), sizes_{1} {
    std::ranges::stable_sort(members_, {}, [keys](std::uint32_t e) { return keys[e]; });
    std::vector<std::uint32_t> sizes;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (i == 0 || keys[members_[i]] != keys[members_[i - 1]]) {
        first_.push_back(static_cast<std::uint32_t>(i));
        sizes.push_back(0);
      }
      ++sizes.back();
      class_of_[members_[i]] = static_cast<std::uint32_t>(sizes.size() - 1);
    }
    sizes_ = fenwick_bag{std::move(sizes)};
  }

  /// Pops a class and takes out the largest of its members that are left.
  template <class S>
  std::uint32_t take(S& s) {
    const std::uint32_t c = labelled("order", drawn(sizes_)).pop(s);
    sizes_.erase(c);
    return members_[first_[c] + sizes_.interval_of(c).freq];
  }
  /// Takes an element out, and puts it in again, pushing its class: to be put in in the inverse order.
  void remove(std::uint32_t e) { sizes_.erase(class_of_[e]); }
  template <class S>
  void put(S& s, std::uint32_t e) {
    sizes_.insert(class_of_[e]);
    labelled("order", drawn(sizes_)).push(s, class_of_[e]);
  }

 private:
  std::vector<std::uint32_t> members_, first_, class_of_;
  fenwick_bag sizes_;
};

}  // namespace ansatz::detail

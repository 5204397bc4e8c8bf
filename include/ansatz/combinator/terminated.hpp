#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace ansatz {

/// A sequence of any length up to a limit: before each element a symbol of `more` says 1, at the end 0. With
/// a more whose 1 has probability q the length is geometric.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: the sum of the rates of elements and answers. After `limit` elements nothing is asked, so that no
/// stream can make a sequence longer. Pushing a longer one throws `domain_error`, as does popping an answer
/// above 1.
template <class More, class Element>
struct terminated_codec {
  static_assert(is_codec<More>() && std::unsigned_integral<symbol_t<More>>,
                "terminated: the first argument must be a codec of 0 and 1");
  static_assert(is_codec<Element>(), "terminated: the second argument must be a codec");
  using symbol_type = std::vector<symbol_t<Element>>;

  More more;
  Element element;
  std::size_t limit;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    if (x.size() > limit) throw domain_error("terminated: the sequence is longer than the limit");
    if (x.size() < limit) more.push(s, 0);
    for (std::size_t i = x.size(); i-- > 0;) {
      element.push(s, x[i]);
      more.push(s, 1);
    }
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    symbol_type x;
    while (x.size() < limit && goes_on(more.pop(s))) x.push_back(element.pop(s));
    return x;
  }

 private:
  /// A third answer would come back as a 1.
  static constexpr bool goes_on(symbol_t<More> answer) {
    if (answer > 1) throw domain_error("terminated: an answer that is neither 0 nor 1");
    return answer == 1;
  }
};

template <class More, class Element>
constexpr terminated_codec<More, Element> terminated(More more, Element element, std::size_t limit) {
  return {std::move(more), std::move(element), limit};
}

}  // namespace ansatz

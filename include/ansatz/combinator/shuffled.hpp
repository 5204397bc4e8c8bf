#pragma once
#include <algorithm>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/coset.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/group/canonical_order.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <cstddef>
#include <utility>
#include <vector>

namespace ansatz {

/// An object whose elements have no order, by a codec of the object with an order: bits back over the
/// order. The symbol is the object in the order that `canonise` gives, which is what pop gives.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push: pop an order, which is a coset of the symmetries of the object; push the object in that order.
/// Pop: pop an object; put it into canonical order; push the coset of the order in which it came.
///
/// Rate: -log2 p(x) - log2 n! + log2 |symmetries|, p being the ordered codec's, the same for all orders
/// where it is exchangeable; where it is not, -log2 p of the order that was popped, and nothing is lost but
/// rate. The ledger has the second part under "order". Initial bits: log2 n!, of which log2 |symmetries|
/// are back before the object is pushed.
///
/// `canonise(x)` is a `canonical_order`, and must depend on nothing but x. Of two objects that differ in
/// the order of their elements alone it must make the same object, or, where it leaves more open than
/// automorphisms, objects that differ in what it leaves open. It runs on both sides, so encoder and decoder
/// must run the same. Push throws `domain_error` where the symbol is not in canonical order, and where
/// `canonise` gives the object that is to be pushed another form: what could not be decoded is not encoded.
///
/// `multiset` is the case of a list by `sorted_order`, and has its own codec, which interleaves the
/// elements with their order: log2 n initial bits, not log2 n!, so other bytes.
///
/// Kunze, Severo, Zani, van de Meent, Townsend 2024, Entropy coding of unordered data structures
/// (arXiv:2408.08837).
template <class Ordered, class Canonise>
struct shuffled_codec {
  static_assert(is_codec<Ordered>(), "shuffled: the first argument must be a codec");
  using symbol_type = symbol_t<Ordered>;
  static_assert(relabellable<symbol_type>,
                "shuffled: the codec's symbols must have == and relabelled(x, permutation)");
  static_assert(canoniser<Canonise, symbol_type>,
                "shuffled: canonise(x) must give the canonical_order of a symbol of the codec");

  Ordered ordered;
  Canonise canonise;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    const standard form = standard_of(x);
    if (!(form.object == x)) throw domain_error("shuffled: the symbol is not in its canonical order");
    const symbol_type pushed = relabelled(x, order_of(form.symmetries).pop(s));
    const standard again = standard_of(pushed);
    if (!(again.object == x) ||
        !std::ranges::equal(again.symmetries.free_points(), form.symmetries.free_points()))
      throw domain_error("shuffled: canonise depends on the order of the elements");
    ordered.push(s, pushed);
  }
  template <class S>
  symbol_type pop(S& s) const {
    standard form = standard_of(ordered.pop(s));
    order_of(form.symmetries).push(s, form.from);
    return std::move(form.object);
  }

 private:
  /// An object in canonical order, its symmetries, and where its elements came from.
  struct standard {
    symbol_type object;
    permutation_group symmetries;
    permutation_list from;
  };
  standard standard_of(const symbol_type& x) const {
    const canonical_order order = canonise(x);
    std::vector<sparse_permutation> generators;
    for (const sparse_permutation& g : order.symmetries) generators.push_back(renamed(g, order.to));
    return {relabelled(x, order.to), permutation_group{order.to.size(), generators}, inverse(order.to)};
  }
  static auto order_of(const permutation_group& symmetries) { return labelled("order", coset(symmetries)); }
};

template <class Ordered, class Canonise>
auto shuffled(Ordered ordered, Canonise canonise) {
  static_assert(is_codec<Ordered>(), "shuffled: the first argument must be a codec");
  return shuffled_codec<Ordered, Canonise>{std::move(ordered), std::move(canonise)};
}

}  // namespace ansatz

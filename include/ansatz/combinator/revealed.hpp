#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/detail/chunk_sizes.hpp>
#include <ansatz/combinator/detail/key_classes.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// An object of n elements of which some are known and the others hidden; hidden elements have places, the
/// last ones of 0, ..., n - 1, and are told apart by them. Where all are known, the symbol numbers them.
template <class P>
concept revealable =
    std::copyable<P> && requires(P& p, const P& q, std::uint32_t e, const typename P::symbol_type& x,
                                 const typename P::slice_type& slice) {
      {
        q.knowing(x)
      } -> std::same_as<P>;  // all of x; throws domain_error for one that is of another size or kind
      { q.size() } -> std::same_as<std::uint32_t>;
      { q.known() } -> std::same_as<std::uint32_t>;  // how many
      { q.kept() } -> std::same_as<std::uint32_t>;   // how many of the last elements keep their numbers
      { q.is_known(e) } -> std::same_as<bool>;
      { p.hide(e) } -> std::same_as<typename P::slice_type>;  // at the last place that is free
      p.reveal(slice);                                        // the inverse; its number is its place
      { q.symbol() } -> std::same_as<typename P::symbol_type>;
    };

/// An object whose elements have no order, one element after another: bits back over the order, which is
/// drawn as it goes. An element is revealed by its *slice*, what it adds to what is known, by the codec that
/// `slices` gives of the prefix before it; and then it is said which of the known elements was the last, up
/// to what the prefix does not tell apart.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push, from all known to none: pop one of the classes of known elements, each as likely as it is large;
/// hide one of its members; push its slice. Pop: pop a slice, reveal it, push the class of the element.
/// Classes are elements with equal `keys`. With fewer `chunks` than elements, a chunk of elements is drawn by
/// the keys of the prefix before any of it is hidden.
///
/// Rate: -log2 p(slices) - sum_i log2 (i / |class|), i elements being known. Where classes are orbits of the
/// automorphisms of the prefix, and each is a chunk, the second part is log2 n! - log2 |Aut|, as by
/// `shuffled`. Initial bits: the most by which what is drawn is ahead of the slices that are pushed: a part
/// of log2 n!; the `kept` elements cost no draws, and earn their slices.
///
/// `keys(p)` gives a number for each element; that of a known one must depend on nothing but the prefix, up
/// to the numbering of its known elements. So must the codec `slices(p)`: both sides number otherwise. What
/// comes back is the symbol in the order in which it was revealed: the symbol's == must be that of objects
/// without order. A `slices` that gives all orders the same probability loses nothing, others lose rate
/// alone.
///
/// Kunze, Severo, Townsend 2024, Practical shuffle coding.
template <class Prefix, class Slices, class Keys>
struct revealed_codec {
  static_assert(revealable<Prefix>,
                "revealed: the first argument must be a prefix of which nothing is known");
  static_assert(std::invocable<const Slices&, Prefix&>,
                "revealed: slices(prefix) must give the codec of the next slice");
  static_assert(codec<std::invoke_result_t<const Slices&, Prefix&>>,
                "revealed: slices(prefix) must give the codec of the next slice");
  static_assert(
      std::same_as<symbol_t<std::invoke_result_t<const Slices&, Prefix&>>, typename Prefix::slice_type>,
      "revealed: slices(prefix) must code the prefix's slices");
  static_assert(std::same_as<std::invoke_result_t<const Keys&, const Prefix&>, std::vector<std::uint64_t>>,
                "revealed: keys(prefix) must give a 64-bit number for each element");
  using symbol_type = typename Prefix::symbol_type;

  Prefix nothing;
  Slices slices;
  Keys keys;
  std::uint32_t chunks;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    Prefix p = nothing.knowing(x);
    for (std::uint32_t i = 0; i < nothing.kept(); ++i) hide(s, p, p.known() - 1);
    std::vector<std::uint32_t> drawn;
    for (const std::uint32_t size : sizes()) {
      detail::key_classes classes = classes_of(p);
      drawn.clear();
      for (std::uint32_t i = 0; i < size; ++i) drawn.push_back(classes.take(s));
      for (const std::uint32_t e : drawn) hide(s, p, e);
    }
  }

  template <class S>
  symbol_type pop(S& s) const {
    Prefix p = nothing;
    const std::vector<std::uint32_t> all = sizes();
    for (std::size_t chunk = all.size(); chunk-- > 0;) {
      const std::uint32_t from = p.known(), to = from + all[chunk];
      while (p.known() < to) p.reveal(slices(p).pop(s));
      detail::key_classes classes = classes_of(p);
      for (std::uint32_t e = from; e < to; ++e) classes.remove(e);
      for (std::uint32_t e = from; e < to; ++e) classes.put(s, e);
    }
    while (p.known() < p.size()) p.reveal(slices(p).pop(s));
    return p.symbol();
  }

 private:
  template <class S>
  void hide(S& s, Prefix& p, std::uint32_t e) const {
    const typename Prefix::slice_type slice = p.hide(e);
    slices(p).push(s, slice);
  }
  std::vector<std::uint32_t> sizes() const {
    return detail::chunk_sizes(nothing.size(), nothing.kept(), chunks);
  }
  detail::key_classes classes_of(const Prefix& p) const {
    std::vector<std::uint32_t> known;
    for (std::uint32_t e = 0; e < p.size(); ++e)
      if (p.is_known(e)) known.push_back(e);
    return {known, keys(p)};
  }
};

/// `nothing` is a prefix of which nothing is known: what objects of the codec have in common.
template <class Prefix, class Slices, class Keys>
auto revealed(Prefix nothing, Slices slices, Keys keys, std::uint32_t chunks = ~std::uint32_t{0}) {
  return revealed_codec<Prefix, Slices, Keys>{std::move(nothing), std::move(slices), std::move(keys), chunks};
}

}  // namespace ansatz

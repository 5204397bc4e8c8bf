#pragma once
#include <ansatz/combinator/group_element.hpp>
#include <ansatz/combinator/permutation.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <cstdint>
#include <utility>

namespace ansatz {

/// The cosets s G of a permutation group in the group of all permutations, each equally likely: bits back
/// over the member. A coset is named by any of its members i -> s[a[i]], a in G; what pop gives is the
/// lexicographically least.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push: find the least member; pop an element a of G; push that member after the inverse of a, as one of
/// all permutations. Pop: pop a permutation; find the least member of its coset; push the element of G that
/// leads there.
///
/// Rate: log2 n! - log2 |G|. Initial bits: log2 |G| of a push, log2 n! of a pop. Pushing what is no
/// permutation throws `domain_error`.
///
/// Kunze, Severo, Zani, van de Meent, Townsend 2024, Entropy coding of unordered data structures
/// (arXiv:2408.08837), section 3.
class coset_codec {
 public:
  using symbol_type = permutation_list;

  explicit coset_codec(permutation_group group)
      : all_{static_cast<std::uint32_t>(group.size())}, group_{std::move(group)}, element_{group_} {}

  template <class S>
  void push(S& s, const symbol_type& x) const {
    // Another member would come back from another element: all of a coset must be pushed alike.
    const permutation_list least = group_.least_of_coset(x);
    all_.push(s, composed(least, inverse(element_.pop(s))));
  }
  template <class S>
  symbol_type pop(S& s) const {
    const permutation_list member = all_.pop(s);
    permutation_list least = group_.least_of_coset(member);
    element_.push(s, composed(inverse(member), least));
    return least;
  }

 private:
  permutation_codec all_;
  permutation_group group_;
  group_element_codec element_;
};

inline coset_codec coset(permutation_group group) { return coset_codec{std::move(group)}; }

}  // namespace ansatz

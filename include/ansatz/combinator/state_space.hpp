#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace ansatz {

/// What walks along a sequence and knows the states that the symbols seen so far leave possible: `observe(x)`
/// takes the next symbol, `posterior()` is the codec of the state that gave the last one, q(z_t | x_1, ...,
/// x_t), and `backward(z)` that of the same state given the next one, q(z_t | x_1, ..., x_t, z_(t+1) = z).
/// Copies stay as they are.
template <class F, class State, class Symbol>
concept state_filter = std::copyable<F> && requires(F& f, const F& seen, const State& z, const Symbol& x) {
  f.observe(x);
  { seen.posterior() } -> codec;
  { seen.backward(z) } -> codec;
};

/// p(z_1), p(z_t | z_(t-1)), p(x_t | z_t): a state-space model that need not know its posteriors.
template <class M>
concept state_space_model =
    requires(const M& m, const typename M::state_type& z, const typename M::symbol_type&) {
      { m.initial() } -> codec;
      { m.transition(z) } -> codec;
      { m.emission(z) } -> codec;
    };

/// One that knows them: `filter()` is a filter that has seen nothing.
template <class M>
concept filtered_state_space_model = state_space_model<M> && requires(const M& m) {
  { m.filter() } -> state_filter<typename M::state_type, typename M::symbol_type>;
};

/// n symbols of a state-space model by bits back, in an order in which each push of a symbol pays for the
/// next pop of a state, so that initial bits do not grow with n.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push: the filter runs over all symbols and is kept at each; pop z_n with its posterior; for t = n, ..., 2:
/// push x_t, pop z_(t-1) given z_t, push z_t given z_(t-1); push x_1 and z_1. Pop: the same lines reversed;
/// the filter sees each symbol as it is decoded.
///
/// Rate: on average the negative ELBO; -log2 p(x) if the filter is exact. Initial bits: -log2 q(z_n | x_1,
/// ..., x_n) and small dips. Memory of a push: n filters. Pushing a sequence of another length throws
/// `domain_error`.
///
/// Townsend, Murray 2021, Lossless compression with state space models using bits back coding
/// (arXiv:2103.10150).
template <class Model>
struct state_space_codec {
  static_assert(filtered_state_space_model<Model>,
                "state_space: a model must have initial(), transition(z), emission(z) and filter()");
  using state_type = typename Model::state_type;
  using symbol_type = std::vector<typename Model::symbol_type>;

  std::size_t size;
  Model model;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != size) throw domain_error("state_space: the symbol's length is not the codec's");
    if (size == 0) return;
    std::vector filters(1, model.filter());
    filters.front().observe(x[0]);
    for (std::size_t t = 1; t < size; ++t) {
      filters.push_back(filters.back());
      filters.back().observe(x[t]);
    }
    state_type z = filters.back().posterior().pop(s);
    for (std::size_t t = size - 1; t > 0; --t) {
      model.emission(z).push(s, x[t]);
      state_type before = filters[t - 1].backward(z).pop(s);
      model.transition(before).push(s, z);
      z = std::move(before);
    }
    model.emission(z).push(s, x[0]);
    model.initial().push(s, z);
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type x;
    if (size == 0) return x;
    auto filter = model.filter();
    state_type z = model.initial().pop(s);
    x.push_back(model.emission(z).pop(s));
    filter.observe(x.back());
    for (std::size_t t = 1; t < size; ++t) {
      state_type next = model.transition(z).pop(s);
      filter.backward(next).push(s, z);
      z = std::move(next);
      x.push_back(model.emission(z).pop(s));
      filter.observe(x.back());
    }
    filter.posterior().push(s, z);
    return x;
  }
};

template <class Model>
state_space_codec<Model> state_space(std::size_t size, Model model) {
  return {size, std::move(model)};
}

}  // namespace ansatz

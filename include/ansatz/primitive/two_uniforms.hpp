#pragma once
#include <ansatz/model.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>
#include <utility>

namespace ansatz {

/// A model's symbols coded as what they are: bits back over the cells of [0, N).
///
/// Push: pop one of the M(x) ranks of x, uniformly; push the cell of that rank, uniform on N. Pop: pop a
/// cell; its owner is x; push its rank. Rate: log2(N / M(x)), as by `modelled`.
///
/// On the exact stack the two are equal to the bit. On a streaming stack they are not, since `modelled`
/// renormalises once for both steps: each obeys the laws, and neither reads what the other wrote. A push of
/// this one may read a word.
template <class Model>
struct two_uniforms_codec {
  static_assert(model<Model>, "two_uniforms: the argument must be a model (total, interval_of, find)");
  using symbol_type = typename Model::symbol_type;

  Model distribution;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    const auto owned = distribution.interval_of(x);
    if (owned.freq == 0) throw domain_error("push: the symbol has probability zero");
    uniform(distribution.total().count()).push(s, owned.cell(uniform(owned.freq).pop(s)));
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    const std::uint32_t cell = uniform(distribution.total().count()).pop(s);
    auto [symbol, owner] = distribution.find(cell);
    uniform(owner.freq).push(s, owner.rank(cell));
    return std::move(symbol);
  }
};

template <class Model>
constexpr two_uniforms_codec<Model> two_uniforms(Model distribution) {
  return {std::move(distribution)};
}

}  // namespace ansatz

#pragma once
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// p(x) = sum_k w_k p(x | k) by bits back over the component k, with the exact posterior; see spec.md.
///
/// `component(k)` gives the model of component k for k = 0, ..., weights.size() - 1, all over one alphabet
/// and with one total N. Rate: exactly -log2 p(x) with p(x) = sum_k w_k f_k(x) / (W N), whatever component
/// was popped. Requires sum_k w_k f_k(x) <= 2^31 for every x, which W N <= 2^31 ensures.
template <class Component>
auto mixture(categorical_model weights, Component component) {
  using component_model = std::remove_cvref_t<std::invoke_result_t<const Component&, std::uint32_t>>;
  static_assert(model<component_model>, "mixture: component(k) must give a model");
  using symbol = typename component_model::symbol_type;
  auto posterior = [weights, component](const symbol& x) {
    std::vector<std::uint32_t> joint;
    for (std::uint32_t k = 0; k < weights.size(); ++k) {
      const std::uint64_t mass =
          std::uint64_t{weights.interval_of(k).freq} * component(k).interval_of(x).freq;
      if (mass > max_total) throw domain_error("mixture: weights and components have too large totals");
      joint.push_back(static_cast<std::uint32_t>(mass));
    }
    return categorical(joint);
  };
  auto likelihood = [component](std::uint32_t k) { return modelled(component(k)); };
  return bits_back(modelled(std::move(weights)), std::move(likelihood), std::move(posterior));
}

}  // namespace ansatz

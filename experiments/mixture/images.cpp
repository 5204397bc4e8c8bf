#include <fmt/format.h>

#include <algorithm>
#include <mixture/measure.hpp>
#include <mixture/product_mixture.hpp>

namespace ansatz::experiment {

mixture_cost mixture_of_images(const std::string& name, const std::vector<std::uint8_t>& training,
                               const std::vector<std::uint8_t>& test) {
  constexpr std::size_t components = 100, pixels = 784;
  const product_mixture model = fit_product_mixture(training, pixels, components, 25, 0);
  std::vector<std::vector<std::uint8_t>> symbols;
  for (auto at = test.begin(); at != test.end(); at += pixels) symbols.emplace_back(at, at + pixels);
  mixture_cost c = measured(
      product_mixture_codec(model), symbols, [&](const auto& x) { return model.information(x); },
      [&](const auto& x) {
        const auto weights = model.posterior(x);
        return static_cast<std::uint32_t>(std::ranges::max_element(weights) - weights.begin());
      });
  c.data = fmt::format("{}, {} components", name, components);
  c.unit = "bits/dim";
  c.scale = 1 / static_cast<double>(test.size());
  c.parameter_bytes = 2 * model.ones.size() + 4 * model.weights.size();
  return c;
}

}  // namespace ansatz::experiment

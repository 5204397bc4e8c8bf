#pragma once
#include <common/standard_images.hpp>
#include <cstdint>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/hierarchy.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {

/// What one way to code cost: the same images, one after another on one stack.
struct order_rates {
  std::string order;   ///< "Bit-Swap", "nested", "top down", or one of them "with warm start"
  double net = 0;      ///< bits/dim
  double initial = 0;  ///< bits, not bits/dim: of an image alone, the mean
  std::vector<std::pair<std::uint64_t, double>> gross =
      {};  ///< bits/dim of the whole stack after so many images
};

struct orders_of_model {
  std::string model, data;
  std::size_t levels = 0, pixels = 0;
  bool binary = false, top_down = false;
  std::vector<order_rates> orders;
};

/// Every order that the model allows: of a `hierarchy`, or of a `colour_hierarchy`, which takes images of any sizes.
template <class Hierarchy>
std::vector<order_rates> measure_orders(const Hierarchy& m, const image_set& images, unsigned threads);

/// Rates after n images, a chart a model; initial bits by the number of levels.
void write_charts(const std::vector<orders_of_model>& all, const std::string& folder);

}  // namespace ansatz::experiment

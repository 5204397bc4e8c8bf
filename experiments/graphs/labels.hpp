#pragma once
#include <common/results.hpp>
#include <graphs/cost.hpp>
#include <vector>

namespace ansatz::experiment {

/// Whether there are labels of nodes or edges.
bool has_labels(const graph_data& data);

/// What graphs with labels cost, of those that have such: a row a codec and order.
table labels_of(const std::vector<graph_data>& sets);

}  // namespace ansatz::experiment

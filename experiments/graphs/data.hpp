#pragma once
#include <filesystem>
#include <graphs/cost.hpp>
#include <string>

namespace ansatz::experiment {

/// Drawn (`drawn_graph`): one of so many edges, on a tenth as many nodes.
graph_data drawn_data(std::uint64_t edges);

/// The graphs of a file, their labels dropped; the user's, or standard ones, which have a name of their own. Throws
/// `error`, with the file's name, where it cannot be read or has no edges.
graph_data graphs_of(const std::filesystem::path& file);
graph_data standard_graphs(const std::filesystem::path& file);

}  // namespace ansatz::experiment

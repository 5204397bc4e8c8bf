#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/io/graph_files.hpp>
#include <common/input.hpp>
#include <common/say.hpp>
#include <graphs/data.hpp>

namespace ansatz::experiment {
namespace {

graph_data read(const std::filesystem::path& file, std::string name, const graph_notes& notes) {
  graph_data data{std::move(name), read_graphs(file, {.simple = true}, notes)};
  data.with_labels = data.graphs;
  for (graph& g : data.graphs) g = without_labels(g);
  if (data.edges() == 0) throw domain_error(file.string() + ": there are no edges in it");
  return data;
}

}  // namespace

graph_data drawn_data(std::uint64_t edges) {
  return {"drawn", {drawn_graph(static_cast<std::uint32_t>(edges / 10), edges, 0)}};
}

graph_data graphs_of(const std::filesystem::path& file) {
  const std::string name = shown_name(file);
  return read(file, name, [&](const std::string& note) { say(name + ": " + note); });
}

graph_data standard_graphs(const std::filesystem::path& file) {
  const std::string name = file.stem().string();
  return read(file, name.starts_with("szip-") ? name.substr(5) : name, {});
}

}  // namespace ansatz::experiment

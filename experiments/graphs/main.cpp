// Graphs: what they cost with their numbering and without, by each codec, beside the closed forms.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <common/command_line.hpp>
#include <common/memory.hpp>
#include <common/progress.hpp>
#include <graphs/cost.hpp>
#include <graphs/data.hpp>
#include <graphs/labels.hpp>
#include <set>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::uint64_t most = 10000;
};

/// Graphs, and a cost a method.
struct measured {
  const graph_data* data;
  std::vector<graph_cost> costs;
};

/// A share of the edges.
value each(std::optional<double> bits, const graph_data& of) {
  return bits ? value{*bits / static_cast<double>(of.edges())} : value{};
}

std::optional<double> net_of(const graph_cost& c) {
  return c.taken ? std::optional{c.taken->net.to_double()} : std::nullopt;
}

value megabytes(std::optional<std::uint64_t> bytes) {
  return bytes ? value{static_cast<double>(*bytes) / 1e6} : value{};
}

/// A row a set and codec.
table table_of(const std::vector<measured>& all, const std::vector<graph_method>& methods) {
  table t{"graphs",
          {{"data", ""},
           {"graphs", ""},
           {"nodes", ""},
           {"edges", ""},
           {"codec", ""},
           {"order", ""},
           {"net", "bits/edge", 4},
           {"theory", "bits/edge", 4, "closed form"},
           {"gross", "bits/edge", 4},
           {"initial", "bits", 0},
           {"parameters", "bits", 0},
           {"arranging", "s", 3},
           {"push", "s", 3},
           {"pop", "s", 3},
           {"memory", "MB", 1}}};
  double worst = 0;
  std::set<std::string> refused;
  for (const auto& [data, costs] : all) {
    if (data != all.front().data) t.rule();
    for (std::size_t i = 0; i < methods.size(); ++i) {
      const graph_cost& c = costs[i];
      const auto& [codec, order, measure, told] = methods[i];
      if (!c.taken) {
        refused.insert(fmt::format("{} ({} edges), {}: {}", data->name, data->edges(), codec, c.refused));
        continue;
      }
      if (c.theory) worst = std::max(worst, std::abs(c.taken->net.to_double() - *c.theory));
      t.add({data->name, data->graphs.size(), data->nodes(), data->edges(), codec, order,
             each(net_of(c), *data), each(c.theory, *data),
             each(8 * static_cast<double>(c.taken->bytes), *data), c.taken->initial,
             size_bits(*data, told) + c.fitted, c.arranging_seconds, c.taken->push_seconds,
             c.taken->pop_seconds, megabytes(c.memory)});
    }
  }
  std::string note =
      fmt::format("all decoded; net differs from the closed form by at most {:.6f} bits\n", worst) +
      "parameters: sizes and what was fitted, not in net nor in gross; memory: how far the process's "
      "resident "
      "set grew, arranging, push and pop";
  for (const std::string& why : refused) note += "\nleft out: " + why;
  t.note(note);
  return t;
}

/// The rates alone, a row a set.
table rates_of(const std::vector<measured>& all, const std::vector<graph_method>& methods) {
  std::vector<column> columns{{"data", ""}, {"edges", ""}};
  for (const auto& [codec, order, measure, told] : methods) {
    std::string name = codec + "_" + order;
    std::ranges::replace(name, ' ', '_');
    columns.push_back({name, "bits/edge", 3, codec + (order == "own" ? "" : ", " + order)});
  }
  table t{"rates", std::move(columns)};
  for (const auto& [data, costs] : all) {
    std::vector<value> row{data->name, data->edges()};
    for (const graph_cost& c : costs) row.push_back(each(net_of(c), *data));
    t.add(std::move(row));
  }
  return t;
}

/// Large graphs in chunks: what initial bits cost in time, and kept hubs in rate.
table chunks_of(const std::vector<graph_data>& sets) {
  table t{"chunks",
          {{"data", ""},
           {"edges", ""},
           {"hubs", ""},
           {"chunks", ""},
           {"net", "bits/edge", 4},
           {"gross", "bits/edge", 4},
           {"initial", "bits", 0},
           {"initial_part", "%", 1, "of gross"},
           {"push", "s", 3},
           {"pop", "s", 3}}};
  for (const graph_data& data : sets) {
    if (data.graphs.size() > 1 || data.nodes() < 2000 || data.nodes() > 50000) continue;
    for (const bool hubs : {false, true})
      for (const std::uint32_t chunks : {1u, 10u, 50u, 200u, 1000u}) {
        const graph_cost c = urn_in_chunks(data, 3, chunks, hubs);
        const double gross = 8 * static_cast<double>(c.taken->bytes);
        t.add({data.name, data.edges(), hubs ? "kept" : "revealed", chunks, each(net_of(c), data),
               each(gross, data), c.taken->initial, 100 * c.taken->initial.to_double() / gross,
               c.taken->push_seconds, c.taken->pop_seconds});
      }
  }
  t.note("urn_slices, by hashes of three rounds");
  return t;
}

/// What the parts of block models cost, a row a graph and model.
table parts_of(const std::vector<measured>& all, const std::vector<graph_method>& methods) {
  table t{"blocks",
          {{"data", ""},
           {"codec", ""},
           {"degrees", "bits/edge", 4},
           {"blocks", "bits/edge", 4},
           {"posterior", "bits/edge", 4},
           {"edges", "bits/edge", 4},
           {"order", "bits/edge", 4},
           {"net", "bits/edge", 4}}};
  for (const auto& [data, costs] : all)
    for (std::size_t i = 0; i < methods.size(); ++i) {
      const auto& taken = costs[i].taken;
      if (!taken || data->graphs.size() > 1 || !methods[i].codec.ends_with("block_model")) continue;
      const auto part = [&](const char* label) { return each(taken->net_of(label).to_double(), *data); };
      t.add({data->name, methods[i].codec, part("degrees"), part("blocks"), part("posterior"),
             each((taken->net_of("edges") + taken->net_of("order of edges")).to_double(), *data),
             part("order"), each(taken->net.to_double(), *data)});
    }
  t.note("edges less their order; order: that of the nodes, but for automorphisms");
  return t;
}

/// Enough to read the lines.
const std::vector<std::string> shown_in_plot{
    "random_edge, kept",           "random_edge, complete", "polya_urn, 3 rounds",
    "similar_rows_graph, own",     "urn_slices, revealed",  "urn_slices, revealed but for hubs",
    "latent_block_model, complete"};

/// Time against edges, of what was drawn.
void plot(const std::vector<measured>& all, const std::vector<graph_method>& methods,
          const command_line& line) {
  std::vector<curve> curves;
  for (std::size_t i = 0; i < methods.size(); ++i) {
    const auto& [codec, order, measure, told] = methods[i];
    curve k{codec + (order == "own" ? "" : ", " + order), {}, source::ours, order == "complete"};
    if (std::ranges::find(shown_in_plot, codec + ", " + order) == shown_in_plot.end()) continue;
    for (const auto& [data, costs] : all)
      if (const auto& taken = costs[i].taken; taken && data->name == "drawn")
        k.points.emplace_back(static_cast<double>(data->edges()), taken->push_seconds + taken->pop_seconds);
    curves.push_back(std::move(k));
  }
  line.plot("graphs_time",
            line_chart("Push and pop of a drawn graph", "edges", "seconds", curves, axis::logarithmic));
}

void run(const arguments& a, const command_line& line, results& results) {
  std::vector<graph_data> sets;
  for (const auto& file : line.inputs())  // all read before anything is measured
    sets.push_back(line.has_files() ? graphs_of(file) : standard_graphs(file));
  if (!line.has_files())
    for (std::uint64_t m = 1000; m <= a.most; m *= 10) sets.push_back(drawn_data(m));
  const std::vector<graph_method> methods = graph_methods();
  std::vector<measured> all;
  {
    progress shown{"graphs", sets.size() * methods.size()};
    for (const graph_data& data : sets) {
      all.push_back({&data, {}});
      for (const graph_method& m : methods) {
        const memory_watch watch;
        all.back().costs.push_back(m.measure(data));
        all.back().costs.back().memory = watch.peak();
        shown.add(1);
      }
    }
  }
  results.add(table_of(all, methods));
  results.add(rates_of(all, methods));
  if (table parts = parts_of(all, methods); !parts.empty()) results.add(std::move(parts));
  if (table chunks = chunks_of(sets); !chunks.empty()) results.add(std::move(chunks));
  if (std::ranges::any_of(sets, has_labels)) results.add(labels_of(sets));
  if (!line.has_files()) plot(all, methods, line);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "graphs",
      "Codes graphs, there and back, with their numbering and without: the graphs of files; without files, "
      "drawn ones and the standard sets and networks. Memory is how far the resident set of the process "
      "grows "
      "while a codec works, as Linux tells it (/proc/self/clear_refs); elsewhere it is left out."};
  arguments a;
  line.files("of graphs, in any format that `ansatz compress` reads");
  line.data({"graphs/MUTAG.zip", "graphs/PTC_MR.zip", "graphs/PROTEINS.zip", "graphs/IMDB-BINARY.zip",
             "graphs/IMDB-MULTI.zip", "graphs/szip-USAir97.zip", "graphs/szip-YeastS.zip",
             "graphs/szip-as.zip"});
  line.one_of("--most", a.most, "edges of the largest graph that is drawn",
              {1000, 10000, 100000, 1000000, 10000000});
  return line.run(argc, argv, [&](results& results) { run(a, line, results); });
}

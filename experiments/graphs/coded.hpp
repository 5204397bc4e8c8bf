#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <cstddef>
#include <graphs/cost.hpp>
#include <string>
#include <type_traits>
#include <vector>

/// Graphs by a codec, there and back, or why it does not take them.
namespace ansatz::experiment {

/// What a codec does not take, before it is pushed. It says nothing of what is popped.
struct refusal {
  std::string why;
};

template <class Work>
auto or_refusal(Work work) {
  try {
    return work();
  } catch (const domain_error& e) {
    throw refusal{e.what()};
  }
}

/// A codec of one graph. Whatever pop throws is a fault and ends the program. What pops take is added up: it takes
/// time, too, to see whether graphs without numbering are equal.
template <class Codec>
struct refusing {
  Codec codec;
  double* popping;

  template <class S>
  void push(S& s, const symbol_t<Codec>& g) const {
    or_refusal([&] { codec.push(s, g); });
  }
  template <class S>
  symbol_t<Codec> pop(S& s) const {
    const stopwatch time;
    symbol_t<Codec> g = codec.pop(s);
    *popping += time.seconds();
    return g;
  }
};

/// Graphs one after another, each by codec_of(graph).
template <class Graph, class CodecOf>
void code(graph_cost& c, const std::vector<Graph>& graphs, const CodecOf& codec_of) {
  double popping = 0;
  const auto all = or_refusal([&] {
    std::vector<refusing<std::invoke_result_t<CodecOf, const Graph&>>> codecs;
    for (const Graph& g : graphs) codecs.push_back({codec_of(g), &popping});
    return codecs;
  });
  c.taken = round_trip_by([&](std::size_t i) -> const auto& { return all[i]; }, graphs);
  c.taken->pop_seconds = popping;
}

template <class Measure>
graph_cost unless_refused(const Measure& measure) {
  graph_cost c;
  try {
    measure(c);
  } catch (const refusal& r) {
    c.refused = r.why;
  }
  return c;
}

}  // namespace ansatz::experiment

#include <algorithm>
#include <ansatz/graph/components.hpp>
#include <ansatz/io/graph_files.hpp>
#include <cstdint>
#include <string>
#include <tuple>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>

#include "data.hpp"
#include "unlabelled_graph/numbering_check.hpp"

/// Whole payloads of real graphs, each just above what was measured (codecs/unlabelled_graph/spec.md).
namespace ansatz {
namespace {

double arranged_payload(const graph& g) {
  return testing::cost_an_edge<unlabelled_graph_codec>(arranged(g)).payload;
}
double similar_rows_payload(const graph& g) {
  return testing::cost_an_edge<similar_rows_graph_codec>(arranged(g)).payload;
}
double breadth_first_payload(const graph& g) {
  return testing::cost_an_edge<breadth_first_graph_codec>(breadth_first(g)).payload;
}

class unlabelled_graph_rates
    : public ::testing::TestWithParam<std::tuple<const char*, double (*)(const graph&), double>> {};
TEST_P(unlabelled_graph_rates, stay_below_their_bound) {
  const auto& [name, payload, bound] = GetParam();
  const auto path = testing::data_path(("graphs/" + std::string{name} + ".zip").c_str());
  ANSATZ_NEEDS_DATA(path);
  const graph g = without_labels(disjoint_union(read_graphs(path, {.simple = true})));
#ifndef NDEBUG
  if (g.edges() > 10000) GTEST_SKIP() << "takes minutes under the sanitizers";
#endif
  EXPECT_LE(payload(g), bound);
}
INSTANTIATE_TEST_SUITE_P(data, unlabelled_graph_rates,
                         ::testing::Values(std::tuple{"szip-USAir97", &arranged_payload, 2.070},
                                           std::tuple{"szip-YeastS", &arranged_payload, 4.569},
                                           std::tuple{"szip-as", &arranged_payload, 2.755},
                                           std::tuple{"szip-USAir97", &similar_rows_payload, 1.982},
                                           std::tuple{"szip-YeastS", &similar_rows_payload, 4.539},
                                           std::tuple{"szip-as", &similar_rows_payload, 2.681},
                                           std::tuple{"MUTAG", &breadth_first_payload, 0.949},
                                           std::tuple{"PTC_MR", &breadth_first_payload, 1.400},
                                           std::tuple{"PROTEINS", &breadth_first_payload, 1.822}),
                         [](const auto& set) {
                           std::string name = std::get<0>(set.param);
                           std::ranges::replace(name, '-', '_');
                           return std::get<1>(set.param) == &similar_rows_payload ? name + "_similar_rows"
                                                                                  : name;
                         });

}  // namespace
}  // namespace ansatz

#include <algorithm>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <filesystem>

#include "orders.hpp"

namespace ansatz::experiment {
namespace {

/// The authors' own result arrays for MNIST with two levels (Kingma, Abbeel, Ho 2019): bits/dim and bits.
struct published {
  const char* order;
  double net, initial;
  bool nested;
};
constexpr published authors[] = {{"nested, authors", 1.28, 4153, true},
                                 {"Bit-Swap, authors", 1.28, 1697, false}};

/// The rate after n images.
std::string running_chart(const orders_of_model& m) {
  std::vector<curve> curves;
  for (const order_rates& o : m.orders) {
    curve c{o.order, {}, source::ours, o.order == "nested"};
    for (const auto& [n, rate] : o.gross)
      if (n <= 1000) c.points.emplace_back(static_cast<double>(n), rate);
    curves.push_back(std::move(c));
  }
  if (!m.binary && !m.top_down && m.levels == 2 && m.data.starts_with("MNIST"))
    for (const published& p : authors) {
      curve c{p.order, {}, source::quoted, p.nested};
      for (const double n : {1., 2., 3., 5., 10., 20., 30., 50., 100.})
        c.points.emplace_back(n, p.net + p.initial / (n * static_cast<double>(m.pixels)));
      curves.push_back(std::move(c));
    }
  return line_chart("The rate with its initial bits, " + m.data, "images coded", "bits/dim", curves);
}

std::string initial_chart(const std::vector<const orders_of_model*>& models) {
  std::vector<curve> curves;
  for (std::size_t o = 0; o < 2; ++o) {
    curve c{models.front()->orders[o].order, {}, source::ours, o == 0};
    for (const auto* m : models) c.points.emplace_back(static_cast<double>(m->levels), m->orders[o].initial);
    curves.push_back(std::move(c));
  }
  return line_chart("Initial bits of an image", "levels", "bits", curves);
}

}  // namespace

void write_charts(const std::vector<orders_of_model>& all, const std::string& folder) {
  std::filesystem::create_directories(folder);
  std::vector<const orders_of_model*> grey;
  for (const orders_of_model& m : all) {
    write_text(
        std::filesystem::path{folder} / ((m.top_down ? "hilloc_" : "bit_swap_") + m.model + "_running.svg"),
        running_chart(m));
    if (!m.binary && !m.top_down) grey.push_back(&m);
  }
  std::ranges::stable_sort(grey, {}, &orders_of_model::levels);
  if (grey.size() > 1)
    write_text(std::filesystem::path{folder} / "bit_swap_initial.svg", initial_chart(grey));
}

}  // namespace ansatz::experiment

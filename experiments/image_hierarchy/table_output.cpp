#include <fmt/format.h>

#include <algorithm>
#include <common/plot.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <image_hierarchy/table.hpp>
#include <nlohmann/json.hpp>
#include <string>

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

double gross_after(const order_rates& o, std::uint64_t n) {
  const auto at = std::ranges::find(o.gross, n, [](const auto& g) { return g.first; });
  return at == o.gross.end() ? 0 : at->second;
}

std::string cell(double x) { return x == 0 ? "" : fmt::format("{:.4f}", x); }

std::vector<std::string> per_second(const hierarchy_rates& r) {
  return {fmt::format("{:.0f}/s", static_cast<double>(r.images) / r.encode_seconds),
          fmt::format("{:.0f}/s", static_cast<double>(r.images) / r.decode_seconds)};
}

}  // namespace

std::string row_of(const hierarchy_rates& r, bool first) {
  std::vector<std::vector<std::string>> rows{{"model", "levels", "order", "net", "after 1", "10", "100",
                                              "1000", "all", "initial bits", "alone", "encode", "decode"}};
  for (auto& head : rows.front()) head.resize(std::max<std::size_t>(head.size(), 7), ' ');
  rows.front().front().resize(20, ' ');
  rows.front()[2].resize(10, ' ');
  for (const order_rates& o : r.orders) {
    rows.push_back({r.shown, std::to_string(r.levels), o.order, fmt::format("{:.5f}", o.net)});
    for (const std::uint64_t n : {1u, 10u, 100u, 1000u}) rows.back().push_back(cell(gross_after(o, n)));
    rows.back().push_back(cell(o.gross.back().second));
    rows.back().push_back(fmt::format("{:.0f}", o.initial));
    if (&o != &r.orders.back()) continue;
    rows.back().push_back(cell(r.alone));
    for (auto& speed : per_second(r)) rows.back().push_back(std::move(speed));
  }
  std::string text = text_table(rows);
  if (!first) text.erase(0, text.find('\n') + 1);
  if (!first && text.starts_with("-")) text.erase(0, text.find('\n') + 1);
  return (first
              ? fmt::format("{} images, bits/dim; after n images with initial bits; alone: the payload of an "
                            "image in a file of its own, the mean of {}; encode, decode: on {} threads\n\n",
                            r.images, r.alone_images, r.threads)
              : std::string{}) +
         text;
}

void print_losses(const std::vector<hierarchy_rates>& all) {
  std::vector<std::vector<std::string>> rows{
      {"model", "data", "bytes", "-ELBO", "on buckets", "", "in integers", "", "net, coded"}};
  for (const hierarchy_rates& r : all) {
    const auto percent = [&](bits b) {
      return fmt::format("{:+.3f} %", 100 * value_of(b) / value_of(r.losses.ideal));
    };
    rows.push_back({r.shown, r.data, std::to_string(r.model_bytes),
                    fmt::format("{:.5f}", r.rate(r.losses.ideal)),
                    fmt::format("{:.5f}", r.rate(r.losses.ideal + r.losses.bucketing)),
                    percent(r.losses.bucketing), fmt::format("{:.5f}", r.rate(r.losses.expected())),
                    percent(r.losses.fixed_point), fmt::format("{:.5f}", r.orders[r.top_down ? 0 : 1].net)});
  }
  fmt::print(
      "\n{}-ELBO, and what the steps to the coded rate add on the same draws; they may be gains: integers "
      "leave every value a "
      "count.\nNet, coded, is another draw.\n",
      text_table(rows));
}

namespace {

void write_json(const std::vector<hierarchy_rates>& all, const std::filesystem::path& path) {
  nlohmann::ordered_json out{{"experiment", "hierarchies of images"}, {"unit", "bits/dim"}};
  for (const hierarchy_rates& r : all) {
    nlohmann::ordered_json m{{"model", r.name},
                             {"fingerprint", r.fingerprint},
                             {"model_bytes", r.model_bytes},
                             {"data", r.data},
                             {"images", r.images},
                             {"levels", r.levels},
                             {"file_bytes", r.file_bytes},
                             {"encode_seconds", r.encode_seconds},
                             {"decode_seconds", r.decode_seconds},
                             {"threads", r.threads},
                             {"alone", r.alone},
                             {"alone_images", r.alone_images},
                             {"ideal", r.rate(r.losses.ideal)},
                             {"bucketing", r.rate(r.losses.bucketing)},
                             {"fixed_point", r.rate(r.losses.fixed_point)}};
    for (const order_rates& o : r.orders)
      m["orders"].push_back(
          {{"order", o.order}, {"net", o.net}, {"initial_bits", o.initial}, {"gross", o.gross}});
    out["models"].push_back(std::move(m));
  }
  write_text(path, out.dump(2) + "\n");
}

/// The rate after n images.
std::string running_chart(const hierarchy_rates& r) {
  std::vector<curve> curves;
  for (const order_rates& o : r.orders) {
    curve c{o.order, {}, source::ours, o.order == "nested"};
    for (const auto& [n, rate] : o.gross)
      if (n <= 1000) c.points.emplace_back(static_cast<double>(n), rate);
    curves.push_back(std::move(c));
  }
  if (!r.binary && !r.top_down && r.levels == 2 && r.data.starts_with("MNIST"))
    for (const published& p : authors) {
      curve c{p.order, {}, source::quoted, p.nested};
      for (const double n : {1., 2., 3., 5., 10., 20., 30., 50., 100.})
        c.points.emplace_back(n, p.net + p.initial / (n * static_cast<double>(r.pixels)));
      curves.push_back(std::move(c));
    }
  return line_chart("The rate with its initial bits, " + r.data, "images coded", "bits/dim", curves);
}

std::string initial_chart(const std::vector<const hierarchy_rates*>& models) {
  std::vector<curve> curves;
  for (std::size_t o = 0; o < 2; ++o) {
    curve c{models.front()->orders[o].order, {}, source::ours, o == 0};
    for (const auto* r : models) c.points.emplace_back(static_cast<double>(r->levels), r->orders[o].initial);
    curves.push_back(std::move(c));
  }
  return line_chart("Initial bits of an image", "levels", "bits", curves);
}

}  // namespace

void write_outputs(const std::vector<hierarchy_rates>& all, const outputs& out) {
  if (!out.json.empty()) write_json(all, out.json);
  if (out.plots.empty()) return;
  const std::filesystem::path folder = out.plots;
  std::vector<const hierarchy_rates*> grey;
  for (const hierarchy_rates& r : all) {
    write_text(folder / ((r.top_down ? "hilloc_" : "bit_swap_") + r.shown + "_running.svg"),
               running_chart(r));
    if (!r.binary && !r.top_down) grey.push_back(&r);
  }
  if (grey.size() > 1) write_text(folder / "bit_swap_initial.svg", initial_chart(grey));
}

}  // namespace ansatz::experiment

#include <fmt/format.h>

#include <algorithm>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <filesystem>

#include "measured.hpp"

namespace ansatz::experiment {

void write_charts(const measured_set& s, const std::string& folder) {
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* what, const std::string& svg) {
    write_text(std::filesystem::path{folder} / fmt::format("{}_{}.svg", s.file_name, what), svg);
  };
  std::vector<bar> bars;
  for (const measured_coder& c : s.coders)
    bars.push_back(
        {c.codec + (c.name == c.codec ? "" : ", " + c.shown), s.file_rate(c.file_bytes), source::ours});
  for (const rival& r : s.rivals) bars.push_back({r.name, s.file_rate(r.bytes), source::other});
  for (const quoted_rate& q : s.quoted) bars.push_back({q.name, q.bits_per_dim, source::quoted});
  std::ranges::stable_sort(bars, {}, &bar::value);
  write("rates", bar_chart("Rates on " + s.name, s.unit + ", the whole file, without the model", bars));

  const measured_coder& c = s.best();
  std::vector<step> steps;
  for (const auto& [label, sum] : c.account.ledger) steps.push_back({label, s.rate(sum), false});
  steps.push_back({"net", s.rate(c.account.net), true});
  steps.push_back({"initial, header", s.file_rate(c.file_bytes) - s.rate(c.account.net), false});
  steps.push_back({"gross", s.file_rate(c.file_bytes), true});
  write("ledger", waterfall("Where the bits of " + s.name + " go, " + c.shown, s.unit, steps));

  std::vector<curve> curves;
  double last = 2;
  for (const measured_coder& m : s.coders) {
    curve one{m.shown, {}, source::ours, &m != &c};
    for (const auto& [n, rate] : m.running) one.points.emplace_back(static_cast<double>(n), rate);
    if (!m.running.empty()) last = std::max(last, static_cast<double>(m.running.back().first));
    curves.push_back(std::move(one));
  }
  for (const rival& r : s.rivals)
    if (r.name.starts_with("bz2") || r.name.starts_with("JPEG") || r.name.starts_with("gzip"))
      curves.push_back({r.name + ", all images",
                        {{1, s.file_rate(r.bytes)}, {last, s.file_rate(r.bytes)}},
                        source::other,
                        true});
  const std::string items = s.of_graphs() ? "graphs" : "images";
  write("running",
        line_chart("A file of the first n " + items + ", " + s.name, items + " coded", s.unit, curves));
}

}  // namespace ansatz::experiment

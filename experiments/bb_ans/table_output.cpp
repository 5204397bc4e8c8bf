#include <fmt/format.h>

#include <algorithm>
#include <ansatz/io/file.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <nlohmann/json.hpp>
#include <span>

#include "table.hpp"

namespace ansatz::experiment {
namespace {

const coded_set& best(const table_of_set& t) {
  return *std::ranges::min_element(t.coded, {}, &coded_set::file_bytes);
}

double file_rate(const table_of_set& t, std::uint64_t bytes) {
  return t.rate(8 * static_cast<double>(bytes));
}

/// "mnist_grey" of "mnist_grey-7d729576fede703a".
std::string without_fingerprint(const std::string& name) {
  const auto dash = name.rfind('-');
  return dash != std::string::npos && name.size() - dash == 17 ? name.substr(0, dash) : name;
}

}  // namespace

void print(const table_of_set& t) {
  std::vector<std::vector<std::string>> rows{{"", "bits/dim", "bytes", "encode", "decode", "pays from"}};
  const auto seconds = [](double s) { return fmt::format("{:.2f} s", s); };
  for (const coded_set& c : t.coded) {
    rows.push_back({"BB-ANS, " + c.name});
    rows.push_back({"  ideal: -ELBO as trained", fmt::format("{:.5f}", t.rate(value_of(c.losses.ideal)))});
    rows.push_back({"  net", fmt::format("{:.5f}", t.rate(value_of(c.account.net)))});
    rows.push_back({"  gross: the file", fmt::format("{:.5f}", file_rate(t, c.file_bytes)),
                    std::to_string(c.file_bytes), seconds(c.encode_seconds), seconds(c.decode_seconds)});
  }
  if (!t.rivals.empty()) rows.emplace_back();
  for (const rival& r : t.rivals) {
    const std::uint64_t images = break_even(t, best(t), r);
    rows.push_back({r.name, fmt::format("{:.4f}", file_rate(t, r.bytes)), std::to_string(r.bytes),
                    seconds(r.encode_seconds), seconds(r.decode_seconds),
                    images == 0 ? "never" : std::to_string(images)});
  }
  if (!t.quoted.empty()) rows.emplace_back();
  for (const quoted_rate& q : t.quoted)
    rows.push_back({q.name + " [" + q.source + "]", fmt::format("{}", q.bits_per_dim)});
  fmt::print("{}: {} images of {} pixels\n\n{}", t.name, t.count, t.dims, text_table(rows));
  if (!t.rivals.empty())
    fmt::print(
        "pays from: images from which, at these rates, {} and its model of {} bytes together are smaller\n",
        best(t).name, best(t).model_bytes);

  std::vector<std::vector<std::string>> losses{
      {"bits/dim over the ideal", "fixed point", "buckets", "intervals", "together", "net, this draw"}};
  std::vector<std::vector<std::string>> ledger{{"ledger, bits/dim", "initial bits"}};
  for (const auto& [label, sum] : best(t).account.ledger) ledger.front().push_back(label);
  for (const coded_set& c : t.coded) {
    const auto loss = [&](bits b) { return fmt::format("{:+.6f}", t.rate(value_of(b))); };
    losses.push_back({c.name, loss(c.losses.fixed_point), loss(c.losses.bucketing), loss(c.losses.intervals),
                      loss(c.losses.expected() - c.losses.ideal), loss(c.account.net - c.losses.ideal)});
    ledger.push_back({c.name, fmt::format("{:.0f}", value_of(c.account.initial))});
    for (const auto& [label, sum] : c.account.ledger)
      ledger.back().push_back(fmt::format("{:+.5f}", t.rate(value_of(sum))));
  }
  fmt::print("\n{}\n{}\n", text_table(ledger), text_table(losses));
}

void write_json(const std::vector<table_of_set>& tables, const std::filesystem::path& path) {
  using json = nlohmann::ordered_json;
  json all;
  all["experiment"] = "bb_ans table";
  all["unit"] = "bits/dim";
  for (const table_of_set& t : tables) {
    json set{{"data", t.name}, {"hash", t.hash}, {"count", t.count}, {"dims", t.dims}};
    set["models"] = set["rivals"] = set["quoted"] = json::array();
    const auto rate = [&](bits b) { return t.rate(value_of(b)); };
    for (const coded_set& c : t.coded) {
      json model{{"name", c.name},
                 {"model_bytes", c.model_bytes},
                 {"ideal_bits_per_dim", rate(c.losses.ideal)},
                 {"net_bits_per_dim", rate(c.account.net)},
                 {"gross_bits_per_dim", file_rate(t, c.file_bytes)},
                 {"file_bytes", c.file_bytes},
                 {"initial_bits", value_of(c.account.initial)},
                 {"encode_seconds", c.encode_seconds},
                 {"decode_seconds", c.decode_seconds}};
      for (const auto& [label, sum] : c.account.ledger) model["ledger"][label] = rate(sum);
      model["losses"] = {{"fixed_point", rate(c.losses.fixed_point)},
                         {"bucketing", rate(c.losses.bucketing)},
                         {"intervals", rate(c.losses.intervals)}};
      model["running_bits_per_dim"] = c.running;
      set["models"].push_back(std::move(model));
    }
    for (const rival& r : t.rivals)
      set["rivals"].push_back({{"name", r.name},
                               {"bytes", r.bytes},
                               {"bits_per_dim", file_rate(t, r.bytes)},
                               {"encode_seconds", r.encode_seconds},
                               {"decode_seconds", r.decode_seconds},
                               {"break_even_images", break_even(t, best(t), r)}});
    for (const quoted_rate& q : t.quoted)
      set["quoted"].push_back({{"name", q.name}, {"source", q.source}, {"bits_per_dim", q.bits_per_dim}});
    all["sets"].push_back(std::move(set));
  }
  write_text(path, all.dump(2) + "\n");
}

void write_plots(const table_of_set& t, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* what, const std::string& svg) {
    write_text(folder / fmt::format("{}_{}.svg", t.file_name, what), svg);
  };
  std::vector<bar> bars;
  for (const coded_set& c : t.coded)
    bars.push_back({"BB-ANS, " + without_fingerprint(c.name), file_rate(t, c.file_bytes), source::ours});
  for (const rival& r : t.rivals) bars.push_back({r.name, file_rate(t, r.bytes), source::other});
  for (const quoted_rate& q : t.quoted) bars.push_back({q.name, q.bits_per_dim, source::quoted});
  std::ranges::stable_sort(bars, {}, &bar::value);
  write("rates", bar_chart("Rates on " + t.name, "bits/dim, the whole file, without the model", bars));

  const coded_set& c = best(t);
  std::vector<step> steps;
  for (const auto& [label, sum] : c.account.ledger) steps.push_back({label, t.rate(value_of(sum)), false});
  steps.push_back({"net", t.rate(value_of(c.account.net)), true});
  steps.push_back({"initial, header", file_rate(t, c.file_bytes) - t.rate(value_of(c.account.net)), false});
  steps.push_back({"gross", file_rate(t, c.file_bytes), true});
  write("ledger", waterfall("Where the bits of " + t.name + " go", "bits/dim", steps));

  std::vector<curve> curves(2);
  curves[0].label = "BB-ANS, the first n images";
  curves[1].label = "net, all images";
  curves[1].dashed = true;
  const double net = t.rate(value_of(c.account.net));
  const double last = static_cast<double>(std::max<std::size_t>(c.running.size(), 2));
  for (const auto& [n, rate] : c.running) curves[0].points.emplace_back(static_cast<double>(n), rate);
  curves[1].points = {{1, net}, {last, net}};
  for (const rival& r : t.rivals)
    if (r.name.starts_with("bz2") || r.name.starts_with("JPEG") || r.name.starts_with("gzip"))
      curves.push_back({r.name + ", all images",
                        {{1, file_rate(t, r.bytes)}, {last, file_rate(t, r.bytes)}},
                        source::other,
                        true});
  write("running",
        line_chart("The rate with its initial bits, " + t.name, "images coded", "bits/dim", curves));
}

}  // namespace ansatz::experiment

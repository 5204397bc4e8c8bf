#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <common/memory.hpp>
#include <common/program.hpp>
#include <common/results.hpp>
#include <cstdio>
#include <vector>

namespace ansatz::experiment {
namespace {

/// Names of all coders, one after another.
template <class Name>
std::string joined(const account_of_file& f, Name name) {
  std::vector<std::string> names;
  for (const auto& one : f.by) names.push_back(name(one));
  return fmt::format("{}", fmt::join(names, "; "));
}

/// Not among the data, where these go to the standard output.
std::FILE* shown(const arguments& a) { return a.out == "-" ? stderr : stdout; }

results results_of(const arguments& a, const account_of_file& f) {
  results r{"ansatz", shown(a)};
  r.set("data", fmt::format("{}", fmt::join(a.paths, " ")));
  r.set("codec", joined(f, [](const auto& one) { return one.second.codec; }));
  r.set("model", joined(f, [](const auto& one) { return one.second.model; }));
  const double dims = static_cast<double>(std::max<std::uint64_t>(f.dims, 1));
  const auto rate = [&](const std::optional<bits>& b) { return b ? value{b->to_double() / dims} : value{}; };
  table t{"file",
          {{"items", ""},
           {"dims", "", 0, f.unit == "bits/edge" ? "edges" : ""},
           {"ideal", f.unit, 5},
           {"net", f.unit, 5},
           {"gross", f.unit, 5},
           {"bytes", "bytes"},
           {"initial", "bits", 0},
           {"model_bytes", "bytes"},
           {"encode", "s", 2},
           {"decode", "s", 2},
           {"peak", "bytes"}}};
  std::optional<bits> net, initial;
  if (f.coded) net = f.coded->net, initial = f.coded->initial;
  std::uint64_t model_bytes = 0;
  for (const auto& [name, one] : f.by) model_bytes += one.model_bytes;
  t.add({f.items, f.dims, rate(f.ideal), rate(net), 8 * static_cast<double>(f.bytes) / dims, f.bytes,
         value{initial}, model_bytes, value{f.encode_seconds}, value{f.decode_seconds}, peak_rss_bytes()});
  r.add(std::move(t));
  if (f.coded) {
    table ledger{"ledger", {{"part", ""}, {"net", f.unit, 5, "", true}}};
    for (const auto& [label, net_of] : f.coded->ledger)
      ledger.add({label.empty() ? "(unlabelled)" : label, rate(net_of)});
    r.add(std::move(ledger));
  }
  return r;
}

}  // namespace

void account_of_file::add(const coder& c) { by[name_of(c)] = {c.codec(), c.model(), c.model_bytes()}; }

void report(const arguments& a, const account_of_file& f) {
  if (a.out == "-" && a.report.empty()) return;
  const std::string names = joined(f, [](const auto& one) { return one.first; });
  if (!names.empty()) fmt::print(shown(a), "{} by {}\n", legible(a.out), names);
  const results r = results_of(a, f);
  if (!a.report.empty()) write_text(a.report, r.json());
}

void expect_ready(const arguments& a, std::vector<std::string> read) {
  read.insert(read.end(), a.wanted.models.begin(), a.wanted.models.end());
  expect_apart(read, {a.out, a.report});
  if (!a.report.empty()) expect_place(a.report);
}

}  // namespace ansatz::experiment

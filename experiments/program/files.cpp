#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <array>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/results.hpp>
#include <common/round_trip.hpp>
#include <fstream>
#include <memory>
#include <optional>
#include <registry/registry.hpp>

#include "commands.hpp"

namespace ansatz::experiment {
namespace {

/// What coding came to.
struct account_of_file {
  const coder& by;
  std::uint64_t items = 0, dims = 0, bytes = 0;
  std::optional<coding_account> coded;
  std::optional<bits> ideal;
  std::optional<double> encode_seconds, decode_seconds;
};

results results_of(const arguments& a, const account_of_file& f) {
  results r{"ansatz"};
  r.set("data", fmt::format("{}", fmt::join(a.paths, " ")));
  r.set("codec", f.by.codec());
  r.set("model", f.by.model());
  const double dims = static_cast<double>(std::max<std::uint64_t>(f.dims, 1));
  const auto rate = [&](const std::optional<bits>& b) { return b ? value{b->to_double() / dims} : value{}; };
  table t{"file",
          {{"items", ""},
           {"dims", ""},
           {"ideal", "bits/dim", 5},
           {"net", "bits/dim", 5},
           {"gross", "bits/dim", 5},
           {"bytes", "bytes"},
           {"initial", "bits", 0},
           {"model_bytes", "bytes"},
           {"encode", "s", 2},
           {"decode", "s", 2},
           {"peak", "bytes"}}};
  std::optional<bits> net, initial;
  if (f.coded) net = f.coded->net, initial = f.coded->initial;
  t.add({f.items, f.dims, rate(f.ideal), rate(net), 8 * static_cast<double>(f.bytes) / dims, f.bytes,
         value{initial}, f.by.model_bytes(), value{f.encode_seconds}, value{f.decode_seconds},
         peak_rss_bytes()});
  r.add(std::move(t));
  if (f.coded) {
    table ledger{"ledger", {{"part", ""}, {"net", "bits/dim", 5, "", true}}};
    for (const auto& [label, net_of] : f.coded->ledger)
      ledger.add({label.empty() ? "(unlabelled)" : label, rate(net_of)});
    r.add(std::move(ledger));
  }
  return r;
}

void report(const arguments& a, const account_of_file& f) {
  if (a.out == "-" && a.report.empty()) return;
  fmt::print("{} by {}\n", a.out, name_of(f.by));
  const results r = results_of(a, f);
  if (!a.report.empty()) write_text(a.report, r.json());
}

/// Throws what would only show after the work: files that cannot be, or are read, too.
void expect_ready(const arguments& a, std::vector<std::string> read) {
  read.insert(read.end(), a.wanted.models.begin(), a.wanted.models.end());
  expect_apart(read, {a.out, a.report});
  if (!a.report.empty()) expect_place(a.report);
}

/// A file of ours may be replaced by another one; what else lies there was hardly meant, as where the output is
/// forgotten: compress *.png.
void expect_replaceable(const arguments& a) {
  namespace fs = std::filesystem;
  if (a.out == "-") return;
  expect_place(a.out);
  if (a.force || !fs::is_regular_file(a.out) || fs::file_size(a.out) == 0) return;
  std::array<char, 8> first{};
  std::ifstream{a.out, std::ios::binary}.read(first.data(), first.size());
  if (!begins_as_container(std::as_bytes(std::span{first})))
    throw error(a.out + " is there, and no file of ansatz: --force replaces it");
}

container read_container(const std::string& path) {
  return about(path, [&] { return parse_container(read_bytes(path)); });
}

}  // namespace

void compress(arguments a) {
  expect_ready(a, a.paths);
  expect_replaceable(a);
  const data_set data = read_data(a.paths, a.as, a.limit, a.told);
  const auto by = chosen(a.wanted, data, a.coding.threads, a.told);
  account_of_file f{*by, items_of(data), dims_of(data), 0, coding_account{}, {}, {}, {}};
  std::vector<std::byte> bytes;
  {
    progress bar{"encoding", f.items};
    const stopwatch time;
    bytes = format_container(by->compress(data, a.coding, &*f.coded, [&](std::uint64_t n) { bar.add(n); }));
    f.encode_seconds = time.seconds();
  }
  f.bytes = bytes.size();
  if (a.verify) {
    const stopwatch time;
    if (by->decompress(parse_container(bytes), a.coding.threads) != data) fault("the decoded data differ");
    f.decode_seconds = time.seconds();
  }
  if (a.ideal) f.ideal = by->ideal(data, a.coding.seed);
  write_bytes(a.out, bytes);
  report(a, f);
}

void decompress(const arguments& a) {
  expect_ready(a, {a.in});
  const container file = read_container(a.in);
  const auto by =
      coder_of(registered_codecs(), file, a.wanted.models.empty() ? std::string{} : a.wanted.models.front());
  account_of_file f{*by, file.count(), 0, format_container(file).size(), {}, {}, {}, {}};
  progress bar{"decoding", file.count()};
  const stopwatch time;
  const data_set data = about(
      a.in, [&] { return by->decompress(file, a.coding.threads, [&](std::uint64_t n) { bar.add(n); }); });
  f.decode_seconds = time.seconds();
  f.dims = dims_of(data);
  write_data(a.out, data, a.format);
  report(a, f);
}

void verify(const arguments& a) {
  const container file = read_container(a.in);
  const auto by =
      coder_of(registered_codecs(), file, a.wanted.models.empty() ? std::string{} : a.wanted.models.front());
  progress bar{"decoding", file.count()};
  const data_set data = about(
      a.in, [&] { return by->decompress(file, a.coding.threads, [&](std::uint64_t n) { bar.add(n); }); });
  if (!a.paths.empty() &&
      read_data(a.paths, std::holds_alternative<image_set>(data) ? kind::images : kind::bytes, a.limit,
                a.told) != data)
    throw error(a.in + " holds other data than " + a.paths.front());
  fmt::print("{}: {} by {}: every stream ends where it began, every checksum is right{}\n", a.in,
             summary_of(data), name_of(*by),
             a.paths.empty() ? "" : ", and it holds what " + a.paths.front() + " does");
}

}  // namespace ansatz::experiment

// Adaptive text models of several orders, beside the general-purpose compressors.
#include <fmt/format.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/rivals.hpp>
#include <common/text_table.hpp>
#include <context_mixing/context_mixing.hpp>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::rival;

/// There and back by contexts of up to so many bytes.
rival coded(const std::vector<std::uint8_t>& text, unsigned order) {
  rival r{fmt::format("context_mixing, order {}", order), 0, 0, 0};
  const auto codec = context_mixing(text.size(), order);
  rans_stack s;
  const experiment::stopwatch encoding;
  codec.push(s, text);
  r.encode_seconds = encoding.seconds();
  const auto bytes = to_bytes(s);
  r.bytes = bytes.size();
  rans_stack decoder = from_bytes(bytes, supply::seeded(0), s.taken());
  const experiment::stopwatch decoding;
  if (codec.pop(decoder) != text || !decoder.is_fresh())
    throw error("the decoded text differs: this is a fault of the program");
  r.decode_seconds = decoding.seconds();
  return r;
}

struct arguments {
  std::vector<std::string> files;
  experiment::outputs out;
};

/// What can be put into JSON and SVG.
void check_names(const std::vector<std::string>& files) {
  std::set<std::string> charts;
  for (const std::string& file : files) {
    try {
      (void)nlohmann::json(file).dump();
    } catch (const nlohmann::json::exception&) {
      throw domain_error("the name of a file is not UTF-8");
    }
    if (!std::filesystem::exists(file)) throw error(file + ": there is no such file");
    if (!charts.insert(std::filesystem::path{file}.filename()).second)
      throw domain_error(file + ": two files of this name would share a chart");
  }
}

void run(const arguments& a) {
  a.out.check(a.files);
  check_names(a.files);
  nlohmann::ordered_json all{{"experiment", "text"}, {"unit", "bits/byte"}};
  for (const std::string& file : a.files) {
    const auto data = read_file(file);
    if (data.empty()) throw domain_error(file + ": there is nothing to code");
    std::vector<std::uint8_t> text;
    for (const std::byte b : data) text.push_back(std::to_integer<std::uint8_t>(b));
    const auto rate = [&](std::uint64_t bytes) {
      return 8 * static_cast<double>(bytes) / static_cast<double>(text.size());
    };

    std::vector<rival> ours, others;
    {
      experiment::progress bar{std::filesystem::path{file}.filename(), context_mixer::most_orders + 4};
      for (unsigned order = 0; order <= context_mixer::most_orders; ++order) {
        ours.push_back(coded(text, order));
        bar.add(1);
      }
      others = experiment::run_byte_rivals(data, [&](const std::string&) { bar.add(1); });
    }
    std::vector<std::vector<std::string>> rows{{"", "bits/byte", "bytes", "encode", "decode"}};
    std::vector<experiment::bar> bars;
    nlohmann::ordered_json set{{"data", file}, {"hash", hash_hex(hash64(data))}, {"bytes", text.size()}};
    const auto add = [&](const std::vector<rival>& part, experiment::source from) {
      for (const rival& r : part) {
        rows.push_back({r.name, fmt::format("{:.4f}", rate(r.bytes)), std::to_string(r.bytes),
                        fmt::format("{:.2f} s", r.encode_seconds),
                        fmt::format("{:.2f} s", r.decode_seconds)});
        bars.push_back({r.name, rate(r.bytes), from});
        set["rates"].push_back({{"name", r.name},
                                {"bits_per_byte", rate(r.bytes)},
                                {"bytes", r.bytes},
                                {"encode_seconds", r.encode_seconds},
                                {"decode_seconds", r.decode_seconds}});
      }
    };
    add(ours, experiment::source::ours);
    rows.emplace_back();
    add(others, experiment::source::other);
    fmt::print("{}: {} bytes\n\n{}\n", file, text.size(), experiment::text_table(rows));
    all["sets"].push_back(std::move(set));
    if (!a.out.plots.empty()) {
      const std::filesystem::path folder = a.out.plots;
      std::filesystem::create_directories(folder);
      const std::string name = std::filesystem::path{file}.filename();
      const std::string svg = experiment::bar_chart("Rates on " + name, "bits/byte", bars);
      experiment::write_text(folder / (name + "_rates.svg"), svg);
    }
  }
  if (!a.out.json.empty()) experiment::write_text(a.out.json, all.dump(2) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Codes files by adaptive context mixing of orders 0 to 6, there and back, beside gzip, bz2 and xz."};
  arguments a;
  app.add_option("FILES", a.files)->required();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}

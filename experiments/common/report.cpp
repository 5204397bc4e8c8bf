#include <fmt/format.h>

#include <ansatz/io/file.hpp>
#include <common/report.hpp>
#include <nlohmann/json.hpp>

namespace ansatz::experiment {
namespace {

template <class T>
nlohmann::ordered_json or_null(const std::optional<T>& x) {
  if (x) return *x;
  return nullptr;
}

}  // namespace

void report::print() const {
  const double scale = count * dims == 0 ? 0 : 1 / static_cast<double>(count * dims);
  fmt::print("{} on {}: {} x {} dims\n", experiment, data, count, dims);
  if (!model.empty()) fmt::print("  model    {}\n", model);
  if (ideal)
    fmt::print("  ideal    {:.5f} bits/dim (the model before anything is quantised)\n",
               value_of(*ideal) * scale);
  if (net) fmt::print("  net      {:.5f} bits/dim\n", value_of(*net) * scale);
  for (const auto& [label, sum] : ledger) fmt::print("    {:<10} {:+.5f}\n", label, value_of(sum) * scale);
  if (file_bytes)
    fmt::print("  gross    {:.5f} bits/dim ({} bytes)\n", 8 * static_cast<double>(*file_bytes) * scale,
               *file_bytes);
  if (initial) fmt::print("  initial  {:.0f} bits\n", value_of(*initial));
  if (encode_seconds) fmt::print("  encode   {:.2f} s\n", *encode_seconds);
  if (decode_seconds) fmt::print("  decode   {:.2f} s\n", *decode_seconds);
  fmt::print("  memory   {:.0f} MB at most\n", static_cast<double>(peak_rss_bytes()) / 1e6);
}

void report::write(const std::filesystem::path& path) const {
  const double total = static_cast<double>(count * dims);
  const auto rate = [&](const std::optional<bits>& b) -> nlohmann::ordered_json {
    if (b && total > 0) return value_of(*b) / total;
    return nullptr;
  };
  nlohmann::ordered_json j;
  j["experiment"] = experiment;
  j["data"] = data;
  j["model"] = model.empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(model);
  j["count"] = count;
  j["dims"] = dims;
  j["unit"] = "bits/dim";
  j["ideal_bits_per_dim"] = rate(ideal);
  j["net_bits_per_dim"] = rate(net);
  j["gross_bits_per_dim"] = nullptr;
  if (file_bytes && total > 0) j["gross_bits_per_dim"] = 8 * static_cast<double>(*file_bytes) / total;
  j["initial_bits"] = nullptr;
  if (initial) j["initial_bits"] = value_of(*initial);
  j["model_bytes"] = or_null(model_bytes);
  j["encode_seconds"] = or_null(encode_seconds);
  j["decode_seconds"] = or_null(decode_seconds);
  j["peak_rss_bytes"] = peak_rss_bytes();
  j["ledger"] = nlohmann::ordered_json::object();
  for (const auto& [label, sum] : ledger) j["ledger"][label] = rate(sum);
  const std::string text = j.dump(2) + "\n";
  write_file_atomically(path, std::as_bytes(std::span{text}));
}

}  // namespace ansatz::experiment

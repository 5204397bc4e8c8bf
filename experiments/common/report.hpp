#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ansatz/bits.hpp>

namespace ansatz::experiment {

/// What an experiment measured; one schema for all of them (docs/report.md). What was not measured is null.
struct report {
  std::string experiment, data;
  std::uint64_t count = 0, dims = 0;
  std::optional<bits> ideal, net, initial;
  std::optional<std::uint64_t> file_bytes, model_bytes;
  std::optional<double> encode_seconds, decode_seconds;
  std::vector<std::pair<std::string, bits>> ledger;

  void print() const;
  void write(const std::filesystem::path& path) const;
};

/// The most memory that this process has held.
std::uint64_t peak_rss_bytes();

}  // namespace ansatz::experiment

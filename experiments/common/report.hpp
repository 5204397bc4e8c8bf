#pragma once
#include <ansatz/bits.hpp>
#include <common/progress.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {

/// For printing.
constexpr double value_of(bits b) { return b.to_double(); }

/// What an experiment measured; one schema for all of them (docs/report.md). What was not measured is null.
struct report {
  std::string experiment, data, model;
  std::uint64_t count = 0, dims = 0;
  std::optional<bits> ideal, net, initial;
  std::optional<std::uint64_t> file_bytes, model_bytes;
  std::optional<double> encode_seconds, decode_seconds;
  std::vector<std::pair<std::string, bits>> ledger;

  void print() const;
  void write(const std::filesystem::path& path) const;
};

}  // namespace ansatz::experiment

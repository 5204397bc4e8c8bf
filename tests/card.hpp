#pragma once
#include <ansatz/io/file.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace ansatz::testing {

/// The card beside a shipped model.
inline nlohmann::json card_of(std::filesystem::path model) {
  const auto bytes = read_file(model.replace_extension(".json"));
  const auto* begin = reinterpret_cast<const char*>(bytes.data());
  return nlohmann::json::parse(begin, begin + bytes.size());
}

}  // namespace ansatz::testing

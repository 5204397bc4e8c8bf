#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// A text in symbols of its own alphabet: the bytes that come up, in ascending order.
struct book {
  std::string name;
  std::vector<std::uint32_t> alphabet, symbols;
};

/// Throws `error`, with the file's name, where it cannot be read or is empty.
book read_book(const std::filesystem::path& path);

/// Fits a model to a text, codes the text with it, parameters included, decodes it, prints what it took and
/// returns it.
nlohmann::ordered_json code_book(const book& text, std::uint32_t states, unsigned rounds, unsigned threads);

}  // namespace ansatz::experiment

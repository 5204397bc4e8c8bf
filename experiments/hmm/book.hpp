#pragma once
#include <common/results.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// A text in symbols of its own alphabet: the bytes that come up, in ascending order.
struct book {
  std::string name;
  std::vector<std::uint32_t> alphabet, symbols;
};

book make_book(std::string name, std::span<const std::byte> text);

struct fit_options {
  std::uint64_t states = 32, rounds = 100;
  unsigned threads = 1;
};

/// Fits a model to each text, codes the text with it, parameters included, and decodes it: a row each.
table code_books(const std::vector<book>& books, const fit_options& options);

}  // namespace ansatz::experiment

#include <algorithm>
#include <array>
#include <hmm/hmm_text.hpp>

namespace ansatz {

std::vector<std::uint8_t> hmm_text::bytes() const {
  std::vector<std::uint8_t> out;
  for (const std::uint32_t x : symbols) {
    if (x >= alphabet.size()) throw domain_error("hmm_text: a symbol is not in the alphabet");
    out.push_back(
        detail::number_as<std::uint8_t>(alphabet[x], "hmm_text: the alphabet holds what is no byte"));
  }
  return out;
}

hmm_text hmm_text_of(std::span<const std::uint8_t> bytes) {
  std::array<bool, 256> seen{};
  std::array<std::uint32_t, 256> symbol_of{};
  for (const std::uint8_t b : bytes) seen[b] = true;
  hmm_text out;
  for (std::uint32_t byte = 0; byte < 256; ++byte)
    if (seen[byte]) {
      symbol_of[byte] = static_cast<std::uint32_t>(out.alphabet.size());
      out.alphabet.push_back(byte);
    }
  for (const std::uint8_t b : bytes) out.symbols.push_back(symbol_of[b]);
  return out;
}

void fit_hmm_text(hmm_text& text, std::uint32_t states, unsigned rounds, unsigned threads) {
  constexpr std::size_t length = 4096;
  std::vector<std::vector<std::uint32_t>> pieces;
  const auto& x = text.symbols;
  for (std::size_t first = 0; first < x.size(); first += length)
    pieces.emplace_back(x.begin() + static_cast<std::ptrdiff_t>(first),
                        x.begin() + static_cast<std::ptrdiff_t>(std::min(first + length, x.size())));
  text.parameters =
      fit_hmm(pieces, states, static_cast<std::uint32_t>(text.alphabet.size()), rounds, 0, threads);
}

}  // namespace ansatz

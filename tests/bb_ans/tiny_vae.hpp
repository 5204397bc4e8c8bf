#pragma once
#include <ansatz/net/safetensors.hpp>
#include <ansatz/stack/supply.hpp>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::testing {

/// The safetensors bytes of an untrained VAE with random weights: `numbers` a pixel (1 Bernoulli, 2
/// beta-binomial).
inline std::vector<std::byte> tiny_vae_bytes(std::size_t pixels, std::size_t hidden, std::size_t latents,
                                             std::size_t numbers, std::uint64_t seed = 5) {
  const std::vector<std::pair<std::string, std::pair<std::size_t, std::size_t>>> layers{
      {"fc1", {hidden, pixels}},
      {"fc21", {latents, hidden}},
      {"fc22", {latents, hidden}},
      {"fc3", {hidden, latents}},
      {"fc4", {numbers * pixels, hidden}}};
  std::string header = "{";
  std::vector<std::byte> data;
  std::uint64_t draw = 0;
  const auto add = [&](const std::string& name, const std::string& shape, std::size_t count) {
    const std::size_t begin = data.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto value =
          static_cast<float>(static_cast<double>(supply::seeded(seed).word(draw++) >> 11) * 0x1p-53 - 0.5);
      const auto raw = std::bit_cast<std::uint32_t>(value);
      for (int b = 0; b < 4; ++b) data.push_back(static_cast<std::byte>(raw >> (8 * b)));
    }
    header += (header.size() > 1 ? ",\"" : "\"") + name + R"(":{"dtype":"F32","shape":)" + shape +
              R"(,"data_offsets":[)" + std::to_string(begin) + "," + std::to_string(data.size()) + "]}";
  };
  for (const auto& [name, size] : layers) {
    add(name + ".weight", "[" + std::to_string(size.first) + "," + std::to_string(size.second) + "]",
        size.first * size.second);
    add(name + ".bias", "[" + std::to_string(size.first) + "]", size.first);
  }
  header += "}";
  std::vector<std::byte> out;
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::byte>(header.size() >> (8 * i)));
  for (const char c : header) out.push_back(static_cast<std::byte>(c));
  out.insert(out.end(), data.begin(), data.end());
  return out;
}

}  // namespace ansatz::testing

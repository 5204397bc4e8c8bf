#pragma once
#include <ansatz/net/safetensors.hpp>
#include <ansatz/stack/supply.hpp>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::testing {

/// Named tensors of random numbers, to be changed and made a file of.
struct random_tensors {
  std::map<std::string, std::vector<std::uint64_t>> shapes;
  std::map<std::string, std::vector<double>> values;
  std::map<std::string, std::string> metadata;

  /// Uniform in [-scale, scale).
  void add(const std::string& name, std::vector<std::uint64_t> shape, double scale) {
    const supply random = supply::seeded(values.size());
    std::uint64_t size = 1;
    for (const auto n : shape) size *= n;
    auto& v = values[name] = {};
    for (std::uint64_t i = 0; i < size; ++i)
      v.push_back(scale * (static_cast<double>(random.word(i) >> 11) * 0x1p-52 - 1));
    shapes[name] = std::move(shape);
  }
  void add_convolution(const std::string& name, std::uint64_t out, std::uint64_t in, std::uint64_t size,
                       double scale) {
    add(name + ".weight", {out, in, size, size}, scale);
    add(name + ".bias", {out}, 0.5);
  }
  /// The tensors of a `residual_network`.
  void add_network(const std::string& name, std::uint64_t in, std::uint64_t width, std::uint64_t blocks,
                   std::uint64_t out, double scale = 0.3) {
    add_convolution(name + ".first", width, in, 3, scale);
    for (std::uint64_t i = 0; i < blocks; ++i) {
      add_convolution(name + ".a" + std::to_string(i), width, width, 3, scale);
      add_convolution(name + ".b" + std::to_string(i), width, width, 3, scale);
    }
    add_convolution(name + ".last", out, width, 1, scale);
  }
  std::vector<std::byte> bytes() const {
    std::map<std::string, std::vector<std::byte>> data;
    std::map<std::string, safetensors::tensor> tensors;
    for (const auto& [name, v] : values) {
      auto& numbers = data[name];
      for (const double x : v)
        for (int i = 0; i < 8; ++i)
          numbers.push_back(static_cast<std::byte>(std::bit_cast<std::uint64_t>(x) >> (8 * i)));
      tensors[name] = {"F64", shapes.at(name), numbers};
    }
    return format_safetensors(tensors, metadata);
  }
  safetensors file() const { return safetensors::parse(bytes()); }
};

}  // namespace ansatz::testing

#include "model_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bit>
#include <cmath>
#include <common/program.hpp>
#include <cstddef>
#include <map>
#include <model/real_math.hpp>
#include <nlohmann/json.hpp>
#include <resampled/private/bitmap_walk.hpp>
#include <resampled/resampled_model.hpp>
#include <vector>

namespace ansatz::training {
namespace {

constexpr std::size_t most = detail::bitmap_walk::most_side;

/// The nearest number of half precision, of those whose halves below 2^-14 are multiples of 2^-24.
std::uint16_t half(double x) {
  const bool negative = x < 0;
  const double size = std::abs(x);
  if (!(size < 65520)) throw error("a weight is not finite in half precision: training diverged");
  int exponent = 0;
  std::frexp(size, &exponent);  // size is below 2^exponent
  exponent = std::max(exponent, -13);
  const auto steps = static_cast<std::uint32_t>(std::nearbyint(std::ldexp(size, 11 - exponent)));
  // From 1024 on the leading one is implied, and 2048 is the next exponent's 1024.
  const std::uint32_t bits = steps < 1024 ? steps : static_cast<std::uint32_t>(exponent + 13) * 1024 + steps;
  return static_cast<std::uint16_t>(bits | (negative ? 0x8000U : 0U));
}

class tensors {
 public:
  void add(const std::string& name, std::vector<std::uint64_t> shape, std::span<const double> values) {
    auto& bytes = kept_[name];
    for (const double x : values) {
      const std::uint16_t h = half(x);
      bytes.push_back(static_cast<std::byte>(h & 255));
      bytes.push_back(static_cast<std::byte>(h >> 8));
    }
    of_file_[name] = {"F16", std::move(shape), bytes};
  }
  void add(const std::string& name, std::vector<std::uint64_t> shape, std::span<const float> values) {
    add(name, std::move(shape), std::vector<double>(values.begin(), values.end()));
  }
  void add(const std::string& name, const bit_network& n) {
    const auto part = [&](std::size_t from, std::size_t count) {
      return std::span{n.weights}.subspan(from, count);
    };
    add(name + ".layer1.weight", {n.inputs, n.hidden}, part(0, n.bias1()));
    add(name + ".layer1.bias", {n.hidden}, part(n.bias1(), n.hidden));
    add(name + ".layer2.weight", {n.hidden, n.second}, part(n.weight2(), n.hidden * n.second));
    add(name + ".layer2.bias", {n.second}, part(n.bias2(), n.second));
    add(name + ".layer3.weight", {n.second, 1}, part(n.weight3(), n.second));
    add(name + ".layer3.bias", {1}, part(n.bias3(), 1));
  }
  std::vector<std::byte> bytes() const { return format_safetensors(of_file_); }

 private:
  std::map<std::string, std::vector<std::byte>> kept_;
  std::map<std::string, safetensors::tensor> of_file_;
};

/// How many bitmaps have each size, spread over the sizes near by.
std::vector<double> spread_sizes(std::span<const bitmap> bitmaps) {
  constexpr int reach = 5;
  std::vector<double> out(most * most);
  double sum = 0;
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach; x <= reach; ++x) sum += real::exp(-(y * y + x * x) / 3.0);
  for (const bitmap& b : bitmaps)
    for (int y = -reach; y <= reach; ++y)
      for (int x = -reach; x <= reach; ++x) {
        const int h = static_cast<int>(b.height) - 1 + y, w = static_cast<int>(b.width) - 1 + x;
        if (h < 0 || w < 0 || h >= static_cast<int>(most) || w >= static_cast<int>(most)) continue;
        out[static_cast<std::size_t>(h) * most + static_cast<std::size_t>(w)] +=
            real::exp(-(y * y + x * x) / 3.0) / sum;
      }
  return out;
}

/// Bits of the sizes of others.
double bits_of_sizes(std::span<const double> sizes, std::span<const bitmap> bitmaps) {
  double all = 0, bits = 0;
  for (const double n : sizes) all += n + 1.0 / 256;
  for (const bitmap& b : bitmaps)
    bits -= real::log((sizes[(b.height - 1) * most + b.width - 1] + 1.0 / 256) / all) / real::ln2;
  return bits / static_cast<double>(bitmaps.size());
}

}  // namespace

void finish(const std::filesystem::path& folder, const std::string& name, const origin& from,
            const bitmap_trainer& trained, std::span<const bitmap> on, std::span<const bitmap> held_out) {
  tensors t;
  const auto sizes = spread_sizes(on);
  t.add("sizes", {most, most}, sizes);
  t.add("uneven", trained.uneven());
  t.add("even", trained.even());
  const auto bytes = t.bytes();
  const std::string full = name + "-" + hash_hex(resampled_model{safetensors::parse(bytes)}.fingerprint());
  const bitmap_bits bits = trained.held_out(held_out);
  nlohmann::ordered_json card;
  card["model"] = full;
  card["command"] = from.command;
  card["training"] = trained.how().describe();
  card["images_hash"] = from.images_hash;
  card["bitmaps"] = on.size();
  card["test"] = {{"bitmaps", held_out.size()},
                  {"uneven", bits.uneven},
                  {"even", bits.even},
                  {"size", bits_of_sizes(sizes, held_out)}};
  card["parameters"] = trained.uneven().size() + trained.even().size();
  card["bytes"] = bytes.size();
  const std::string text = card.dump(2) + "\n";
  write_file_atomically(folder / (full + ".safetensors"), bytes);
  experiment::write_text(folder / (full + ".json"), text);
  fmt::print("{}", text);
}

}  // namespace ansatz::training

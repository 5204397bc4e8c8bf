#include <adaptive_pixels/private/level_network.hpp>
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <cmath>
#include <net/pair_products.hpp>
#include <net/real_layer.hpp>

namespace ansatz::detail {
namespace {

constexpr std::int32_t one_q16 = 1 << 16;
constexpr std::uint64_t one_weight = std::uint64_t{1} << 30;

/// 2^(-i / 2^(8 or 16)), Q31.
template <int Bits>
constexpr std::array<std::uint64_t, 256> make_powers() {
  std::array<std::uint64_t, 256> powers{};
  for (std::int64_t i = 0; i < 256; ++i)
    powers[static_cast<std::size_t>(i)] = exp2_minus({i * bits::one >> Bits}) >> 31;
  return powers;
}
constexpr auto powers = make_powers<8>(), small_powers = make_powers<16>();

/// e^-x, Q31, of x >= 0, Q16: within 2^-14 of it.
constexpr std::uint64_t decay_of(std::int64_t x) {
  const std::int64_t power = x * 94548 >> 16;  // log2 e
  if (power >= 31 * one_q16) return 0;
  return powers[static_cast<std::size_t>(power >> 8 & 255)] *
             small_powers[static_cast<std::size_t>(power & 255)] >>
         (31 + (power >> 16));
}

/// In proportion to e^logit; what is left to the largest.
void weigh(std::span<const std::int32_t, level_mixture::count> logits, level_mixture& m) {
  const auto largest = static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
  std::uint64_t sum = 0, used = 0;
  std::array<std::uint64_t, level_mixture::count> parts{};
  for (std::size_t k = 0; k < parts.size(); ++k)
    sum += parts[k] = decay_of(std::int64_t{logits[largest]} - logits[k]) >> 1;
  const std::uint64_t inverse = (std::uint64_t{1} << 62) / sum, all = one_weight - (one_weight >> 14);
  for (std::size_t k = 0; k < parts.size(); ++k)
    used += m.weights[k] = static_cast<std::uint32_t>((parts[k] * inverse >> 32) * all >> 30);
  m.weights[largest] += static_cast<std::uint32_t>(all - used);
  // 2^-14 for what a network may not have seen.
  m.weights[level_mixture::count] = one_weight >> 14;
}

[[noreturn]] void refuse(const safetensors& file, const std::string& name, const char* why) {
  throw corrupt_error(file.source() + ": the layer " + name + " " + why);
}

}  // namespace

void level_network::read(const safetensors& file, const std::string& name, layer& to, std::size_t inputs,
                         std::size_t& units, std::int64_t most) {
  const auto& shape = file.at(name + ".weight").shape;
  if (shape.size() != 2 || shape[0] == 0 || shape[0] > most_units)
    refuse(file, name, "is not of 1 to 64 units");
  units = shape[0];
  const auto weights = values_of(file, name + ".weight", std::vector{units, inputs});
  const auto biases = values_of(file, name + ".bias", std::vector{units});
  const auto fixed = [&](double x, int bits, double limit) {
    const double scaled = std::nearbyint(std::ldexp(x, bits));
    if (!(std::abs(scaled) <= limit)) refuse(file, name, "has a weight that is too large");
    return static_cast<std::int32_t>(scaled);
  };
  const std::size_t padded = whole_products(units);
  to.pairs = (inputs + 1) / 2;
  to.weights.assign(to.pairs * padded * 2, 0);
  to.biases.assign(padded, 0);
  for (std::size_t j = 0; j < units; ++j) {
    to.biases[j] = fixed(biases[j], weight_bits + 8, 1 << 29);
    std::int64_t sum = std::abs(to.biases[j]) + (1 << weight_bits);
    for (std::size_t i = 0; i < inputs; ++i) {
      const std::int32_t w = fixed(weights[j * inputs + i], weight_bits, 32767);
      to.weights[(i / 2 * padded + j) * 2 + i % 2] = static_cast<std::int16_t>(w);
      sum += std::abs(w) * most;
    }
    if (sum >= std::int64_t{1} << 31) refuse(file, name, "has weights that are too large together");
  }
}

level_network::level_network(const safetensors& file, const std::string& name, std::size_t inputs) {
  std::int64_t most = level_view::most;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    std::size_t units = 0;
    read(file, name + ".layer" + std::to_string(l + 1), layers_[l], inputs, units, most);
    inputs = units;
    most = most_hidden;
  }
  if (inputs != outputs) refuse(file, name + ".layer3", "has not nine outputs");
}

level_mixture level_network::operator()(const level_view& view) const {
  std::array<std::int16_t, most_units> in{};
  std::ranges::copy(view.inputs, in.begin());
  std::array<std::int32_t, most_units> out;
  for (const layer& l : layers_) {
    multiply_pairs(l.weights, l.biases, in, l.pairs, out);
    if (&l == &layers_.back()) break;
    for (std::size_t j = 0; j < l.biases.size(); ++j)
      in[j] = static_cast<std::int16_t>(
          std::clamp((out[j] + (1 << (weight_bits - 1))) >> weight_bits, 0, most_hidden));
  }

  constexpr std::size_t n = level_mixture::count;
  level_mixture m;
  std::array<std::int32_t, n> logits{};
  for (std::size_t k = 0; k < n; ++k) {
    logits[k] = std::clamp(out[k] / 16, -20 * one_q16, 20 * one_q16);
    const std::int64_t mean = view.mean + (std::int64_t{out[n + k]} * view.unit >> 20);
    m.parts[k].mean = static_cast<std::int32_t>(std::clamp<std::int64_t>(mean, -300 * 256, 600 * 256)) * 256;
    // 256 e^-s / unit in Q24, by e^-(s + 6) and e^6.
    const std::uint64_t share =
        decay_of(std::clamp(out[2 * n + k] / 16, -6 * one_q16, 6 * one_q16) + 6 * one_q16);
    m.parts[k].inverse_scale = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(
        (share * static_cast<std::uint64_t>(view.inverse) >> 20) * 103278 >> 11, 1 << 17, 1 << 30));
  }
  weigh(logits, m);
  return m;
}

void level_network::append_identity(std::vector<std::byte>& to) const {
  const auto add = [&](std::int64_t x) {
    for (int i = 0; i < 8; ++i) to.push_back(static_cast<std::byte>(x >> (8 * i) & 255));
  };
  for (const layer& l : layers_) {
    add(static_cast<std::int64_t>(l.pairs));
    add(static_cast<std::int64_t>(l.biases.size()));
    for (const std::int16_t w : l.weights) add(w);
    for (const std::int32_t b : l.biases) add(b);
  }
}

}  // namespace ansatz::detail

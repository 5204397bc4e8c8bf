#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/mixing/logit.hpp>
#include <array>
#include <cmath>
#include <net/pair_products.hpp>
#include <net/real_layer.hpp>
#include <resampled/private/bitmap_network.hpp>
#include <resampled/private/bitmap_products.hpp>

namespace ansatz::detail {
namespace {

constexpr std::int64_t most_sum = 32767;

/// Reads a network's layers, and refuses what is off in a sentence.
class reader {
 public:
  reader(const safetensors& file, std::string name) : file_{file}, name_{std::move(name)} {}

  [[noreturn]] void refuse(const char* layer, const char* why) const {
    throw corrupt_error(file_.source() + ": the layer " + name_ + "." + layer + " " + why);
  }
  std::size_t units(const char* layer, std::size_t axis, std::size_t limit) const {
    const auto& shape = file_.at(name_ + "." + layer + ".weight").shape;
    if (shape.size() != 2 || shape[axis] == 0 || shape[axis] > limit)
      refuse(layer, "has no such number of units");
    return shape[axis];
  }
  std::vector<std::int32_t> fixed(const char* layer, const char* what, std::vector<std::size_t> shape,
                                  int bits, std::int32_t limit) const {
    std::vector<std::int32_t> out;
    for (const double x : values_of(file_, name_ + "." + layer + "." + what, shape)) {
      const double scaled = std::nearbyint(std::ldexp(x, bits));
      if (!(std::abs(scaled) <= limit)) refuse(layer, "has a weight that is too large");
      out.push_back(static_cast<std::int32_t>(scaled));
    }
    return out;
  }

 private:
  const safetensors& file_;
  std::string name_;
};

}  // namespace

bitmap_network::bitmap_network(const safetensors& file, const std::string& name, std::size_t inputs) {
  const reader r{file, name};
  const std::size_t units = r.units("layer1", 1, most_units), second = r.units("layer2", 1, most_second);
  units_ = whole_products(units);
  second_ = whole_products(second);

  const auto first = r.fixed("layer1", "weight", {inputs, units}, bits, 32767),
             biases = r.fixed("layer1", "bias", {units}, bits, 32767);
  first_.assign(inputs * units_, 0);
  biases_.assign(units_, 0);
  for (std::size_t j = 0; j < units; ++j) {
    std::int64_t positive = std::max(biases[j], 0), negative = std::max(-biases[j], 0);
    biases_[j] = static_cast<std::int16_t>(biases[j]);
    for (std::size_t i = 0; i < inputs; ++i) {
      const std::int32_t w = first[i * units + j];
      first_[i * units_ + j] = static_cast<std::int16_t>(w);
      (w > 0 ? positive : negative) += std::abs(w);
    }
    if (std::max(positive, negative) > most_sum)
      r.refuse("layer1", "has weights that are too large together");
  }

  const auto middle = r.fixed("layer2", "weight", {units, second}, weight_bits, 32767),
             middle_biases = r.fixed("layer2", "bias", {second}, bits + weight_bits, 1 << 29);
  pairs_.assign(units_ * second_, 0);
  second_biases_.assign(second_, 0);
  for (std::size_t j = 0; j < second; ++j) {
    second_biases_[j] = middle_biases[j];
    std::int64_t sum = std::abs(middle_biases[j]) + (1 << weight_bits);
    for (std::size_t i = 0; i < units; ++i) {
      const std::int32_t w = middle[i * second + j];
      pairs_[(i / 2 * second_ + j) * 2 + i % 2] = static_cast<std::int16_t>(w);
      sum += std::int64_t{std::abs(w)} * most;
    }
    if (sum >= std::int64_t{1} << 31) r.refuse("layer2", "has weights that are too large together");
  }

  last_ = r.fixed("layer3", "weight", {second, 1}, weight_bits, 32767);
  last_.resize(second_, 0);
  last_bias_ = r.fixed("layer3", "bias", {1}, bits + weight_bits, 1 << 29)[0];
}

void bitmap_network::begin(std::span<const std::uint16_t> inputs, std::vector<std::int16_t>& sums) const {
  sums = biases_;
  add_rows(first_, inputs, sums);
}

std::int32_t bitmap_network::logit(std::span<const std::int16_t> begun,
                                   std::span<const std::uint16_t> inputs) const {
  std::array<std::int16_t, most_units> sums;
  std::array<std::int32_t, most_second> out;
  const std::span units = std::span{sums}.first(units_);
  std::ranges::copy(begun, units.begin());
  add_rows(first_, inputs, units);
  rectify(units, most, units);
  multiply_pairs(pairs_, second_biases_, units, units.size() / 2, out);
  std::int64_t logit = last_bias_;
  for (std::size_t j = 0; j < second_; ++j)
    logit += std::int64_t{last_[j]} *
             std::clamp((out[j] + (1 << (weight_bits - 1))) >> weight_bits, 0, std::int32_t{most});
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(logit >> (bits + weight_bits - 16), -most_logit, most_logit));
}

void bitmap_network::append_identity(std::vector<std::byte>& to) const {
  const auto add = [&](std::int64_t x) {
    for (int i = 0; i < 8; ++i) to.push_back(static_cast<std::byte>(x >> (8 * i) & 255));
  };
  add(static_cast<std::int64_t>(units_));
  add(static_cast<std::int64_t>(second_));
  for (const auto* v : {&first_, &biases_, &pairs_})
    for (const std::int16_t w : *v) add(w);
  for (const auto* v : {&second_biases_, &last_})
    for (const std::int32_t w : *v) add(w);
  add(last_bias_);
}

}  // namespace ansatz::detail

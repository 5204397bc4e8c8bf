#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/logistic_cdf.hpp>
#include <cmath>
#include <mixed_pixels/private/row_network.hpp>
#include <net/pair_products.hpp>
#include <net/real_layer.hpp>
#include <string>

namespace ansatz::detail {
namespace {

constexpr std::int32_t one_q16 = 1 << 16;

/// e^(-i / 2^(2, 8)), Q31, by steps of 1/4 and of 1/256.
template <std::size_t N>
constexpr std::array<std::uint64_t, N> make_powers(std::int64_t step) {
  std::array<std::uint64_t, N> powers{};
  for (std::size_t i = 0; i < N; ++i) powers[i] = exp2_minus({static_cast<std::int64_t>(i) * step}) >> 31;
  return powers;
}
constexpr std::int64_t log2_e_q24 = 24204406;
constexpr auto whole_powers = make_powers<80>(log2_e_q24 / 4);
constexpr auto small_powers = make_powers<64>(log2_e_q24 / 256);

/// e^-x, Q24, of x >= 0, Q8.
constexpr std::uint64_t decay_of(std::int32_t x) {
  const auto i = static_cast<std::size_t>(x);
  return i >= 80 * 64 ? 0 : whole_powers[i / 64] * small_powers[i % 64] >> 38;
}

[[noreturn]] void refuse(const safetensors& file, const std::string& name, const std::string& why) {
  throw corrupt_error(file.source() + ": " + name + " " + why);
}

std::int32_t fixed(const safetensors& file, const std::string& name, double x, int bits, double limit) {
  const double scaled = std::nearbyint(std::ldexp(x, bits));
  if (!(std::abs(scaled) <= limit)) refuse(file, name, "has a weight that is too large");
  return static_cast<std::int32_t>(scaled);
}

/// How many units a layer has, from the shape of its biases.
std::size_t units_of(const safetensors& file, const std::string& name, std::size_t most) {
  const auto& shape = file.at(name + ".bias").shape;
  if (shape.size() != 1 || shape[0] == 0 || shape[0] > most)
    refuse(file, name, "is not of 1 to " + std::to_string(most) + " units");
  return shape[0];
}

pixel_window window_of(const safetensors& file) {
  const std::vector<double> numbers = values_of(file, "window", std::vector<std::size_t>{3});
  const auto whole = [&](std::size_t i, int least, int most) {
    const double x = numbers[i];
    if (!(x >= least && x <= most) || x != std::nearbyint(x))
      refuse(file, "window", "is not one that there is");
    return static_cast<int>(x);
  };
  const int levels = whole(0, 2, 256);
  if (levels != 2 && levels != 256) refuse(file, "window", "is not one that there is");
  return {static_cast<std::size_t>(levels), whole(1, 3, 16), whole(2, 2, 16)};
}

}  // namespace

row_network::layer row_network::read(const safetensors& file, const std::string& name, std::size_t inputs,
                                     std::size_t outputs, int bits) {
  const auto weights = values_of(file, name + ".weight", std::vector{outputs, inputs});
  const auto biases = values_of(file, name + ".bias", std::vector{outputs});
  const std::size_t padded = whole_products(outputs);
  layer to;
  to.inputs = inputs;
  to.outputs = outputs;
  to.pairs = (inputs + 1) / 2;
  to.weights.assign(to.pairs * padded * 2, 0);
  to.biases.assign(padded, 0);
  for (std::size_t j = 0; j < outputs; ++j) {
    to.biases[j] = fixed(file, name, biases[j], bits + unit_bits, 1 << 29);
    std::int64_t sum = std::abs(to.biases[j]) + (1 << bits);
    for (std::size_t i = 0; i < inputs; ++i) {
      const std::int32_t w = fixed(file, name, weights[j * inputs + i], bits, 32767);
      to.weights[(i / 2 * padded + j) * 2 + i % 2] = static_cast<std::int16_t>(w);
      sum += std::int64_t{std::abs(w)} * most_unit;
    }
    if (sum >= std::int64_t{1} << 31) refuse(file, name, "has weights that are too large together");
  }
  return to;
}

row_network::row_network(const safetensors& file) : window_{window_of(file)} {
  const std::size_t wide = units_of(file, "rows", most_units), narrow = units_of(file, "second", most_units),
                    padded = whole_products(wide);
  const auto weights = values_of(file, "rows.weight", std::vector{window_.rows(), wide});
  const auto biases = values_of(file, "rows.bias", std::vector{wide});
  rows_.assign(window_.rows() * padded, 0);
  biases_.assign(padded, 0);
  // Below 2^12 rows of less than 2^15: no sum comes near 2^31.
  for (std::size_t j = 0; j < wide; ++j) biases_[j] = fixed(file, "rows", biases[j], weight_bits, 1 << 29);
  for (std::size_t i = 0; i < window_.rows(); ++i)
    for (std::size_t j = 0; j < wide; ++j)
      rows_[i * padded + j] =
          static_cast<std::int16_t>(fixed(file, "rows", weights[i * wide + j], weight_bits, 32767));
  second_ = read(file, "second", wide, narrow);
  ink_ = read(file, "ink", narrow, 1);
  if (!window_.grey()) return;
  levels_ = read(file, "levels", narrow, window_.levels, level_bits);
  kinds_ = read(file, "kinds", narrow, seen_kinds + copied, level_bits);
}

row_network::view row_network::begin() const {
  view v;
  v.base = biases_;
  v.sums.resize(std::max({biases_.size(), second_.biases.size(), levels_.biases.size()}));
  v.first.assign(2 * second_.pairs, 0);
  v.second.assign(2 * ink_.pairs, 0);
  return v;
}

void row_network::see(view& v, std::size_t row) const {
  const std::int16_t* weights = &rows_[row * biases_.size()];
  for (std::size_t j = 0; j < v.base.size(); ++j) v.base[j] += weights[j];
}

std::int32_t row_network::look(view& v, const pixel_rows& walk) const {
  walk.rows(v.rows);
  const std::size_t n = biases_.size();
  std::ranges::copy(v.base, v.sums.begin());
  for (const std::uint32_t row : v.rows) {
    const std::int16_t* weights = &rows_[row * n];
    std::int32_t* sums = v.sums.data();
    for (std::size_t j = 0; j < n; ++j) sums[j] += weights[j];
  }
  const auto unit = [](std::int32_t sum, int bits) {
    return static_cast<std::int16_t>(std::clamp((sum + (1 << (bits - 1))) >> bits, 0, most_unit));
  };
  for (std::size_t j = 0; j < second_.inputs; ++j) v.first[j] = unit(v.sums[j], weight_bits - unit_bits);
  multiply_pairs(second_.weights, second_.biases, v.first, second_.pairs, v.sums);
  for (std::size_t j = 0; j < ink_.inputs; ++j) v.second[j] = unit(v.sums[j], weight_bits);
  std::array<std::int32_t, 16> logit{};
  multiply_pairs(ink_.weights, ink_.biases, v.second, ink_.pairs, logit);
  return std::clamp(logit[0] / 16, -20 * one_q16, 20 * one_q16);
}

void row_network::distribute(view& v, const pixel_rows& walk, std::array<std::uint64_t, 257>& below) const {
  std::array<std::int32_t, 16> kinds{};
  multiply_pairs(kinds_.weights, kinds_.biases, v.second, kinds_.pairs, kinds);
  multiply_pairs(levels_.weights, levels_.biases, v.second, levels_.pairs, v.sums);
  std::array<std::int64_t, 256> logits{};
  for (std::size_t k = 1; k < 256; ++k) {
    const std::size_t times = std::min<std::size_t>(walk.times(static_cast<std::uint8_t>(k)), seen_kinds);
    logits[k] = std::int64_t{v.sums[k]} + (times > 0 ? kinds[times - 1] : 0);
  }
  for (std::size_t k = 0; k < copied; ++k) logits[walk.near_level(k)] += kinds[seen_kinds + k];
  const std::int64_t most = *std::max_element(logits.begin() + 1, logits.end());
  below[0] = below[1] = 0;
  for (std::size_t k = 1; k < 256; ++k) {
    const std::int64_t less = (most - logits[k]) >> (level_bits + unit_bits - 8);
    below[k + 1] = below[k] + decay_of(static_cast<std::int32_t>(std::min<std::int64_t>(less, 1 << 20))) + 8;
  }
}

void row_network::append_identity(std::vector<std::byte>& to) const {
  const auto add = [&](std::int64_t x) {
    for (int i = 0; i < 8; ++i) to.push_back(static_cast<std::byte>(x >> (8 * i) & 255));
  };
  add(static_cast<std::int64_t>(window_.levels));
  add(window_.up);
  add(window_.reach);
  add(static_cast<std::int64_t>(biases_.size()));
  for (const std::int32_t b : biases_) add(b);
  for (const std::int16_t w : rows_) add(w);
  for (const layer* l : {&second_, &ink_, &levels_, &kinds_}) {
    add(static_cast<std::int64_t>(l->inputs));
    add(static_cast<std::int64_t>(l->outputs));
    for (const std::int16_t w : l->weights) add(w);
    for (const std::int32_t b : l->biases) add(b);
  }
}

}  // namespace ansatz::detail

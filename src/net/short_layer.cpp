#include <algorithm>
#include <ansatz/error.hpp>
#include <array>
#include <cmath>
#include <ieee_arithmetic.hpp>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <net/short_layer.hpp>
#include <net/short_layers.hpp>

namespace ansatz::shorts {
namespace {

[[noreturn]] void refuse(const safetensors& file, const std::string& name,
                         const std::vector<std::uint64_t>& shape, const char* needed) {
  throw corrupt_error(file.source() + ": the tensor " + printable(name) + ".weight has the shape " +
                      shape_text(shape) + ", its place needs " + needed);
}

}  // namespace

layer::layer(const safetensors& file, const std::string& name, const layer_kind& kind) : each{kind.each} {
  const auto& shape = file.at(name + ".weight").shape;
  const bool is_kernel = shape.size() == 4 && shape[2] == shape[3] && shape[2] % 2 == 1 &&
                         shape[2] <= kind.largest && shape[0] > 0 && shape[0] <= 1 << 12 && shape[1] > 0 &&
                         shape[1] <= 1 << 12;
  if (!is_kernel)
    refuse(file, name, shape,
           kind.largest == 3 ? "(outputs, inputs, 1, 1) or (outputs, inputs, 3, 3)"
                             : "(outputs, inputs, size, size) with an odd size of at most 7");
  if (each && shape[1] != 1) refuse(file, name, shape, "(channels, 1, size, size)");
  outputs = shape[0], inputs = each ? outputs : shape[1], size = shape[2];
  const auto real =
      values_of(file, name + ".weight", std::array<std::size_t, 4>{shape[0], shape[1], shape[2], shape[3]});
  const auto bias = values_of(file, name + ".bias", std::array{outputs});
  const auto fixed = [&](double x, int fractional, double below) {
    const double y = round_half_even(std::clamp(std::ldexp(x, fractional), -0x1p40, 0x1p40));
    if (!(std::fabs(y) < below)) throw domain_error("short_network: a weight of " + name + " is too large");
    return y;
  };
  for (const double x : real) weights.push_back(static_cast<std::int16_t>(fixed(x, weight_bits, 0x1p15)));
  biases.resize(padded(outputs));
  const std::size_t row = weights.size() / outputs;
  for (std::size_t o = 0; o < outputs; ++o) {
    biases[o] = static_cast<std::int32_t>(fixed(bias[o], bits + weight_bits, 0x1p31));
    std::int64_t above = 0, below = 0;
    for (std::size_t i = 0; i < row; ++i) {
      const std::int64_t w = weights[o * row + i];
      (w > 0 ? above : below) += std::abs(w) * most;
    }
    const std::int64_t reach = (kind.positive ? std::max(above, below) : above + below) +
                               std::abs(std::int64_t{biases[o]}) + (1 << weight_bits);
    if (reach >= std::int64_t{1} << 31)
      throw domain_error("short_network: a sum of " + name + " could leave 32 bits");
  }
}

void layer::prepare(std::size_t channels) {
  channels_ = channels;
  const std::size_t places = size * size;
  if (each) {
    by_place_.resize(channels * places);
    for (std::size_t c = 0; c < outputs; ++c)
      for (std::size_t at = 0; at < places; ++at) by_place_[at * channels + c] = weights[c * places + at];
    return;
  }
  std::vector<std::int16_t> wide(outputs * channels * places);
  for (std::size_t o = 0; o < outputs; ++o)
    std::copy_n(weights.begin() + static_cast<std::ptrdiff_t>(o * inputs * places), inputs * places,
                wide.begin() + static_cast<std::ptrdiff_t>(o * channels * places));
  product_ = std::make_shared<const short_convolution>(wide, outputs, channels, size);
}

void layer::multiply(const std::int16_t* x, std::size_t row, std::size_t cells, std::size_t stride,
                     std::int32_t* y) const {
  if (each)
    multiply_each({by_place_.data(), channels_, size, row, stride}, x, cells, y);
  else
    product_->multiply(x, row, cells, y, stride);
}

void layer::put(std::vector<std::byte>& out) const {
  for (const std::size_t n : {outputs, inputs, size}) put_integer(out, static_cast<double>(n));
  for (const std::int16_t w : weights) put_integer(out, w);
  for (std::size_t o = 0; o < outputs; ++o) put_integer(out, biases[o]);
}

}  // namespace ansatz::shorts

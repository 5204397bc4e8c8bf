#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/residual_network.hpp>
#include <array>
#include <cmath>
#include <net/convolution.hpp>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <utility>

namespace ansatz {
namespace {

constexpr double unit = 1 << residual_network::bits;
constexpr double most = residual_network::bound;
constexpr double most_output = 1 << 30;

double clamped(double x, double limit) { return std::min(std::max(x, -limit), limit); }

struct convolution {
  std::vector<double> weight, bias;  // integers: 16 and 32 fractional bits
  std::size_t outputs;
  integer_convolution product;
};

convolution convolution_of(const safetensors& file, const std::string& name, std::size_t size) {
  const auto& shape = file.at(name + ".weight").shape;
  if (shape.size() != 4 || shape[0] == 0 || shape[1] == 0 || shape[0] > 1 << 16 || shape[1] > 1 << 16 ||
      shape[2] != size || shape[3] != size)
    throw corrupt_error("the model's tensor " + name + ".weight is no convolution of its size");
  const std::size_t outputs = shape[0], inputs = shape[1], each = inputs * size * size;
  auto weight = values_of(file, name + ".weight", std::array{outputs, inputs, size, size}),
       bias = values_of(file, name + ".bias", std::array{outputs});
  for (std::size_t o = 0; o < outputs; ++o) {
    const auto fixed = [&](double& x, double by) {
      if (!(std::fabs(x * by) < 0x1p51))
        throw domain_error("residual_network: a weight is too large for exact arithmetic");
      return std::fabs(x = round_half_even(x * by));
    };
    double reach = 0;
    for (std::size_t i = 0; i < each; ++i) reach += fixed(weight[o * each + i], unit) * most;
    reach += fixed(bias[o], unit * unit);
    if (!(reach < 0x1p52))  // half of 2^53: the rounding of `reach` itself
      throw domain_error("residual_network: a sum of " + name + " could leave the range of exact arithmetic");
  }
  integer_convolution product{weight, outputs, inputs, size};
  return {std::move(weight), std::move(bias), outputs, std::move(product)};
}

}  // namespace

struct residual_network::state {
  std::size_t rows, columns;
  convolution first;
  std::vector<std::pair<convolution, convolution>> blocks;
  convolution last;

  /// The sums of a convolution, rounded, for each cell; `x` is padded for its size. Use(cell, output,
  /// number).
  template <class Use>
  void apply(const convolution& c, const std::vector<double>& x, std::vector<double>& sums,
             const Use& use) const {
    const std::size_t row = (columns + c.product.size() - 1) * c.product.inputs(),
                      stride = c.product.stride();
    sums.resize(columns * stride);
    for (std::size_t r = 0; r < rows; ++r) {
      c.product.multiply(x.data() + r * row, row, columns, sums.data());
      for (std::size_t k = 0; k < columns; ++k)
        for (std::size_t o = 0; o < c.outputs; ++o)
          use(r * columns + k, o, round_half_even((sums[k * stride + o] + c.bias[o]) * (1 / unit)));
    }
  }

  /// Where a cell lies in a grid with a margin for a 3 x 3 convolution.
  std::size_t padded(std::size_t cell) const {
    return (cell / columns + 1) * (columns + 2) + cell % columns + 1;
  }
  std::size_t padded_size() const { return (rows + 2) * (columns + 2); }
};

residual_network::residual_network(const safetensors& file, const std::string& name, std::size_t rows,
                                   std::size_t columns) {
  if (rows == 0 || columns == 0 || rows > 4096 || columns > 4096)
    throw domain_error("residual_network: a grid of 1 to 4096 rows and columns");
  state s{
      rows, columns, convolution_of(file, name + ".first", 3), {}, convolution_of(file, name + ".last", 1)};
  const std::size_t width = s.first.outputs;
  for (std::size_t i = 0; file.contains(name + ".a" + std::to_string(i) + ".weight"); ++i) {
    s.blocks.emplace_back(convolution_of(file, name + ".a" + std::to_string(i), 3),
                          convolution_of(file, name + ".b" + std::to_string(i), 3));
    const auto& [a, b] = s.blocks.back();
    if (a.product.inputs() != width || b.product.inputs() != a.outputs || b.outputs != width)
      throw corrupt_error("the model's layers do not fit one another");
  }
  if (s.last.product.inputs() != width) throw corrupt_error("the model's layers do not fit one another");
  state_ = std::make_shared<const state>(std::move(s));
}

std::size_t residual_network::inputs() const { return state_->first.product.inputs(); }
std::size_t residual_network::outputs() const { return state_->last.outputs; }
std::size_t residual_network::rows() const { return state_->rows; }
std::size_t residual_network::columns() const { return state_->columns; }

void residual_network::run(std::span<const std::int32_t> in, std::span<std::int32_t> out) const {
  require_ieee_arithmetic();
  const state& s = *state_;
  const std::size_t cells = s.rows * s.columns, width = s.first.outputs;
  if (in.size() != cells * inputs() || out.size() != cells * outputs())
    throw domain_error("residual_network: the spans do not hold as many inputs and outputs as promised");
  thread_local std::vector<double> sums, h, from, to;
  from.assign(s.padded_size() * inputs(), 0);
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t i = 0; i < inputs(); ++i) {
      const std::int32_t x = in[c * inputs() + i];
      if (x > bound || x < -bound)
        throw domain_error("residual_network: an input beyond what the sums were checked for");
      from[s.padded(c) * inputs() + i] = x;
    }
  h.resize(cells * width);
  s.apply(s.first, from, sums,
          [&](std::size_t c, std::size_t o, double x) { h[c * width + o] = clamped(x, most); });
  for (const auto& [a, b] : s.blocks) {
    from.assign(s.padded_size() * width, 0);
    for (std::size_t c = 0; c < cells; ++c)
      for (std::size_t o = 0; o < width; ++o) from[s.padded(c) * width + o] = std::max(h[c * width + o], 0.0);
    to.assign(s.padded_size() * a.outputs, 0);
    s.apply(a, from, sums, [&](std::size_t c, std::size_t o, double x) {
      to[s.padded(c) * a.outputs + o] = std::max(std::min(x, most), 0.0);
    });
    s.apply(b, to, sums, [&](std::size_t c, std::size_t o, double x) {
      h[c * width + o] = clamped(h[c * width + o] + x, most);
    });
  }
  for (double& x : h) x = std::max(x, 0.0);
  s.apply(s.last, h, sums, [&](std::size_t c, std::size_t o, double x) {
    out[c * outputs() + o] = static_cast<std::int32_t>(clamped(x, most_output));
  });
}

std::vector<std::byte> residual_network::identity() const {
  std::vector<std::byte> out;
  const auto put = [&](double integer) { put_integer(out, integer); };
  const auto put_layer = [&](const convolution& c) {
    for (const std::size_t n : {c.outputs, c.product.inputs(), c.product.size()}) put(static_cast<double>(n));
    for (const double w : c.weight) put(w);
    for (const double b : c.bias) put(b);
  };
  put(static_cast<double>(state_->rows));
  put(static_cast<double>(state_->columns));
  put_layer(state_->first);
  for (const auto& [a, b] : state_->blocks) {
    put_layer(a);
    put_layer(b);
  }
  put_layer(state_->last);
  return out;
}

}  // namespace ansatz

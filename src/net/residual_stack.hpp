#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <net/convolution.hpp>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ansatz {

/// Integers carried by binary64: weights and numbers with 16 fractional bits, sums with 32.
struct exact_arithmetic {
  using number = std::int32_t;
  static constexpr double unit = 1 << 16;
  static constexpr double most = 512 * unit, most_output = (1 << 14) * unit;
  static constexpr double between = most;  // layers, of what is not negative

  static double weight(double x) { return fixed(x * unit); }
  static double bias(double x) { return fixed(x * unit * unit); }
  static double rounded(double sum) { return round_half_even(sum * (1 / unit)); }
  static void check(double reach, const std::string& name) {
    if (!(reach < 0x1p52))  // half of 2^53: the rounding of `reach` itself
      throw domain_error("residual_network: a sum of " + name + " could leave the range of exact arithmetic");
  }

 private:
  static double fixed(double x) {
    if (!(std::fabs(x) < 0x1p51))
      throw domain_error("residual_network: a weight is too large for exact arithmetic");
    return round_half_even(x);
  }
};

/// The same network in real numbers, as it was trained: for the rates that coding is compared with.
struct real_arithmetic {
  using number = double;
  static constexpr double unit = 1, most = 512, most_output = 1 << 14, between = most;

  static double weight(double x) { return x; }
  static double bias(double x) { return x; }
  static double rounded(double sum) { return sum; }
  static void check(double, const std::string&) {}
};

/// As `short_network` was trained. Inputs must be within +-8.
struct real_short_arithmetic : real_arithmetic {
  static constexpr double most_output = 512, between = 8;
};

/// What `residual_network` says, in either arithmetic, on grids of any size.
template <class Arithmetic>
class residual_stack {
 public:
  using number = typename Arithmetic::number;

  /// The first convolution is of this size, 3 or 1.
  residual_stack(const safetensors& file, const std::string& name, std::size_t first = 3)
      : first_{file, name + ".first", first}, last_{file, name + ".last", 1} {
    const std::size_t width = first_.outputs;
    for (std::size_t i = 0; file.contains(name + ".a" + std::to_string(i) + ".weight"); ++i) {
      blocks_.emplace_back(convolution{file, name + ".a" + std::to_string(i), 3},
                           convolution{file, name + ".b" + std::to_string(i), 3});
      const auto& [a, b] = blocks_.back();
      const std::string at = name + ".a" + std::to_string(i), bt = name + ".b" + std::to_string(i);
      insist(file, at, a, a.outputs, width);
      insist(file, bt, b, width, a.outputs);
    }
    insist(file, name + ".last", last_, last_.outputs, width);
  }

  std::size_t inputs() const { return first_.product.inputs(); }
  std::size_t outputs() const { return last_.outputs; }
  /// The most channels that any convolution inside gives.
  std::size_t width() const {
    std::size_t most = first_.outputs;
    for (const auto& [a, b] : blocks_) most = std::max(most, a.outputs);
    return most;
  }
  std::size_t blocks() const { return blocks_.size(); }
  std::size_t first_size() const { return first_.product.size(); }

  /// A cell.
  std::uint64_t multiply_adds() const {
    std::uint64_t weights = first_.weight.size() + last_.weight.size();
    for (const auto& [a, b] : blocks_) weights += a.weight.size() + b.weight.size();
    return weights;
  }

  void run(std::size_t rows, std::size_t columns, std::span<const number> in, std::span<number> out) const {
    const grid on{rows, columns};
    const std::size_t cells = rows * columns, width = first_.outputs;
    if (in.size() != cells * inputs() || out.size() != cells * outputs())
      throw domain_error("residual_network: the spans do not hold as many inputs and outputs as promised");
    thread_local std::vector<double> sums, h, from, to;
    const bool alone = first_.product.size() == 1;  // without a margin
    from.assign((alone ? cells : on.padded_size()) * inputs(), 0);
    for (std::size_t c = 0; c < cells; ++c)
      for (std::size_t i = 0; i < inputs(); ++i) {
        const number x = in[c * inputs() + i];
        if (!(x <= Arithmetic::most && x >= -Arithmetic::most))
          throw domain_error("residual_network: an input beyond what the sums were checked for");
        from[(alone ? c : on.padded(c)) * inputs() + i] = x;
      }
    h.resize(cells * width);
    apply(on, first_, from, sums,
          [&](std::size_t c, std::size_t o, double x) { h[c * width + o] = clamped(x, Arithmetic::most); });
    for (const auto& [a, b] : blocks_) {
      from.assign(on.padded_size() * width, 0);
      for (std::size_t c = 0; c < cells; ++c)
        for (std::size_t o = 0; o < width; ++o) from[on.padded(c) * width + o] = rectified(h[c * width + o]);
      to.assign(on.padded_size() * a.outputs, 0);
      apply(on, a, from, sums,
            [&](std::size_t c, std::size_t o, double x) { to[on.padded(c) * a.outputs + o] = rectified(x); });
      apply(on, b, to, sums, [&](std::size_t c, std::size_t o, double x) {
        h[c * width + o] = clamped(h[c * width + o] + x, Arithmetic::most);
      });
    }
    for (double& x : h) x = rectified(x);
    apply(on, last_, h, sums, [&](std::size_t c, std::size_t o, double x) {
      out[c * outputs() + o] = static_cast<number>(clamped(x, Arithmetic::most_output));
    });
  }

  /// All that the outputs depend on, where the arithmetic is exact.
  std::vector<std::byte> identity() const {
    std::vector<std::byte> out;
    put_integer(out, static_cast<double>(blocks_.size()));
    first_.put(out);
    for (const auto& [a, b] : blocks_) {
      a.put(out);
      b.put(out);
    }
    last_.put(out);
    return out;
  }

 private:
  struct convolution {
    std::size_t outputs;
    std::vector<double> weight, bias;
    integer_convolution product;

    convolution(const safetensors& file, const std::string& name, std::size_t size)
        : outputs{outputs_of(file, name, size)},
          weight{weights_of(file, name, size)},
          bias{values_of(file, name + ".bias", std::array{outputs})},
          product{weight, outputs, weight.size() / (outputs * size * size), size} {
      const std::size_t each = weight.size() / outputs;
      for (std::size_t o = 0; o < outputs; ++o) {
        double reach = std::fabs(bias[o] = Arithmetic::bias(bias[o]));
        for (std::size_t i = 0; i < each; ++i) reach += std::fabs(weight[o * each + i]) * Arithmetic::most;
        Arithmetic::check(reach, name);
      }
    }

    void put(std::vector<std::byte>& out) const {
      for (const std::size_t n : {outputs, product.inputs(), product.size()})
        put_integer(out, static_cast<double>(n));
      for (const double w : weight) put_integer(out, w);
      for (const double b : bias) put_integer(out, b);
    }

   private:
    static std::size_t outputs_of(const safetensors& file, const std::string& name, std::size_t size) {
      const auto& shape = file.at(name + ".weight").shape;
      if (shape.size() != 4 || shape[0] == 0 || shape[1] == 0 || shape[0] > 1 << 16 || shape[1] > 1 << 16 ||
          shape[2] != size || shape[3] != size)
        throw corrupt_error(file.source() + ": the tensor " + printable(name) + ".weight has the shape " +
                            shape_text(shape) + ", its place needs (outputs, inputs, " +
                            std::to_string(size) + ", " + std::to_string(size) + ")");
      return shape[0];
    }
    static std::vector<double> weights_of(const safetensors& file, const std::string& name,
                                          std::size_t size) {
      const auto& shape = file.at(name + ".weight").shape;
      auto weights =
          values_of(file, name + ".weight", std::array<std::size_t, 4>{shape[0], shape[1], size, size});
      for (double& w : weights) w = Arithmetic::weight(w);
      return weights;
    }
  };

  /// Throws `corrupt_error` where a convolution does not fit the ones beside it.
  static void insist(const safetensors& file, const std::string& name, const convolution& c,
                     std::size_t outputs, std::size_t inputs) {
    if (c.outputs != outputs || c.product.inputs() != inputs)
      refuse_shape(file, name + ".weight", std::array{outputs, inputs, c.product.size(), c.product.size()});
  }

  static double rectified(double x) { return std::max(std::min(x, Arithmetic::between), 0.0); }
  static double clamped(double x, double limit) { return std::min(std::max(x, -limit), limit); }

  struct grid {
    std::size_t rows, columns;
    /// Where a cell lies in a grid with a margin for a 3 x 3 convolution.
    std::size_t padded(std::size_t cell) const {
      return (cell / columns + 1) * (columns + 2) + cell % columns + 1;
    }
    std::size_t padded_size() const { return (rows + 2) * (columns + 2); }
  };

  /// The sums of a convolution, rounded, for each cell; `x` is padded for its size. Use(cell, output,
  /// number).
  template <class Use>
  void apply(grid on, const convolution& c, const std::vector<double>& x, std::vector<double>& sums,
             const Use& use) const {
    const std::size_t row = (on.columns + c.product.size() - 1) * c.product.inputs(),
                      stride = c.product.stride();
    sums.resize(on.columns * stride);
    for (std::size_t r = 0; r < on.rows; ++r) {
      c.product.multiply(x.data() + r * row, row, on.columns, sums.data());
      for (std::size_t k = 0; k < on.columns; ++k)
        for (std::size_t o = 0; o < c.outputs; ++o)
          use(r * on.columns + k, o, Arithmetic::rounded(sums[k * stride + o] + c.bias[o]));
    }
  }

  convolution first_;
  std::vector<std::pair<convolution, convolution>> blocks_;
  convolution last_;
};

}  // namespace ansatz

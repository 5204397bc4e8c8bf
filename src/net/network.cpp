#include <Eigen/Core>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/network.hpp>
#include <ansatz/parallel.hpp>
#include <array>
#include <cmath>
#include <cstdint>
#include <net/exact.hpp>
#include <net/network_state.hpp>
#include <net/real_layer.hpp>
#include <string>

namespace ansatz {
namespace {

constexpr double exact_below = 0x1p53;
constexpr int weight_bits = 16;  // beside the input's own fractional bits

}  // namespace

void network::state::layer::apply(const double* in, std::size_t count, Eigen::MatrixXd& out) const {
  out.resize(weight.rows(), static_cast<Eigen::Index>(count));
  product.multiply(in, count, out.data());
  for (Eigen::Index c = 0; c < out.cols(); ++c)
    for (Eigen::Index r = 0; r < out.rows(); ++r)
      out(r, c) = round_half_even((out(r, c) + bias(r)) * to_output);
}

void network::state::columns_of(std::span<const std::int32_t> in, std::size_t count,
                                Eigen::MatrixXd& out) const {
  out = Eigen::Map<const Eigen::Matrix<std::int32_t, Eigen::Dynamic, Eigen::Dynamic>>(
            in.data(), layers.front().weight.cols(), static_cast<Eigen::Index>(count))
            .cast<double>();
  if (out.cwiseAbs().maxCoeff() > input_bound)
    throw domain_error("network: an input beyond what the sums were checked for");
}

void network::state::run_block(std::span<const std::int32_t> in, std::span<std::int32_t> out,
                               std::size_t count) const {
  require_ieee_arithmetic();
  thread_local Eigen::MatrixXd from, to;
  columns_of(in, count, from);
  for (const layer& l : layers) {
    l.apply(from.data(), count, to);
    if (&l != &layers.back()) to = to.cwiseMax(0.0);
    std::swap(from, to);
  }
  constexpr double limit = 1 << 30;
  const double* x = from.data();
  for (std::int32_t& y : out) y = static_cast<std::int32_t>(std::clamp(*x++, -limit, limit));
}

std::size_t network::inputs() const { return static_cast<std::size_t>(state_->layers.front().weight.cols()); }
std::size_t network::outputs() const { return static_cast<std::size_t>(state_->layers.back().weight.rows()); }

void network::run(std::span<const std::int32_t> in, std::span<std::int32_t> out, std::size_t count,
                  unsigned threads) const {
  if (in.size() / inputs() != count || in.size() % inputs() != 0 || out.size() / outputs() != count ||
      out.size() % outputs() != 0)
    throw domain_error("network: the spans do not hold as many inputs and outputs as promised");
  if (count == 0) return;
  const std::size_t parts = std::clamp<std::size_t>(threads, 1, count);
  in_parallel(parts, threads, [&](std::uint64_t p) {
    const std::size_t first = count * p / parts, n = count * (p + 1) / parts - first;
    state_->run_block(in.subspan(first * inputs(), n * inputs()),
                      out.subspan(first * outputs(), n * outputs()), n);
  });
}

std::vector<std::byte> network::identity() const {
  std::vector<std::byte> out;
  const auto put = [&](double integer) { put_integer(out, integer); };
  for (const state::layer& l : state_->layers) {
    put(static_cast<double>(l.weight.rows()));
    put(static_cast<double>(l.weight.cols()));
    put(1 / l.to_output);
    for (Eigen::Index r = 0; r < l.weight.rows(); ++r) {
      put(l.bias(r));
      for (Eigen::Index c = 0; c < l.weight.cols(); ++c) put(l.weight(r, c));
    }
  }
  return out;
}

network make_network(std::span<const real_layer> layers, int input_bits, double input_bound) {
  require_ieee_arithmetic();
  auto s = std::make_shared<network::state>();
  s->input_bound = input_bound;
  int from_bits = input_bits;
  double bound = input_bound;  // of every |activation|, in units
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const real_layer& real = layers[i];
    if (i > 0 && real.inputs != layers[i - 1].outputs)
      throw corrupt_error("the model's layers do not fit one another");
    const int to_bits = i + 1 < layers.size() ? network::hidden_bits : network::output_bits;
    // Integer inputs get finer weights: the sum has at least 32 fractional bits.
    const int bits = std::max(weight_bits, 32 - from_bits);
    const double unit = std::ldexp(1.0, bits), sum_unit = std::ldexp(1.0, bits + from_bits);
    const auto rows = static_cast<Eigen::Index>(real.outputs),
               columns = static_cast<Eigen::Index>(real.inputs);
    Eigen::MatrixXd weight(rows, columns);
    Eigen::VectorXd bias(rows);
    const double to_output = std::ldexp(1.0, to_bits - bits - from_bits);
    double next_bound = 0;
    for (Eigen::Index r = 0; r < rows; ++r) {
      const auto row = static_cast<std::size_t>(r);
      const auto rounded = [](double x) {
        if (!(x > -0x1p51 && x < 0x1p51))
          throw domain_error("network: a weight is too large for exact arithmetic");
        return round_half_even(x);
      };
      bias(r) = rounded(real.bias[row] * sum_unit);
      double reach = 0;
      for (Eigen::Index c = 0; c < columns; ++c) {
        weight(r, c) = rounded(real.weight[row * real.inputs + static_cast<std::size_t>(c)] * unit);
        reach += std::fabs(weight(r, c));
      }
      reach = reach * bound + std::fabs(bias(r));
      if (!(reach < exact_below / 2))  // the factor covers the rounding of `reach` itself
        throw domain_error("network: a sum of layer " + std::to_string(i) +
                           " could leave the range of exact arithmetic");
      next_bound = std::max(next_bound, reach * to_output + 1);
    }
    bound = next_bound;
    from_bits = to_bits;
    s->layers.push_back({std::move(weight), std::move(bias), to_output, 1 / unit});
  }
  if (s->layers.empty()) throw corrupt_error("the model has no layers");
  return network{std::move(s)};
}

real_layer layer_of(const safetensors& file, const std::string& name) {
  const auto &shape = file.at(name + ".weight").shape, &outputs_of = file.at(name + ".bias").shape;
  if (shape.size() != 2)
    throw corrupt_error(file.source() + ": the tensor " + printable(name) + ".weight has the shape " +
                        shape_text(shape) + ", a dense layer's has (outputs, inputs)");
  if (outputs_of.size() == 1 &&
      outputs_of[0] != shape[0]) {  // of the two, the weight is the likelier to be wrong
    const bool transposed = outputs_of[0] == shape[1];
    refuse_shape(file, name + ".weight", std::array{outputs_of[0], transposed ? shape[0] : shape[1]});
  }
  const std::size_t outputs = shape[0], inputs = shape[1];
  if (outputs == 0 || inputs == 0)
    throw corrupt_error(file.source() + ": the tensor " + printable(name) + ".weight is empty");
  return {inputs, outputs, values_of(file, name + ".weight", std::array{outputs, inputs}),
          values_of(file, name + ".bias", std::array{outputs})};
}

namespace {

/// Named layers, each fit for the one before.
std::vector<real_layer> layers_of(const safetensors& file, std::span<const std::string> names) {
  std::vector<real_layer> out;
  for (const std::string& name : names) {
    real_layer next = layer_of(file, name);
    if (!out.empty() && next.inputs != out.back().outputs)
      refuse_shape(file, name + ".weight", std::array{next.outputs, out.back().outputs});
    out.push_back(std::move(next));
  }
  return out;
}

std::vector<real_layer> layers_of(std::span<const dense_layer> layers) {
  std::vector<real_layer> out;
  for (const dense_layer& l : layers) {
    if (l.bias.size() != l.outputs || (l.outputs > 0 && l.weight.size() / l.outputs != l.inputs) ||
        l.weight.size() != l.outputs * l.inputs)
      throw domain_error(
          "network: layer " + std::to_string(out.size()) + " has " + std::to_string(l.weight.size()) +
          " weights and " + std::to_string(l.bias.size()) +
          " biases, (outputs, inputs) = " + shape_text(std::array<std::uint64_t, 2>{l.outputs, l.inputs}) +
          " needs " + std::to_string(l.outputs * l.inputs) + " and " + std::to_string(l.outputs));
    if (l.outputs == 0 || l.inputs == 0)
      throw domain_error("network: layer " + std::to_string(out.size()) + " has no inputs, or no outputs");
    if (!out.empty() && l.inputs != out.back().outputs)
      throw domain_error("network: layer " + std::to_string(out.size()) + " takes " +
                         std::to_string(l.inputs) + " inputs, the one before gives " +
                         std::to_string(out.back().outputs));
    out.push_back({l.inputs, l.outputs, {l.weight.begin(), l.weight.end()}, {l.bias.begin(), l.bias.end()}});
  }
  return out;
}

network checked_network(std::span<const real_layer> layers, int input_bits, std::uint32_t input_bound) {
  if (layers.empty()) throw domain_error("network: no layer");
  if (input_bits < 0 || input_bits > 30 || input_bound == 0 || input_bound > 1u << 31)
    throw domain_error("network: inputs of 0 to 30 bits after the point, their bound in [1, 2^31]");
  return make_network(layers, input_bits, input_bound);
}

}  // namespace

network::network(const safetensors& file, std::span<const std::string> layers, int input_bits,
                 std::uint32_t input_bound)
    : network{checked_network(layers_of(file, layers), input_bits, input_bound)} {}

network::network(std::span<const dense_layer> layers, int input_bits, std::uint32_t input_bound)
    : network{checked_network(layers_of(layers), input_bits, input_bound)} {}

void fold_batch_norm(real_layer& layer, const safetensors& file, const std::string& name) {
  const std::array shape{layer.outputs};
  const auto gain = values_of(file, name + ".weight", shape), offset = values_of(file, name + ".bias", shape);
  const auto mean = values_of(file, name + ".running_mean", shape),
             variance = values_of(file, name + ".running_var", shape);
  for (std::size_t r = 0; r < layer.outputs; ++r) {
    if (variance[r] < 0)
      throw corrupt_error(file.source() + ": the tensor " + printable(name) +
                          ".running_var holds a negative variance");
    const double factor = gain[r] / std::sqrt(variance[r] + 1e-5);
    for (std::size_t c = 0; c < layer.inputs; ++c) layer.weight[r * layer.inputs + c] *= factor;
    layer.bias[r] = (layer.bias[r] - mean[r]) * factor + offset[r];
  }
}

}  // namespace ansatz

#include <ansatz/error.hpp>
#include <ansatz/net/short_network.hpp>
#include <array>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <net/short_stack.hpp>
#include <utility>

namespace ansatz {

using shorts::ending, shorts::layer, shorts::step;

struct short_network::state {
  shorts::stack_of_steps stack;
};

namespace {

/// first; h += b(relu(a(relu(h)))); last(relu(h)).
shorts::stack_of_steps stack_of(const safetensors& file, const std::string& name) {
  std::vector<layer> layers;
  std::vector<step> steps;
  const auto convolve = [&](const std::string& at, bool positive, ending to) {
    steps.push_back({step::kind::convolve, 1, layers.size(), to});
    layers.emplace_back(file, at, shorts::layer_kind{.positive = positive});
  };
  const auto insist = [&](const std::string& at, std::size_t outputs, std::size_t inputs, std::size_t size) {
    const layer& l = layers.back();
    if (l.outputs != outputs || l.inputs != inputs || l.size != size)
      refuse_shape(file, at + ".weight", std::array<std::uint64_t, 4>{outputs, inputs, size, size});
  };
  convolve(name + ".first", false, ending::stream);
  const std::size_t width = layers.front().outputs, inputs = layers.front().inputs;
  for (std::size_t i = 0; file.contains(name + ".a" + std::to_string(i) + ".weight"); ++i) {
    const std::string a = name + ".a" + std::to_string(i), b = name + ".b" + std::to_string(i);
    steps.push_back({step::kind::keep});
    steps.push_back({step::kind::rectify});
    convolve(a, true, ending::rectified);
    insist(a, width, width, 3);
    convolve(b, true, ending::added);
    insist(b, width, width, 3);
  }
  steps.push_back({step::kind::rectify});
  convolve(name + ".last", true, ending::stream);
  insist(name + ".last", layers.back().outputs, width, 1);
  return {inputs, std::move(layers), std::move(steps)};
}

}  // namespace

short_network::short_network(const safetensors& file, const std::string& name)
    : state_{std::make_shared<const state>(stack_of(file, name))} {}

std::size_t short_network::inputs() const { return state_->stack.inputs(); }
std::size_t short_network::outputs() const { return state_->stack.outputs(); }
std::size_t short_network::width() const { return state_->stack.layers().front().outputs; }
std::size_t short_network::blocks() const { return state_->stack.layers().size() / 2 - 1; }
std::size_t short_network::first_size() const { return state_->stack.layers().front().size; }
std::uint64_t short_network::multiply_adds() const { return state_->stack.multiply_adds({1, 1}); }

void short_network::run(std::size_t rows, std::size_t columns, std::span<const std::int16_t> in,
                        std::span<std::int32_t> out, unsigned threads) const {
  state_->stack.run({rows, columns}, in, {}, out, threads);
}

std::vector<std::byte> short_network::identity() const {
  std::vector<std::byte> out;
  put_integer(out, static_cast<double>(blocks()));
  for (const layer& l : state_->stack.layers()) l.put(out);
  return out;
}

}  // namespace ansatz

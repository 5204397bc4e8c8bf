#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/residual_network.hpp>
#include <ansatz/net/short_network.hpp>
#include <cstddef>
#include <cstdint>
#include <net/residual_stack.hpp>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace ansatz::hierarchies {

/// What a number that a network gives is kept within.
template <class Numbers>
struct bounds_of {
  typename Numbers::number low, high;
  bounds_of(double from, double to) : low{Numbers::of(from)}, high{Numbers::of(to)} {}
  typename Numbers::number operator()(typename Numbers::number x) const { return std::clamp(x, low, high); }
};
/// Mean and log scale of a latent.
template <class Number>
struct location_scale_of {
  Number mean, log_scale;
};

/// A number of 16 fractional bits as a `short_network` takes it: 10 of them, halves up, within +-8.
inline std::int16_t narrowed(std::int32_t x) {
  constexpr int shift = 16 - short_network::bits;
  constexpr std::int32_t most = short_network::bound;
  return static_cast<std::int16_t>(std::clamp((x + (1 << (shift - 1))) >> shift, -most, most));
}

/// A network on a grid in exact arithmetic, of doubles or of 16 bits; numbers in and out are Q16.
class exact_network {
 public:
  using number = std::int32_t;

  exact_network(const safetensors& file, const std::string& name, std::size_t rows, std::size_t columns,
                bool shorts)
      : rows_{rows}, columns_{columns}, net_{made(file, name, rows, columns, shorts)} {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t inputs() const {
    return std::visit([](const auto& n) { return n.inputs(); }, net_);
  }
  std::size_t outputs() const {
    return std::visit([](const auto& n) { return n.outputs(); }, net_);
  }
  std::size_t width() const {
    return std::visit([](const auto& n) { return n.width(); }, net_);
  }
  std::size_t blocks() const {
    return std::visit([](const auto& n) { return n.blocks(); }, net_);
  }
  std::uint64_t multiply_adds() const {
    if (const auto* n = std::get_if<short_network>(&net_)) return n->multiply_adds() * rows_ * columns_;
    return std::get<residual_network>(net_).multiply_adds();
  }
  std::vector<std::byte> identity() const {
    return std::visit([](const auto& n) { return n.identity(); }, net_);
  }
  void run(std::span<const number> in, std::span<number> out) const {
    if (const auto* n = std::get_if<residual_network>(&net_)) return n->run(in, out);
    thread_local std::vector<std::int16_t> narrow;
    narrow.resize(in.size());
    std::ranges::transform(in, narrow.begin(), narrowed);
    std::get<short_network>(net_).run(rows_, columns_, narrow, out);
  }

 private:
  using kinds = std::variant<residual_network, short_network>;
  static kinds made(const safetensors& file, const std::string& name, std::size_t rows, std::size_t columns,
                    bool shorts) {
    if (!shorts) return residual_network{file, name, rows, columns};
    short_network n{file, name};
    if (n.first_size() != 3) throw corrupt_error("the model's network " + name + " does not begin with 3x3");
    return n;
  }

  std::size_t rows_, columns_;
  kinds net_;
};

/// A `short_network` in real numbers, as it was trained: inputs are clamped to +-8.
class real_short_network {
 public:
  /// The first convolution is of this size.
  real_short_network(const safetensors& file, const std::string& name, std::size_t first)
      : net_{file, name, first} {}

  const residual_stack<real_short_arithmetic>& shape() const { return net_; }
  void run(std::size_t rows, std::size_t columns, std::span<const double> in, std::span<double> out) const {
    std::vector<double> narrow(in.begin(), in.end());
    for (double& x : narrow) x = std::clamp(x, -8.0, 8.0);
    net_.run(rows, columns, narrow, out);
  }

 private:
  residual_stack<real_short_arithmetic> net_;
};

/// An `exact_network` in real numbers.
class real_network {
 public:
  using number = double;

  real_network(const safetensors& file, const std::string& name, std::size_t rows, std::size_t columns,
               bool shorts)
      : rows_{rows},
        columns_{columns},
        net_{shorts ? kinds{real_short_network{file, name, 3}}
                    : kinds{residual_stack<real_arithmetic>{file, name}}} {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t inputs() const {
    return with_shape([](const auto& n) { return n.inputs(); });
  }
  std::size_t outputs() const {
    return with_shape([](const auto& n) { return n.outputs(); });
  }
  std::size_t width() const {
    return with_shape([](const auto& n) { return n.width(); });
  }
  std::size_t blocks() const {
    return with_shape([](const auto& n) { return n.blocks(); });
  }
  std::uint64_t multiply_adds() const {
    return with_shape([](const auto& n) { return n.multiply_adds(); }) * rows_ * columns_;
  }
  void run(std::span<const double> in, std::span<double> out) const {
    std::visit([&](const auto& n) { n.run(rows_, columns_, in, out); }, net_);
  }

 private:
  using kinds = std::variant<residual_stack<real_arithmetic>, real_short_network>;

  template <class Use>
  std::size_t with_shape(const Use& use) const {
    if (const auto* n = std::get_if<real_short_network>(&net_)) return use(n->shape());
    return use(std::get<residual_stack<real_arithmetic>>(net_));
  }

  std::size_t rows_, columns_;
  kinds net_;
};

}  // namespace ansatz::hierarchies

#pragma once
#include <algorithm>
#include <ansatz/net/safetensors.hpp>
#include <ansatz/net/short_network.hpp>
#include <ansatz/parallel.hpp>
#include <cstddef>
#include <cstdint>
#include <hierarchy/private/grid_networks.hpp>
#include <net/exact.hpp>
#include <span>
#include <string>
#include <vector>

namespace ansatz::hierarchies {

/// Cells, or pixels.
struct grid_size {
  std::size_t rows = 0, columns = 0;
  std::size_t cells() const { return rows * columns; }
  grid_size finer(std::size_t by) const { return {rows * by, columns * by}; }
  grid_size coarser(std::size_t by) const { return {rows / by, columns / by}; }
};

/// Networks of 16 bits; numbers between them have 16 fractional bits.
class short_numbers {
 public:
  using number = std::int32_t;
  static constexpr number one = 1 << 16;
  static number of(double x) { return static_cast<number>(round_half_even(x * one)); }
  static number ratio(std::int32_t sum, std::int32_t count) {
    return static_cast<number>((std::int64_t{sum} * one) / count);
  }
  /// x / 2^shift, rounded down.
  static number less(number x, int shift) { return x >> shift; }

  class network {
   public:
    network(const safetensors& file, const std::string& name) : net_{file, name} {}
    const short_network& shape() const { return net_; }
    void put(std::vector<std::byte>& out) const {
      const auto part = net_.identity();
      out.insert(out.end(), part.begin(), part.end());
    }
    std::vector<number> run(grid_size grid, std::span<const number> in) const {
      thread_local std::vector<std::int16_t> narrow;
      narrow.resize(in.size());
      std::ranges::transform(in, narrow.begin(), narrowed);
      std::vector<number> out(grid.cells() * net_.outputs());
      net_.run(grid.rows, grid.columns, narrow, out, own_threads());
      return out;
    }

   private:
    short_network net_;
  };
};

/// The same in real numbers, as they were trained.
class real_short_numbers {
 public:
  using number = double;
  static constexpr number one = 1;
  static number of(double x) { return x; }
  static number ratio(std::int32_t sum, std::int32_t count) { return static_cast<double>(sum) / count; }
  static number less(number x, int shift) { return x / (1 << shift); }

  class network {
   public:
    network(const safetensors& file, const std::string& name)
        : net_{file, name, file.at(name + ".first.weight").shape.back()} {}
    const auto& shape() const { return net_.shape(); }
    std::vector<number> run(grid_size grid, std::span<const number> in) const {
      std::vector<number> out(grid.cells() * net_.shape().outputs());
      net_.run(grid.rows, grid.columns, in, out);
      return out;
    }

   private:
    real_short_network net_;
  };
};

}  // namespace ansatz::hierarchies

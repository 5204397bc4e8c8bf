#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/short_network.hpp>
#include <ansatz/parallel.hpp>
#include <array>
#include <cmath>
#include <ieee_arithmetic.hpp>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <net/short_convolution.hpp>
#include <net/short_layers.hpp>
#include <utility>

namespace ansatz {
namespace {

/// Channels of a cell, padded: rows of cells are whole vectors.
constexpr std::size_t padded(std::size_t channels) {
  return (channels + short_convolution::tile - 1) / short_convolution::tile * short_convolution::tile;
}

struct layer {
  std::size_t inputs = 0, outputs = 0, size = 0;
  std::vector<std::int16_t> weights;
  std::vector<std::int32_t> biases;  // padded
  std::shared_ptr<const short_convolution> product;

  /// Of inputs that are `rectified` none is below 0: then weights of one sign alone bound a sum from one side, in any
  /// order of its terms.
  layer(const safetensors& file, const std::string& name, bool rectified) {
    const auto& shape = file.at(name + ".weight").shape;
    if (shape.size() != 4 || shape[0] == 0 || shape[1] == 0 || shape[0] > 1 << 12 || shape[1] > 1 << 12 ||
        shape[2] != shape[3] || (shape[2] != 1 && shape[2] != 3))
      throw corrupt_error(file.source() + ": the tensor " + printable(name) + ".weight has the shape " +
                          shape_text(shape) +
                          ", its place needs (outputs, inputs, 1, 1) or (outputs, inputs, 3, 3)");
    outputs = shape[0], inputs = shape[1], size = shape[2];
    const auto real =
        values_of(file, name + ".weight", std::array<std::size_t, 4>{shape[0], shape[1], shape[2], shape[3]});
    const auto bias = values_of(file, name + ".bias", std::array{outputs});
    const auto fixed = [&](double x, int bits, double below) {
      const double y = round_half_even(std::clamp(std::ldexp(x, bits), -0x1p40, 0x1p40));
      if (!(std::fabs(y) < below)) throw domain_error("short_network: a weight of " + name + " is too large");
      return y;
    };
    for (const double x : real)
      weights.push_back(static_cast<std::int16_t>(fixed(x, shorts::weight_bits, 0x1p15)));
    biases.resize(padded(outputs));
    const std::size_t each = weights.size() / outputs;
    for (std::size_t o = 0; o < outputs; ++o) {
      biases[o] = static_cast<std::int32_t>(fixed(bias[o], shorts::bits + shorts::weight_bits, 0x1p31));
      std::int64_t above = 0, below = 0;
      for (std::size_t i = 0; i < each; ++i) {
        const std::int64_t w = weights[o * each + i];
        (w > 0 ? above : below) += std::abs(w) * shorts::most;
      }
      const std::int64_t reach = (rectified ? std::max(above, below) : above + below) +
                                 std::abs(std::int64_t{biases[o]}) + (1 << shorts::weight_bits);
      if (reach >= std::int64_t{1} << 31)
        throw domain_error("short_network: a sum of " + name + " could leave 32 bits");
    }
  }

  /// For cells of `channels` numbers, of which those beyond the inputs are 0.
  void prepare(std::size_t channels) {
    std::vector<std::int16_t> wide(outputs * channels * size * size);
    for (std::size_t o = 0; o < outputs; ++o)
      std::copy_n(weights.begin() + static_cast<std::ptrdiff_t>(o * inputs * size * size),
                  inputs * size * size,
                  wide.begin() + static_cast<std::ptrdiff_t>(o * channels * size * size));
    product = std::make_shared<const short_convolution>(wide, outputs, channels, size);
  }

  void put(std::vector<std::byte>& out) const {
    for (const std::size_t n : {outputs, inputs, size}) put_integer(out, static_cast<double>(n));
    for (const std::int16_t w : weights) put_integer(out, w);
    for (std::size_t o = 0; o < outputs; ++o) put_integer(out, biases[o]);
  }
};

/// A grid with a margin of as many zeros as a convolution needs.
class margin_grid {
 public:
  void reset(std::size_t rows, std::size_t columns, std::size_t channels, std::size_t size) {
    channels_ = channels, margin_ = size / 2, row_ = (columns + 2 * margin_) * channels;
    numbers_.resize((rows + 2 * margin_) * row_);
    // Only the margin has to be zeros: all cells are written.
    if (margin_ == 0) return;
    std::fill_n(numbers_.begin(), row_, std::int16_t{0});
    std::fill_n(numbers_.end() - static_cast<std::ptrdiff_t>(row_), row_, std::int16_t{0});
    for (std::size_t r = 0; r < rows; ++r) {
      std::fill_n(row(r) - channels_, channels_, std::int16_t{0});
      std::fill_n(row(r) + columns * channels_, channels_, std::int16_t{0});
    }
  }
  std::int16_t* row(std::size_t r) { return numbers_.data() + (r + margin_) * row_ + margin_ * channels_; }
  const std::int16_t* around(std::size_t r) const { return numbers_.data() + r * row_; }
  std::size_t row_numbers() const { return row_; }

 private:
  std::size_t channels_ = 0, margin_ = 0, row_ = 0;
  std::vector<std::int16_t> numbers_;
};

/// What a network is computed in.
struct workspace {
  std::vector<std::int32_t> h;
  margin_grid from, to;
};

/// Multiply-adds below which threads cost more than they bring.
constexpr std::uint64_t worth_threads = 1 << 20;

/// The rows of a grid, on threads: a band of them each.
class bands {
 public:
  bands(std::size_t rows, unsigned threads)
      : rows_{rows}, count_{std::clamp<std::size_t>(threads, 1, rows)} {}

  void each(const auto& use) const {
    in_parallel(count_, static_cast<unsigned>(count_), [&](std::uint64_t band) {
      for (std::size_t r = rows_ * band / count_; r < rows_ * (band + 1) / count_; ++r) use(r);
    });
  }
  /// `use(row, its sums)` of a convolution of a grid.
  void convolve(const layer& l, const margin_grid& x, std::size_t columns, const auto& use) const {
    each([&](std::size_t r) {
      thread_local std::vector<std::int32_t> sums;
      sums.resize(columns * l.product->stride());
      l.product->multiply(x.around(r), x.row_numbers(), columns, sums.data());
      use(r, std::span<const std::int32_t>{sums});
    });
  }

 private:
  std::size_t rows_, count_;
};

}  // namespace

struct short_network::state {
  layer first, last;
  std::vector<std::pair<layer, layer>> blocks;

  state(const safetensors& file, const std::string& name)
      : first{file, name + ".first", false}, last{file, name + ".last", true} {
    const std::size_t width = first.outputs;
    const auto insist = [&](const std::string& at, const layer& l, std::size_t outputs, std::size_t inputs,
                            std::size_t size) {
      if (l.outputs != outputs || l.inputs != inputs || l.size != size)
        refuse_shape(file, at + ".weight", std::array<std::uint64_t, 4>{outputs, inputs, size, size});
    };
    for (std::size_t i = 0; file.contains(name + ".a" + std::to_string(i) + ".weight"); ++i) {
      const std::string a = name + ".a" + std::to_string(i), b = name + ".b" + std::to_string(i);
      blocks.emplace_back(layer{file, a, true}, layer{file, b, true});
      insist(a, blocks.back().first, width, width, 3);
      insist(b, blocks.back().second, width, width, 3);
    }
    insist(name + ".last", last, last.outputs, width, 1);
    first.prepare((first.inputs + 1) / 2 * 2);
    for (auto& [a, b] : blocks) {
      a.prepare(padded(width));
      b.prepare(padded(width));
    }
    last.prepare(padded(width));
  }
};

short_network::short_network(const safetensors& file, const std::string& name)
    : state_{std::make_shared<const state>(file, name)} {}

std::size_t short_network::inputs() const { return state_->first.inputs; }
std::size_t short_network::outputs() const { return state_->last.outputs; }
std::size_t short_network::width() const { return state_->first.outputs; }
std::size_t short_network::blocks() const { return state_->blocks.size(); }
std::size_t short_network::first_size() const { return state_->first.size; }
std::uint64_t short_network::multiply_adds() const {
  std::uint64_t sum = state_->first.weights.size() + state_->last.weights.size();
  for (const auto& [a, b] : state_->blocks) sum += a.weights.size() + b.weights.size();
  return sum;
}

void short_network::run(std::size_t rows, std::size_t columns, std::span<const std::int16_t> in,
                        std::span<std::int32_t> out, unsigned threads) const {
  constexpr std::size_t most = 1 << 16;
  if (rows == 0 || columns == 0 || rows > most || columns > most)
    throw domain_error("short_network: a grid of 1 to 2^16 rows and columns");
  if (in.size() != rows * columns * inputs() || out.size() != rows * columns * outputs())
    throw domain_error("short_network: the spans do not hold as many inputs and outputs as promised");
  if (std::ranges::any_of(in, [](std::int16_t x) { return x > bound || x < -bound; }))
    throw domain_error("short_network: an input beyond what the sums were checked for");
  const state& s = *state_;
  const std::size_t width = padded(s.first.outputs), line = columns * width;
  const bands all{rows, rows * columns * multiply_adds() < worth_threads ? 1 : threads};
  thread_local workspace mine;
  workspace& w = mine;  // of this thread, whichever one a band is computed by
  w.h.resize(rows * line);
  const std::span<std::int32_t> h = w.h;

  const std::size_t channels = s.first.product->inputs();
  w.from.reset(rows, columns, channels, s.first.size);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      std::int16_t* cell = w.from.row(r) + c * channels;
      std::copy_n(in.begin() + static_cast<std::ptrdiff_t>((r * columns + c) * inputs()), inputs(), cell);
      if (channels > inputs()) cell[inputs()] = 0;
    }
  const auto row_of_h = [&](std::size_t r) { return h.subspan(r * line, line); };
  const auto rectified = [&](std::size_t size) {
    w.from.reset(rows, columns, width, size);
    all.each([&](std::size_t r) { shorts::rectify(row_of_h(r), w.from.row(r)); });
  };
  all.convolve(s.first, w.from, columns, [&](std::size_t r, std::span<const std::int32_t> sums) {
    shorts::begin(sums, s.first.biases, row_of_h(r).data());
  });
  for (const auto& block : s.blocks) {
    const layer &a = block.first, &b = block.second;
    rectified(3);
    w.to.reset(rows, columns, width, 3);
    all.convolve(a, w.from, columns, [&](std::size_t r, std::span<const std::int32_t> sums) {
      shorts::rectify(sums, a.biases, w.to.row(r));
    });
    all.convolve(b, w.to, columns, [&](std::size_t r, std::span<const std::int32_t> sums) {
      shorts::add(sums, b.biases, row_of_h(r).data());
    });
  }
  rectified(1);
  all.convolve(s.last, w.from, columns, [&](std::size_t r, std::span<const std::int32_t> sums) {
    const std::size_t stride = s.last.product->stride();
    thread_local std::vector<std::int32_t> of_row;
    of_row.resize(columns * stride);
    shorts::begin(sums, s.last.biases, of_row.data());
    for (std::size_t c = 0; c < columns; ++c)
      std::copy_n(of_row.begin() + static_cast<std::ptrdiff_t>(c * stride), outputs(),
                  out.begin() + static_cast<std::ptrdiff_t>((r * columns + c) * outputs()));
  });
}

std::vector<std::byte> short_network::identity() const {
  std::vector<std::byte> out;
  put_integer(out, static_cast<double>(state_->blocks.size()));
  state_->first.put(out);
  for (const auto& [a, b] : state_->blocks) {
    a.put(out);
    b.put(out);
  }
  state_->last.put(out);
  return out;
}

}  // namespace ansatz

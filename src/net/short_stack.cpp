#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <net/exact.hpp>
#include <net/short_grids.hpp>
#include <net/short_layers.hpp>
#include <net/short_stack.hpp>
#include <utility>

namespace ansatz::shorts {
namespace {

/// Multiply-adds of a layer below which threads cost more than they bring.
constexpr std::uint64_t worth_threads = 1 << 20;

struct workspace {
  wide_grids wide;
  margin_grid from, to;
  std::vector<std::int32_t> other;
};

/// Both of them moves of `channels` numbers: between a grid of cells and one that is finer by `by`.
template <bool Finer>
void shuffle(grid_size coarse, std::size_t by, std::size_t channels, std::span<const std::int32_t> from,
             std::span<std::int32_t> to) {
  const std::size_t of_coarse = padded(channels * by * by), of_fine = padded(channels),
                    line = coarse.columns * by * of_fine;
  std::ranges::fill(to, 0);
  for (std::size_t r = 0; r < coarse.rows * by; ++r)
    for (std::size_t k = 0; k < coarse.columns * by; ++k) {
      const std::size_t fine = r * line + k * of_fine,
                        cell = (r / by * coarse.columns + k / by) * of_coarse + r % by * by + k % by;
      for (std::size_t c = 0; c < channels; ++c)
        if constexpr (Finer)
          to[fine + c] = from[cell + c * by * by];
        else
          to[cell + c * by * by] = from[fine + c];
    }
}

}  // namespace

grid_size stack_of_steps::walk(grid_size size, const auto& use) const {
  constexpr std::size_t longest = 1 << 16;
  const auto check = [](grid_size s, std::size_t channels) {
    if (s.rows == 0 || s.columns == 0 || s.rows > longest || s.columns > longest)
      throw domain_error("short_network: a grid of 1 to 2^16 rows and columns");
    if (std::uint64_t{s.rows} * s.columns * padded(channels) > std::uint64_t{1} << 31)
      throw domain_error("short_network: a grid of more than 2^31 numbers");
  };
  const auto insist = [](bool whole) {
    if (!whole) throw domain_error("short_network: the grid is no multiple of what its network cuts it in");
  };
  std::vector<grid_size> kept;
  std::size_t channels = inputs_;
  check(size, channels);
  for (const step& s : steps_) {
    grid_size after = size;
    std::size_t then = channels;
    if (s.is == step::kind::convolve) {
      after = {(size.rows + s.by - 1) / s.by, (size.columns + s.by - 1) / s.by};
      then = layers_[s.layer].outputs;
    } else if (s.is == step::kind::shuffle) {
      after = {size.rows * s.by, size.columns * s.by};
      then = channels / (s.by * s.by);
    } else if (s.is == step::kind::unshuffle) {
      insist(size.rows % s.by == 0 && size.columns % s.by == 0);
      after = {size.rows / s.by, size.columns / s.by};
      then = channels * s.by * s.by;
    }
    check(after, then);
    if (s.is == step::kind::keep) kept.push_back(size);
    if (s.is == step::kind::add || (s.is == step::kind::convolve && s.to == ending::added)) {
      insist(after == kept.back());
      kept.pop_back();
    }
    use(s, size, channels, after);
    size = after;
    channels = then;
  }
  return size;
}

stack_of_steps::stack_of_steps(std::size_t inputs, std::vector<layer> layers, std::vector<step> steps)
    : inputs_{inputs}, outputs_{inputs}, layers_{std::move(layers)}, steps_{std::move(steps)} {
  bool first = true;
  for (const step& s : steps_) {
    if (s.is == step::kind::convolve) {
      layer& l = layers_[s.layer];
      // Inputs come as they are given; sums come in whole vectors.
      l.prepare(first && !l.each ? (inputs_ + 1) / 2 * 2 : padded(l.inputs));
      outputs_ = l.outputs;
    } else if (s.is == step::kind::shuffle) {
      outputs_ /= s.by * s.by;
    } else if (s.is == step::kind::unshuffle) {
      outputs_ *= s.by * s.by;
    }
    first = false;
  }
}

grid_size stack_of_steps::size_of(grid_size in) const {
  return walk(in, [](auto&&...) {});
}

std::uint64_t stack_of_steps::multiply_adds(grid_size in) const {
  std::uint64_t sum = 0;
  walk(in, [&](const step& s, grid_size, std::size_t, grid_size after) {
    if (s.is == step::kind::convolve) sum += after.rows * after.columns * layers_[s.layer].multiply_adds();
  });
  return sum;
}

void stack_of_steps::run(grid_size size, std::span<const std::int16_t> in,
                         std::span<const std::int16_t> everywhere, std::span<std::int32_t> out,
                         unsigned threads) const {
  const grid_size end = size_of(size);
  const std::size_t given = inputs_ - std::min(inputs_, everywhere.size());
  if (everywhere.size() > inputs_ || in.size() != size.rows * size.columns * given ||
      out.size() != end.rows * end.columns * outputs_)
    throw domain_error("short_network: the spans do not hold as many inputs and outputs as promised");
  const auto beyond = [](std::int16_t x) { return x > most || x < -most; };
  if (std::ranges::any_of(in, beyond) || std::ranges::any_of(everywhere, beyond))
    throw domain_error("short_network: an input beyond what the sums were checked for");
  thread_local workspace mine;
  workspace& w = mine;  // of this thread, whichever one a band is computed by
  w.wide.at = w.wide.kept = 0;

  /// The inputs of cell i, widened or not.
  const auto take = [&](std::size_t i, auto* to, int shift) {
    for (std::size_t c = 0; c < inputs_; ++c)
      to[c] = static_cast<std::remove_pointer_t<decltype(to)>>(
          (c < given ? in[i * given + c] : everywhere[c - given]) * (1 << shift));
  };
  if (!steps_.empty() && steps_.front().is == step::kind::convolve) {
    const layer& l = layers_[steps_.front().layer];
    const std::size_t channels = l.each ? padded(inputs_) : (inputs_ + 1) / 2 * 2;
    w.from.reset(size, channels, l.size);
    for (std::size_t r = 0; r < size.rows; ++r)
      for (std::size_t c = 0; c < size.columns; ++c) {
        std::int16_t* cell = w.from.row(r) + c * channels;
        std::fill(cell + inputs_, cell + channels, std::int16_t{0});
        take(r * size.columns + c, cell, 0);
      }
  } else {
    auto& to = w.wide.to_write(size.rows * size.columns * padded(inputs_));
    std::ranges::fill(to, 0);
    for (std::size_t i = 0; i < size.rows * size.columns; ++i)
      take(i, to.data() + i * padded(inputs_), stream_bits - bits);
  }

  const step* next = steps_.data();
  walk(size, [&](const step& s, grid_size before, std::size_t channels, grid_size after) {
    ++next;
    // What the next convolution sees beside a cell.
    const std::size_t kernel = next != steps_.data() + steps_.size() && next->is == step::kind::convolve
                                   ? layers_[next->layer].size
                                   : 1;
    const std::size_t width = padded(channels), line = before.columns * width, cells = before.rows * line;
    const auto row_of = [](std::vector<std::int32_t>& v, std::size_t r, std::size_t numbers) {
      return std::span{v}.subspan(r * numbers, numbers);
    };
    switch (s.is) {
      case step::kind::convolve: {
        const layer& l = layers_[s.layer];
        const std::size_t outputs = padded(l.outputs), numbers = after.columns * outputs;
        const bool narrow = s.to == ending::rectified || s.to == ending::bounded;
        if (narrow) w.to.reset(after, outputs, kernel);
        if (s.to == ending::stream) w.wide.to_write(after.rows * numbers);
        if (s.to == ending::added) w.wide.at = --w.wide.kept;
        const std::uint64_t work = after.rows * after.columns * l.multiply_adds();
        const bands all{after.rows, work < worth_threads ? 1 : threads};
        all.each([&](std::size_t r) {
          thread_local std::vector<std::int32_t> sums;
          sums.resize(numbers);
          l.multiply(w.from.around(r * s.by), w.from.row_numbers(), after.columns, s.by, sums.data());
          if (s.to == ending::rectified) rectify(sums, l.biases, w.to.row(r));
          if (s.to == ending::bounded) bound(sums, l.biases, w.to.row(r));
          if (s.to == ending::stream) begin(sums, l.biases, row_of(w.wide.read(), r, numbers).data());
          if (s.to == ending::added) add(sums, l.biases, row_of(w.wide.read(), r, numbers).data());
        });
        if (narrow) std::swap(w.from, w.to);
        break;
      }
      case step::kind::rectify:
      case step::kind::bound: {
        w.from.reset(before, width, kernel);
        const bands all{before.rows, cells < worth_threads ? 1 : threads};
        all.each([&](std::size_t r) {
          const auto h = row_of(w.wide.read(), r, line);
          s.is == step::kind::rectify ? rectify(h, w.from.row(r)) : bound(h, w.from.row(r));
        });
        break;
      }
      case step::kind::widen: {
        auto& to = w.wide.to_write(cells);
        for (std::size_t r = 0; r < before.rows; ++r)
          std::transform(w.from.row(r), w.from.row(r) + line,
                         to.begin() + static_cast<std::ptrdiff_t>(r * line),
                         [](std::int16_t x) { return x * (1 << (stream_bits - bits)); });
        break;
      }
      case step::kind::keep:
        if (w.wide.at != w.wide.kept) {  // it is kept already
          w.other = w.wide.read();
          w.wide.to_write(cells) = w.other;
        }
        ++w.wide.kept;
        break;
      case step::kind::add: {
        const auto& h = w.wide.read();
        w.wide.at = --w.wide.kept;
        std::ranges::transform(w.wide.read(), h, w.wide.read().begin(), [](std::int32_t a, std::int32_t b) {
          return std::clamp(a + b, -most_stream, most_stream);
        });
        break;
      }
      case step::kind::shuffle:
      case step::kind::unshuffle: {
        const bool finer = s.is == step::kind::shuffle;
        const std::size_t fewer = finer ? channels / (s.by * s.by) : channels;
        const std::size_t then = padded(finer ? fewer : channels * s.by * s.by);
        w.other.resize(after.rows * after.columns * then);
        if (finer)
          shuffle<true>(before, s.by, fewer, w.wide.read(), w.other);
        else
          shuffle<false>(after, s.by, fewer, w.wide.read(), w.other);
        std::swap(w.wide.to_write(0), w.other);
        break;
      }
    }
  });

  const std::size_t width = padded(outputs_);
  for (std::size_t i = 0; i < end.rows * end.columns; ++i)
    std::copy_n(w.wide.read().begin() + static_cast<std::ptrdiff_t>(i * width), outputs_,
                out.begin() + static_cast<std::ptrdiff_t>(i * outputs_));
}

void stack_of_steps::put(std::vector<std::byte>& out) const {
  put_integer(out, static_cast<double>(inputs_));
  for (const step& s : steps_) {
    for (const std::size_t n : {static_cast<std::size_t>(s.is), s.by, static_cast<std::size_t>(s.to)})
      put_integer(out, static_cast<double>(n));
    if (s.is == step::kind::convolve) layers_[s.layer].put(out);
  }
}

}  // namespace ansatz::shorts

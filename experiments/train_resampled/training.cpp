#include "training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/io/file.hpp>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <resampled/private/bitmap_walk.hpp>

namespace ansatz::training {
namespace {

constexpr std::size_t inputs = detail::bitmap_walk::inputs;
constexpr std::int64_t rising = 100;

bit_network begun(std::int64_t hidden, std::int64_t second, std::uint64_t seed) {
  bit_network n{inputs, static_cast<std::size_t>(hidden), static_cast<std::size_t>(second)};
  n.begin(static_cast<std::uint32_t>(seed));
  return n;
}

/// One step; returns bits.
double moved(bit_network& n, descent& d, const samples& s, float rate, float scale) {
  std::vector<float> gradient(n.size());
  const double bits = bits_of(n, s, gradient);
  for (float& g : gradient) g *= scale;
  d.step(n, gradient, rate);
  return bits;
}

}  // namespace

std::string bitmap_training::describe() const {
  return fmt::format("{} and {} units, {} and {} where all is even, {} steps of {} bitmaps, rate {}, seed {}",
                     hidden, second, even_hidden, even_second, steps, batch, rate, seed);
}

bitmap_trainer::bitmap_trainer(const bitmap_training& how, std::span<const bitmap> on)
    : how_{how},
      on_{on},
      surprises_{on},
      uneven_{begun(how.hidden, how.second, how.seed)},
      even_{begun(how.even_hidden, how.even_second, how.seed + 1)},
      uneven_descent_{uneven_},
      even_descent_{even_} {}

float bitmap_trainer::rate() const {
  const double share = static_cast<double>(steps_) / static_cast<double>(how_.steps),
               rise = std::min(1.0, static_cast<double>(steps_ + 1) / rising);
  return static_cast<float>(how_.rate * rise * std::clamp(2 * (1 - share), 0.0, 1.0));
}

bitmap_bits bitmap_trainer::step() {
  const std::int64_t an_epoch = std::max<std::int64_t>(1, static_cast<std::int64_t>(on_.size()) / how_.batch);
  if (const std::int64_t epoch = steps_ / an_epoch; epoch != epoch_) {
    epoch_ = epoch;
    order_.resize(on_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::mt19937 random{static_cast<std::uint32_t>(how_.seed * 7919 + static_cast<std::uint64_t>(epoch))};
    for (std::size_t i = order_.size() - 1; i > 0; --i) std::swap(order_[i], order_[random() % (i + 1)]);
  }
  std::mt19937 random{static_cast<std::uint32_t>(how_.seed * 104729 + static_cast<std::uint64_t>(steps_))};
  sample_pair drawn;
  for (std::int64_t i = 0; i < how_.batch; ++i)
    add_drawn(on_[order_[static_cast<std::size_t>(steps_ % an_epoch * how_.batch + i) % order_.size()]],
              surprises_, random, drawn);
  const float scale = 1 / (1000 * static_cast<float>(how_.batch));
  const bitmap_bits bits{moved(uneven_, uneven_descent_, drawn.uneven, rate(), scale),
                         moved(even_, even_descent_, drawn.even, rate(), scale)};
  ++steps_;
  const auto of_one = [&](double x) { return x / static_cast<double>(how_.batch); };
  return {of_one(bits.uneven), of_one(bits.even)};
}

bitmap_bits bitmap_trainer::held_out(std::span<const bitmap> bitmaps) const {
  const bit_network u = uneven(), e = even();
  bitmap_bits sum;
  for (const bitmap& b : bitmaps) {
    sample_pair s;
    add_all(b, s);
    sum.uneven += bits_of(u, s.uneven) / static_cast<double>(bitmaps.size());
    sum.even += bits_of(e, s.even) / static_cast<double>(bitmaps.size());
  }
  return sum;
}

void bitmap_trainer::save(const std::filesystem::path& to) const {
  std::vector<std::byte> bytes;
  const auto add = [&](const void* from, std::size_t n) {
    const auto* b = static_cast<const std::byte*>(from);
    bytes.insert(bytes.end(), b, b + n);
  };
  add(&steps_, sizeof steps_);
  for (const auto* v :
       {&uneven_.weights, &uneven_descent_.mean, &uneven_descent_.square, &uneven_descent_.average,
        &even_.weights, &even_descent_.mean, &even_descent_.square, &even_descent_.average})
    add(v->data(), v->size() * sizeof(float));
  write_file_atomically(to, bytes);
}

bool bitmap_trainer::load(const std::filesystem::path& from) {
  if (!std::filesystem::exists(from)) return false;
  const auto bytes = read_file(from);
  if (bytes.size() != sizeof steps_ + 4 * sizeof(float) * (uneven_.size() + even_.size())) return false;
  const std::byte* at = bytes.data();
  const auto take = [&](void* to, std::size_t n) {
    std::memcpy(to, at, n);
    at += n;
  };
  take(&steps_, sizeof steps_);
  for (auto* v : {&uneven_.weights, &uneven_descent_.mean, &uneven_descent_.square, &uneven_descent_.average,
                  &even_.weights, &even_descent_.mean, &even_descent_.square, &even_descent_.average})
    take(v->data(), v->size() * sizeof(float));
  uneven_descent_.steps = even_descent_.steps = steps_;
  return true;
}

}  // namespace ansatz::training

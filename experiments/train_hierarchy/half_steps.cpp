#include "half_steps.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <training/every_x86.hpp>

#include "layers.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;

/// What zero lets through is smaller by so many powers of two.
constexpr int leak_bits = 6;

/// Positive numbers in bfloat16 are in the order of their bits; this is `most`.
constexpr std::int16_t most =
    static_cast<std::int16_t>(std::bit_cast<std::uint32_t>(static_cast<float>(short_numbers::most)) >> 16);

ANSATZ_FOR_EVERY_X86
void bound(const std::int16_t* x, std::int16_t* y, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int16_t above = x[i] > 0 ? x[i] : std::int16_t{0};  // numbers below 0 are integers below 0
    y[i] = above < most ? above : most;
  }
}

ANSATZ_FOR_EVERY_X86
void let_through(const std::int16_t* __restrict y, const std::int16_t* __restrict slopes,
                 std::int16_t* __restrict to, std::int64_t n) {
  constexpr int leak = leak_bits << 7;  // of an exponent
  for (std::int64_t i = 0; i < n; ++i) {
    // As masks: of a condition the compiler makes jumps.
    const int up = slopes[i] < 0 ? -1 : 0, positive = y[i] > 0 ? -1 : 0, below = y[i] < most ? -1 : 0;
    const int leaked = (slopes[i] & 0x7fff) > leak ? slopes[i] - leak : 0;
    to[i] = static_cast<std::int16_t>((slopes[i] & positive & (below | ~up)) | (leaked & ~positive & up));
  }
}

const std::int16_t* bits(const Tensor& x) { return static_cast<const std::int16_t*>(x.data_ptr()); }
std::int16_t* bits_to(const Tensor& x) { return static_cast<std::int16_t*>(x.data_ptr()); }

struct bounding : torch::autograd::Function<bounding> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& given) {
    const auto format = given.suggest_memory_format();
    const Tensor x = given.contiguous(format);
    Tensor y = torch::empty_like(x);
    bound(bits(x), bits_to(y), x.numel());
    context->save_for_backward({y});
    return y;
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list slopes) {
    const Tensor y = context->get_saved_variables()[0];
    const Tensor g = slopes[0].to(torch::kBFloat16).contiguous(y.suggest_memory_format());
    Tensor to = torch::empty_like(y);
    let_through(bits(y), bits(g), bits_to(to), y.numel());
    return {to};
  }
};

struct bounding_real : torch::autograd::Function<bounding_real> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x) {
    const Tensor y = x.clamp(0, short_numbers::most);
    context->save_for_backward({y});
    return y;
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list slopes) {
    const Tensor y = context->get_saved_variables()[0], g = slopes[0];
    const Tensor at_zero = g.clamp_max(0) / (1 << leak_bits), at_most = g.clamp_min(0);
    return {torch::where(y <= 0, at_zero, torch::where(y >= short_numbers::most, at_most, g))};
  }
};

}  // namespace

Tensor bounded(const Tensor& x) {
  return x.scalar_type() == torch::kBFloat16 ? bounding::apply(x) : bounding_real::apply(x);
}

}  // namespace ansatz::training

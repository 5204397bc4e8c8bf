#include <algorithm>
#include <bb_ans/private/image_target.hpp>
#include <cstddef>
#include <model/real_math.hpp>
#include <net/exact.hpp>

namespace ansatz {
namespace {

/// digamma(a + n) - digamma(a) for a > 0 and a whole n: by its recurrence up to 8, from there on by what
/// Stirling's series gives, to 10^-9 of it for a below 10^6.
double digamma_rise(double a, std::uint32_t n) {
  double sum = 0;
  for (; n > 0 && a < 8; --n, ++a) sum += 1 / a;
  if (n == 0) return sum;
  const double end = a + n, p = 1 / a, q = 1 / end, pp = p * p, qq = q * q;
  const auto series = [](double x) { return (1 / 12.0 - (1 / 120.0 - x / 252) * x) * x; };
  return sum + real::log(end / a) + (p - q) / 2 + series(pp) - series(qq);
}

}  // namespace

std::vector<double> image_target::slopes(std::span<const double> z) const {
  constexpr double bound = 8 << 16;
  const std::size_t count = z.size() / generation_.inputs(), outputs = generation_.outputs();
  std::vector<std::int32_t> in, out(count * outputs);
  for (const double v : z)
    in.push_back(static_cast<std::int32_t>(round_half_even(std::clamp(v * 0x1p16, -bound, bound))));
  generation_.run(in, out, count);
  std::vector<double> at_out(out.size()), at_in(z.size());
  for (std::size_t first = 0; first < out.size(); first += outputs)
    at_outputs(std::span{out}.subspan(first, outputs), std::span{at_out}.subspan(first, outputs));
  back_.run(in, at_out, at_in, count);
  return at_in;
}

void image_target::at_outputs(std::span<const std::int32_t> outputs, std::span<double> slopes) const {
  if (observation_ == likelihood::bernoulli) {
    for (std::size_t d = 0; d < x_.size(); ++d)
      slopes[d] = x_[d] - 1 / (1 + real::exp(-outputs[d] * 0x1p-16));
    return;
  }
  constexpr std::uint32_t n = 255;
  constexpr double bound = 30;  // of the logarithms, as the model has it
  for (std::size_t d = 0; d < x_.size(); ++d) {
    const double a = real::exp(std::clamp(outputs[d] * 0x1p-16, -bound, bound)),
                 b = real::exp(std::clamp(outputs[d + x_.size()] * 0x1p-16, -bound, bound)),
                 all = digamma_rise(a + b, n);
    slopes[d] = a * (digamma_rise(a, x_[d]) - all);
    slopes[d + x_.size()] = b * (digamma_rise(b, n - x_[d]) - all);
  }
}

}  // namespace ansatz

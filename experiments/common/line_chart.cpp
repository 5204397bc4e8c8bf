#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <common/canvas.hpp>
#include <common/plot.hpp>
#include <functional>

namespace ansatz::experiment {

std::string line_chart(const std::string& title, const std::string& x_label, const std::string& y_label,
                       const std::vector<curve>& curves, axis y_axis) {
  const bool by_factors = y_axis == axis::logarithmic;
  constexpr double left = 64, right = 600, width = 900, top = 60, bottom = 380;
  double x_low = 1e300, x_high = 1, y_low = by_factors ? 1e300 : 0, y_high = 1e-9;
  for (const curve& k : curves)
    for (const auto& [x, y] : k.points) {
      if (by_factors && !(y > 0)) continue;
      x_low = std::min(x_low, x);
      x_high = std::max(x_high, x);
      y_high = std::max(y_high, y);
      if (by_factors) y_low = std::min(y_low, y);
    }
  x_low = std::min(x_low, x_high / 2);
  const double tick = tick_step(y_high - y_low, 6);
  if (by_factors) {
    y_low = std::pow(10, std::floor(std::log10(std::min(y_low, y_high))));
    y_high = std::max(std::pow(10, std::ceil(std::log10(y_high))), 10 * y_low);
  } else {
    y_high = std::ceil(y_high / tick) * tick;
  }
  const auto x_of = [&](double x) {
    return left + std::log(x / x_low) / std::log(x_high / x_low) * (right - left);
  };
  const auto y_of = [&](double y) {
    const double part =
        by_factors ? std::log(y / y_low) / std::log(y_high / y_low) : (y - y_low) / (y_high - y_low);
    return bottom - part * (bottom - top);
  };
  canvas c{width, bottom + 50, title};
  c.text(left, top - 14, y_label, "middle", faint);
  for (int i = 0;; ++i) {
    const double y = by_factors ? y_low * std::pow(10, i) : i * tick;
    if (y > y_high * 1.0001) break;
    c.line(left, y_of(y), right, y_of(y), rule);
    c.text(left - 8, y_of(y) + 4, fmt::format("{:g}", y), "end", faint);
  }
  for (int power = static_cast<int>(std::floor(std::log10(x_low))); std::pow(10, power) <= x_high; ++power)
    for (const double m : {1.0, 2.0, 5.0}) {
      const double x = m * std::pow(10, power);
      if (x < x_low * 0.999 || x > x_high * 1.001 || (m > 1 && x_high > 1001 * x_low)) continue;
      c.line(x_of(x), bottom, x_of(x), bottom + 4, faint);
      c.text(x_of(x), bottom + 18, fmt::format("{:g}", x), "middle", faint);
    }
  c.line(left, bottom, right, bottom, faint);
  c.text((left + right) / 2, bottom + 38, x_label, "middle", faint);

  // Labels at the curves' ends, kept a line apart, the lowest first.
  std::vector<std::pair<double, const curve*>> labels;
  for (const curve& k : curves) {
    std::vector<std::pair<double, double>> points;
    for (const auto& [x, y] : k.points)
      if (!by_factors || y > 0) points.emplace_back(x_of(x), y_of(y));
    if (points.empty()) continue;
    c.polyline(points, look_of(k.from).colour, k.dashed);
    labels.emplace_back(points.back().second, &k);
  }
  std::ranges::sort(labels, std::greater{}, [](const auto& l) { return l.first; });
  double next = bottom + 8;
  for (const auto& [y, k] : labels) {
    next = std::min(y + 4, next - 16);
    c.text(right + 10, next, k->label, "start", look_of(k->from).colour);
  }
  return std::move(c).finished();
}

}  // namespace ansatz::experiment

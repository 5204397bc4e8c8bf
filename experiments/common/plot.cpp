#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <common/canvas.hpp>
#include <common/plot.hpp>

namespace ansatz::experiment {
std::string bar_chart(const std::string& title, const std::string& unit, const std::vector<bar>& bars) {
  constexpr double bars_width = 490, row = 26, top = 66;
  double most = 1e-9;
  std::size_t longest = 20;
  for (const bar& b : bars) {
    most = std::max(most, b.value);
    longest = std::max(longest, b.label.size());
  }
  const double left = 24 + 7.6 * static_cast<double>(longest), width = left + bars_width + 80;
  const double scale = bars_width / most, bottom = top + row * static_cast<double>(bars.size());
  canvas c{width, bottom + 44, title};
  double x = 16;
  for (const source s : {source::ours, source::other, source::quoted}) {
    if (std::ranges::none_of(bars, [s](const bar& b) { return b.from == s; })) continue;
    c.rect(x, 40, 11, 11, look_of(s).colour);
    c.text(x + 17, 50, look_of(s).name, "start", faint);
    x += 42 + 7.0 * static_cast<double>(std::string{look_of(s).name}.size());
  }
  const double step = tick_step(most, 6);
  for (int i = 0; i * step <= most * 1.0001; ++i) {
    const double v = i * step;
    c.line(left + v * scale, top, left + v * scale, bottom, rule);
    c.text(left + v * scale, bottom + 17, fmt::format("{:g}", v), "middle", faint);
  }
  c.text(width - 16, bottom + 34, unit, "end", faint);
  double y = top;
  for (const bar& b : bars) {
    c.text(left - 10, y + 17, b.label, "end", ink, b.from == source::ours ? "font-weight=\"bold\"" : "");
    c.rect(left, y + 4, b.value * scale, row - 8, look_of(b.from).colour);
    c.text(left + b.value * scale + 6, y + 17, fmt::format("{:.4g}", b.value), "start", ink);
    y += row;
  }
  return std::move(c).finished();
}

std::string waterfall(const std::string& title, const std::string& unit, const std::vector<step>& steps) {
  constexpr double left = 70, top = 60, height = 300, column = 112;
  double low = 0, high = 1e-9, at = 0;
  for (const step& s : steps) {
    at = s.is_sum ? s.value : at + s.value;
    low = std::min(low, at);
    high = std::max(high, at);
  }
  const double tick = tick_step(high - low, 6);
  low = std::floor(low / tick) * tick;
  high = std::ceil(high / tick) * tick;
  const double bottom = top + height, width = left + column * static_cast<double>(steps.size()) + 30;
  const auto y_of = [&](double v) { return bottom - (v - low) / (high - low) * height; };
  canvas c{width, bottom + 52, title};
  c.text(left - 8, top - 14, unit, "end", faint);
  for (int i = 0; low + i * tick <= high * 1.0001; ++i) {
    const double v = low + i * tick;
    c.line(left, y_of(v), width - 16, y_of(v), rule);
    c.text(left - 8, y_of(v) + 4, fmt::format("{:g}", std::abs(v) < tick / 1e6 ? 0 : v), "end", faint);
  }
  at = 0;
  double x = left;
  for (const step& s : steps) {
    const double from = s.is_sum ? 0 : at;
    at = s.is_sum ? s.value : at + s.value;
    const double upper = std::max(from, at);
    c.rect(x + 16, y_of(upper), column - 32, y_of(std::min(from, at)) - y_of(upper),
           s.is_sum      ? look_of(source::ours).colour
           : s.value < 0 ? gain
                         : look_of(source::other).colour);
    c.text(x + column / 2, y_of(upper) - 6,
           s.is_sum ? fmt::format("{:.4f}", s.value) : fmt::format("{:+.4f}", s.value), "middle", ink);
    c.text(x + column / 2, bottom + 20, s.label, "middle", ink, s.is_sum ? "font-weight=\"bold\"" : "");
    if (&s != &steps.back())
      c.line(x + column - 16, y_of(at), x + column + 16, y_of(at), faint, "stroke-dasharray=\"2 3\"");
    x += column;
  }
  c.line(left, y_of(0), width - 16, y_of(0), faint);
  return std::move(c).finished();
}

}  // namespace ansatz::experiment

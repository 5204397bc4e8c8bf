#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <common/plot.hpp>

namespace ansatz::experiment {
namespace {

constexpr const char* ink = "#1f2937";
constexpr const char* faint = "#6b7280";
constexpr const char* rule = "#e5e7eb";
constexpr const char* gain = "#059669";

const char* colour(source s) {
  switch (s) {
    case source::ours:
      return "#2563eb";
    case source::other:
      return "#9ca3af";
    default:
      return "#d6b98c";
  }
}

const char* name(source s) {
  switch (s) {
    case source::ours:
      return "this toolkit";
    case source::other:
      return "measured in the same run";
    default:
      return "quoted, not measured in this run";
  }
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

/// An SVG document in the making.
class canvas {
 public:
  canvas(double width, double height, const std::string& title) {
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
        "height=\"{1:g}\" "
        "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n<title>{2}</title>\n"
        "<rect width=\"{0:g}\" height=\"{1:g}\" fill=\"white\"/>\n",
        width, height, escaped(title));
    text(16, 26, title, "start", ink, "font-size=\"16\" font-weight=\"bold\"");
  }
  void rect(double x, double y, double width, double height, const char* fill) {
    out_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n",
                        x, y, std::max(width, 0.5), std::max(height, 0.5), fill);
  }
  void line(double x1, double y1, double x2, double y2, const char* stroke, const char* more = "") {
    out_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" {}/>\n",
                        x1, y1, x2, y2, stroke, more);
  }
  void text(double x, double y, const std::string& what, const char* anchor, const char* fill,
            const char* more = "") {
    out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\" {}>{}</text>\n", x, y,
                        anchor, fill, more, escaped(what));
  }
  void polyline(const std::vector<std::pair<double, double>>& points, const char* stroke, bool dashed) {
    out_ += fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"2\" {}points=\"", stroke,
                        dashed ? "stroke-dasharray=\"6 4\" " : "");
    for (const auto& [x, y] : points) out_ += fmt::format("{:.1f},{:.1f} ", x, y);
    out_ += "\"/>\n";
  }
  std::string finished() && { return std::move(out_) + "</svg>\n"; }

 private:
  std::string out_;
};

/// 1, 2 or 5 times a power of ten, such that about `count` steps reach `range`.
double tick_step(double range, double count) {
  const double raw = range / count, power = std::pow(10, std::floor(std::log10(raw)));
  for (const double m : {1.0, 2.0, 5.0})
    if (raw <= m * power) return m * power;
  return 10 * power;
}

}  // namespace

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
    c.rect(x, 40, 11, 11, colour(s));
    c.text(x + 17, 50, name(s), "start", faint);
    x += 42 + 7.0 * static_cast<double>(std::string{name(s)}.size());
  }
  const double step = tick_step(most, 6);
  for (double v = 0; v <= most * 1.0001; v += step) {
    c.line(left + v * scale, top, left + v * scale, bottom, rule);
    c.text(left + v * scale, bottom + 17, fmt::format("{:g}", std::round(v / step) * step), "middle", faint);
  }
  c.text(width - 16, bottom + 34, unit, "end", faint);
  double y = top;
  for (const bar& b : bars) {
    c.text(left - 10, y + 17, b.label, "end", ink, b.from == source::ours ? "font-weight=\"bold\"" : "");
    c.rect(left, y + 4, b.value * scale, row - 8, colour(b.from));
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
           s.is_sum      ? colour(source::ours)
           : s.value < 0 ? gain
                         : colour(source::other));
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

std::string line_chart(const std::string& title, const std::string& x_label, const std::string& y_label,
                       const std::vector<curve>& curves) {
  constexpr double left = 64, right = 600, width = 900, top = 60, bottom = 380;
  double x_low = 1e300, x_high = 1, y_low = 0, y_high = 1e-9;
  for (const curve& k : curves)
    for (const auto& [x, y] : k.points) {
      x_low = std::min(x_low, x);
      x_high = std::max(x_high, x);
      y_high = std::max(y_high, y);
    }
  x_low = std::min(x_low, x_high / 2);
  const double tick = tick_step(y_high - y_low, 6);
  y_high = std::ceil(y_high / tick) * tick;
  const auto x_of = [&](double x) {
    return left + std::log(x / x_low) / std::log(x_high / x_low) * (right - left);
  };
  const auto y_of = [&](double y) { return bottom - (y - y_low) / (y_high - y_low) * (bottom - top); };
  canvas c{width, bottom + 50, title};
  c.text(left, top - 14, y_label, "middle", faint);
  for (int i = 0; y_low + i * tick <= y_high * 1.0001; ++i) {
    c.line(left, y_of(i * tick), right, y_of(i * tick), rule);
    c.text(left - 8, y_of(i * tick) + 4, fmt::format("{:g}", i * tick), "end", faint);
  }
  for (double decade = std::pow(10, std::floor(std::log10(x_low))); decade <= x_high; decade *= 10)
    for (const double m : {1.0, 2.0, 5.0}) {
      const double x = m * decade;
      if (x < x_low * 0.999 || x > x_high * 1.001 || (m > 1 && x_high > 1001 * x_low)) continue;
      c.line(x_of(x), bottom, x_of(x), bottom + 4, faint);
      c.text(x_of(x), bottom + 18, fmt::format("{:g}", x), "middle", faint);
    }
  c.line(left, bottom, right, bottom, faint);
  c.text((left + right) / 2, bottom + 38, x_label, "middle", faint);

  // Labels at the curves' ends, kept a line apart, the lowest first.
  std::vector<std::pair<double, const curve*>> labels;
  for (const curve& k : curves) {
    if (k.points.empty()) continue;
    std::vector<std::pair<double, double>> points;
    for (const auto& [x, y] : k.points) points.emplace_back(x_of(x), y_of(y));
    c.polyline(points, colour(k.from), k.dashed);
    labels.emplace_back(points.back().second, &k);
  }
  std::ranges::sort(labels, std::greater{}, [](const auto& l) { return l.first; });
  double next = bottom + 8;
  for (const auto& [y, k] : labels) {
    next = std::min(y + 4, next - 16);
    c.text(right + 10, next, k->label, "start", colour(k->from));
  }
  return std::move(c).finished();
}

}  // namespace ansatz::experiment

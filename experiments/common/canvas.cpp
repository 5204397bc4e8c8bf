#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <common/canvas.hpp>
#include <common/say.hpp>

namespace ansatz::experiment {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : legible(as_utf8(text))) {  // XML has no control characters
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

}  // namespace

source_look look_of(source s) {
  switch (s) {
    case source::ours:
      return {"#2563eb", "this toolkit"};
    case source::other:
      return {"#9ca3af", "measured in the same run"};
    default:
      return {"#d6b98c", "quoted, not measured in this run"};
  }
}

canvas::canvas(double width, double height, const std::string& title) {
  out_ = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
      "height=\"{1:g}\" "
      "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n<title>{2}</title>\n"
      "<rect width=\"{0:g}\" height=\"{1:g}\" fill=\"white\"/>\n",
      width, height, escaped(title));
  text(16, 26, title, "start", ink, "font-size=\"16\" font-weight=\"bold\"");
}

void canvas::rect(double x, double y, double width, double height, const char* fill) {
  out_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", x,
                      y, std::max(width, 0.5), std::max(height, 0.5), fill);
}

void canvas::line(double x1, double y1, double x2, double y2, const char* stroke, const char* more) {
  out_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" {}/>\n",
                      x1, y1, x2, y2, stroke, more);
}

void canvas::text(double x, double y, const std::string& what, const char* anchor, const char* fill,
                  const char* more) {
  out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\" {}>{}</text>\n", x, y,
                      anchor, fill, more, escaped(what));
}

void canvas::polyline(const std::vector<std::pair<double, double>>& points, const char* stroke, bool dashed) {
  out_ += fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"2\" {}points=\"", stroke,
                      dashed ? "stroke-dasharray=\"6 4\" " : "");
  for (const auto& [x, y] : points) out_ += fmt::format("{:.1f},{:.1f} ", x, y);
  out_ += "\"/>\n";
}

double tick_step(double range, double count) {
  const double raw = range / count, power = std::pow(10, std::floor(std::log10(raw)));
  for (const double m : {1.0, 2.0, 5.0})
    if (raw <= m * power) return m * power;
  return 10 * power;
}

}  // namespace ansatz::experiment

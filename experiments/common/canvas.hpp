#pragma once
#include <common/plot.hpp>
#include <string>
#include <utility>
#include <vector>

/// What all charts are drawn with.
namespace ansatz::experiment {

inline constexpr const char* ink = "#1f2937";
inline constexpr const char* faint = "#6b7280";
inline constexpr const char* rule = "#e5e7eb";
inline constexpr const char* gain = "#059669";

/// How what is whose is shown, and told.
struct source_look {
  const char* colour;
  const char* name;
};
source_look look_of(source s);

/// An SVG document in the making.
class canvas {
 public:
  canvas(double width, double height, const std::string& title);
  void rect(double x, double y, double width, double height, const char* fill);
  void line(double x1, double y1, double x2, double y2, const char* stroke, const char* more = "");
  void text(double x, double y, const std::string& what, const char* anchor, const char* fill,
            const char* more = "");
  void polyline(const std::vector<std::pair<double, double>>& points, const char* stroke, bool dashed);
  std::string finished() && { return std::move(out_) + "</svg>\n"; }

 private:
  std::string out_;
};

/// 1, 2 or 5 times a power of ten, such that about `count` steps reach `range`.
double tick_step(double range, double count);

}  // namespace ansatz::experiment

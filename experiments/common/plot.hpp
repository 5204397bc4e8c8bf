#pragma once
#include <string>
#include <utility>
#include <vector>

/// Charts as SVG text, drawn alike for every experiment.
namespace ansatz::experiment {

/// Whose a number is; it has a colour.
enum class source {
  ours,    ///< this toolkit's, measured
  other,   ///< another program's, measured in the same run
  quoted,  ///< from a publication, or measured at another time
};

struct bar {
  std::string label;
  double value = 0;
  source from = source::other;
};

/// Horizontal bars, from 0, each with its value.
std::string bar_chart(const std::string& title, const std::string& unit, const std::vector<bar>& bars);

/// A part of a sum that may be negative, or a sum so far.
struct step {
  std::string label;
  double value = 0;
  bool is_sum = false;
};

/// Each part from where the one before it ended; sums stand on 0.
std::string waterfall(const std::string& title, const std::string& unit, const std::vector<step>& steps);

struct curve {
  std::string label;
  std::vector<std::pair<double, double>> points;
  source from = source::ours;
  bool dashed = false;
};

/// How values lie on an axis: from 0, or from the least by factors.
enum class axis { linear, logarithmic };

/// Curves over a logarithmic x axis; a curve's label stands at its end. Over a logarithmic y axis, points that are
/// not positive have no place and are left out.
std::string line_chart(const std::string& title, const std::string& x_label, const std::string& y_label,
                       const std::vector<curve>& curves, axis y_axis = axis::linear);

}  // namespace ansatz::experiment

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <common/plot.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace ansatz::experiment {
namespace {

/// Attribute `name` of every element of a kind and colour, in order.
std::vector<double> all(const std::string& svg, const std::string& element, const std::string& name,
                        const std::string& fill) {
  std::vector<double> out;
  for (std::size_t at = svg.find("<" + element + " "); at != std::string::npos;
       at = svg.find("<" + element + " ", at + 1)) {
    const std::string tag = svg.substr(at, svg.find('>', at) - at), attribute = " " + name + "=\"";
    const std::size_t value = tag.find(attribute);
    if (tag.find("fill=\"" + fill + "\"") != std::string::npos && value != std::string::npos)
      out.push_back(std::stod(tag.substr(value + attribute.size())));
  }
  return out;
}

constexpr const char* ours = "#2563eb";
constexpr const char* gain = "#059669";
constexpr const char* other = "#9ca3af";

TEST(plot, bars_are_as_long_as_their_values) {
  const std::string svg =
      bar_chart("Rates", "bits", {{"a", 1, source::ours}, {"b", 2, source::ours}, {"c", 0.5, source::ours}});
  const auto widths = all(svg, "rect", "width", ours);
  ASSERT_EQ(widths.size(), 4u);  // the legend's first
  EXPECT_NEAR(widths[2] / widths[1], 2, 1e-2);
  EXPECT_NEAR(widths[3] / widths[1], 0.5, 1e-2);
}

TEST(plot, a_waterfall_puts_each_part_on_the_last) {
  const std::string svg =
      waterfall("Ledger", "bits", {{"popped", -2, false}, {"pushed", 5, false}, {"net", 3, true}});
  const auto y_gain = all(svg, "rect", "y", gain), h_gain = all(svg, "rect", "height", gain);
  const auto y_part = all(svg, "rect", "y", other), h_part = all(svg, "rect", "height", other);
  const auto y_sum = all(svg, "rect", "y", ours), h_sum = all(svg, "rect", "height", ours);
  ASSERT_EQ(y_gain.size() + y_part.size() + y_sum.size(), 3u);
  EXPECT_NEAR(y_gain[0] + h_gain[0], y_part[0] + h_part[0], 0.21) << "both end at -2";
  EXPECT_NEAR(y_part[0], y_sum[0], 0.21) << "both reach 3";
  EXPECT_NEAR(y_sum[0] + h_sum[0], y_gain[0], 0.21) << "0";
  EXPECT_NEAR(h_part[0] / h_gain[0], 2.5, 0.02);
}

TEST(plot, stays_on_its_canvas) {
  std::vector<std::pair<double, double>> points;
  for (int i = 1; i < 2000; ++i) points.emplace_back(i, 0.2 + 3.0 / i);
  const std::string svg =
      line_chart("Running", "images", "bits",
                 {{"x", points, source::ours, false}, {"y", {{1, 0.1}, {1999, 0.1}}, source::other, true}});
  int count = 0;
  const std::string points_are = "points=\"";
  for (std::size_t at = svg.find(points_are); at != std::string::npos; at = svg.find(points_are, at + 1)) {
    const std::size_t begin = at + points_are.size();
    std::istringstream list{svg.substr(begin, svg.find('"', begin) - begin)};
    for (double x = 0, y = 0; list >> x && list.get() == ',' && list >> y; ++count) {
      EXPECT_GE(x, 0);
      EXPECT_LE(x, 900);
      EXPECT_GE(y, 0);
      EXPECT_LE(y, 430);
    }
  }
  EXPECT_EQ(count, 2001);
}

TEST(plot, factors_are_steps_on_a_logarithmic_axis) {
  const std::string svg = line_chart(
      "", "edges", "seconds", {{"linear", {{1, 0}, {10, 0.01}, {100, 0.1}, {1000, 1}}, source::ours, false}},
      axis::logarithmic);
  const std::string points_are = "points=\"";
  const std::size_t begin = svg.find(points_are) + points_are.size();
  std::istringstream list{svg.substr(begin, svg.find('"', begin) - begin)};
  std::vector<double> ys;
  for (double x = 0, y = 0; list >> x && list.get() == ',' && list >> y;) ys.push_back(y);
  ASSERT_EQ(ys.size(), 3u) << "a point that is not positive is left out";
  EXPECT_NEAR(ys[0] - ys[1], ys[1] - ys[2], 0.21);
  EXPECT_NEAR(ys[0], 380, 0.21);
  EXPECT_NEAR(ys[2], 60, 0.21);
}

TEST(plot, is_well_formed_whatever_the_labels_and_the_values) {
  for (const std::string& svg :
       {bar_chart("a < b & c", "", {}), bar_chart("", "<", {{"&<", 0, source::quoted}}),
        waterfall("", "", {}), waterfall("&", "", {{"<", 0, true}}), line_chart("", "", "", {}),
        line_chart("", "", "", {{"<", {{1, 0}}, source::ours, false}}),
        line_chart("", "", "", {}, axis::logarithmic),
        line_chart("", "", "", {{"<", {{1, 0}}, source::ours, false}}, axis::logarithmic)}) {
    EXPECT_TRUE(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    EXPECT_EQ(svg.find("nan"), std::string::npos) << svg;
    EXPECT_EQ(svg.find("inf"), std::string::npos) << svg;
    // Every < opens or closes an element, every & begins an entity.
    for (std::size_t k = 0; k < svg.size(); ++k) {
      const bool opens = svg[k] != '<' || std::islower(svg[k + 1]) != 0 || svg[k + 1] == '/';
      const bool named = svg[k] != '&' || svg.substr(k, 4) == "&lt;" || svg.substr(k, 5) == "&amp;";
      ASSERT_TRUE(opens && named) << svg.substr(k, 20);
    }
  }
}

}  // namespace
}  // namespace ansatz::experiment

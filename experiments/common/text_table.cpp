#include <algorithm>
#include <common/text_table.hpp>

namespace ansatz::experiment {
namespace {

/// Characters, not bytes, of UTF-8.
std::size_t length(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t heads) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths.resize(std::max(widths.size(), i + 1));
      widths[i] = std::max(widths[i], length(row[i]));
    }
  std::size_t all = 0;
  for (const std::size_t w : widths) all += w + 2;
  const std::string rule(all - std::min<std::size_t>(all, 2), '-');
  std::string out;
  for (const auto& row : rows) {
    std::string line = row.empty() ? rule : "";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string room(widths[i] - length(row[i]), ' ');
      line += i == 0 ? row[i] + room : "  " + room + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
    if (heads == 1) out += rule + "\n";
    if (heads > 0) --heads;
  }
  return out;
}

}  // namespace ansatz::experiment

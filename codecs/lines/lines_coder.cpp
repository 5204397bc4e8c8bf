#include <algorithm>
#include <ansatz/error.hpp>
#include <lines/lines.hpp>
#include <lines/lines_coder.hpp>

namespace ansatz {
namespace {

/// Without their ends.
std::vector<std::string> lines_of(std::span<const std::uint8_t> text) {
  std::vector<std::string> out;
  for (auto from = text.begin(); from != text.end();) {
    const auto end = std::find(from, text.end(), std::uint8_t{'\n'});
    out.emplace_back(from, end);
    from = end == text.end() ? end : end + 1;
  }
  return out;
}

byte_string text_of(const std::vector<std::string>& lines) {
  byte_string out;
  for (const std::string& line : lines) {
    out.insert(out.end(), line.begin(), line.end());
    out.push_back('\n');
  }
  return out;
}

class lines_coder final : public coder {
 public:
  std::string codec() const override { return "lines"; }

 private:
  std::string shape_objection(const data_shape& shape) const override {
    const auto* bytes = std::get_if<byte_count>(&shape);
    if (bytes == nullptr) return "lines codes a text, and these are images";
    return bytes->count >= std::uint64_t{1} << 31 ? "lines codes fewer than 2^31 bytes" : "";
  }
  std::string value_objection(const data_set& data) const override {
    const auto& text = std::get<byte_string>(data);
    if (text.empty() || text.back() != '\n')
      return "lines codes a text whose last line ends with a line feed";
    if (static_cast<std::uint64_t>(std::ranges::count(text, std::uint8_t{'\n'})) > most_strings)
      return "lines codes at most 2^26 lines";
    if (std::ranges::all_of(text, [](std::uint8_t b) { return b == '\n'; }))
      return "lines codes a text with a byte in its lines";
    if (!std::ranges::is_sorted(lines_of(text)))
      return "lines codes a text whose lines are in ascending order, since it does not keep their order "
             "(LC_ALL=C sort makes such)";
    return {};
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options&,
                                  const items_told& told) const override {
    const auto lines = lines_of(std::get<std::span<const std::uint8_t>>(items));
    strings_by_counts().push(s, {counts_of(lines), lines});
    told(1);
    return {};
  }
  data_set pop(rans_stack& s, const data_shape&, std::span<const std::uint64_t>, const parameter_values&,
               const items_told& told) const override {
    byte_string text = text_of(strings_by_counts().pop(s).second);
    told(1);
    return text;
  }
};

}  // namespace

codec_entry lines_entry() {
  return {.name = "lines",
          .summary = "sorted lines of a text as a multiset: their order costs nothing",
          .make = [] { return std::make_unique<lines_coder>(); },
          .by_request = true};
}

}  // namespace ansatz

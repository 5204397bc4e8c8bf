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
    return {};
  }
  /// A line that is not whole may be the beginning of one: `push` sees whether it was.
  std::string value_objection(const data_set& data) const override {
    const auto& all = std::get<byte_string>(data);
    if (all.empty()) return "lines codes a text, at least one line";
    const std::span text = std::span{all}.first(whole_units(std::span{all}));
    if (static_cast<std::uint64_t>(std::ranges::count(text, std::uint8_t{'\n'})) > most_strings)
      return "lines codes at most 2^26 lines";
    if (std::ranges::all_of(all, [](std::uint8_t b) { return b == '\n'; }))
      return "lines codes a text with a byte in its lines";
    if (!std::ranges::is_sorted(lines_of(text)))
      return "lines codes a text whose lines are in ascending order, since it does not keep their order "
             "(LC_ALL=C sort makes such)";
    return {};
  }

  /// The more lines there are, the more their order saves.
  std::uint64_t suggested_chunk() const override { return std::uint64_t{1} << 26; }
  std::uint64_t whole_units(const data_view& items) const override {
    const auto text = std::get<std::span<const std::uint8_t>>(items);
    const auto last = std::find(text.rbegin(), text.rend(), std::uint8_t{'\n'});
    return static_cast<std::uint64_t>(text.rend() - last);
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options&,
                                  const items_told& told) const override {
    const auto text = std::get<std::span<const std::uint8_t>>(items);
    if (text.back() != '\n')
      throw domain_error("lines codes a text whose last line ends with a line feed, on one chain");
    const auto lines = lines_of(text);
    strings_by_counts().push(s, {counts_of(lines), lines});
    told(text.size());
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values&, const items_told& told) const override {
    const std::uint64_t size = std::get<byte_count>(shape).count;
    byte_string text = text_of(strings_by_counts(std::min(size, most_strings), size).pop(s).second);
    told(text.size());
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

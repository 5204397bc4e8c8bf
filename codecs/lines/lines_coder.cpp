#include <algorithm>
#include <ansatz/archive/byte_chain.hpp>
#include <ansatz/error.hpp>
#include <lines/lines.hpp>
#include <lines/lines_coder.hpp>

namespace ansatz {
namespace {

constexpr const char* codec_name = "lines";

/// Without their ends.
std::vector<std::string> lines_of(const byte_string& text) {
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

}  // namespace

std::string lines_coder::codec() const { return codec_name; }
std::string lines_coder::description() const {
  return "a text whose lines are in ascending order of their bytes, as a multiset of lines";
}

std::string lines_coder::objection(const data_set& data) const {
  const auto* text = std::get_if<byte_string>(&data);
  if (text == nullptr) return "lines codes a text, and these are images";
  if (text->size() >= std::uint64_t{1} << 31) return "lines codes fewer than 2^31 bytes";
  if (text->empty() || text->back() != '\n')
    return "lines codes a text whose last line ends with a line feed";
  if (static_cast<std::uint64_t>(std::ranges::count(*text, std::uint8_t{'\n'})) > most_strings)
    return "lines codes at most 2^26 lines";
  if (std::ranges::all_of(*text, [](std::uint8_t b) { return b == '\n'; }))
    return "lines codes a text with a byte in its lines";
  if (!std::ranges::is_sorted(lines_of(*text)))
    return "lines codes a text whose lines are in ascending order, since it does not keep their order "
           "(LC_ALL=C sort makes such)";
  return {};
}

container lines_coder::compress(const data_set& data, const coding_options& options, coding_account* account,
                                const items_told& told) const {
  expect_suitable(data);
  if (!options.parameters.empty())
    throw domain_error("lines has no parameter " + printable(options.parameters.begin()->first) +
                       "; it has none");
  container header = header_for(codec_name, 0, data);
  header.seed = options.seed;
  const auto lines = lines_of(std::get<byte_string>(data));
  return push_bytes(std::move(header), options, account, told,
                    [&](metered<rans_stack>& s) { strings_by_counts().push(s, {counts_of(lines), lines}); });
}

data_set lines_coder::decompress(const container& file, unsigned threads, const items_told& told) const {
  expect_own(file);
  if (!file.parameters.empty()) throw corrupt_error("the file's parameters are none that lines writes");
  return popped_bytes(file, threads, told, [](rans_stack& s) {
    const auto lines = strings_by_counts().pop(s).second;
    return text_of(lines);
  });
}

codec_entry lines_entry() {
  return {.name = codec_name,
          .summary = "sorted lines of a text as a multiset: their order costs nothing",
          .models = nullptr,
          .load = {},
          .make = [] { return std::make_unique<lines_coder>(); },
          .by_request = true};
}

}  // namespace ansatz

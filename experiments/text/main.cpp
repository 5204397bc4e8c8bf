// Adaptive text models of several orders, beside the general-purpose compressors.
#include <fmt/format.h>

#include <ansatz/io/hash.hpp>
#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <common/rivals.hpp>
#include <common/round_trip.hpp>
#include <common/say.hpp>
#include <context_mixing/context_mixing.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

void code(const std::filesystem::path& file, const std::vector<std::byte>& data, const command_line& line,
          results& found) {
  std::vector<std::uint8_t> text;
  for (const std::byte b : data) text.push_back(std::to_integer<std::uint8_t>(b));
  table t{shown_name(file),
          {{"name", "", 0, shown_name(file)},
           {"rate", "bits/byte", 4},
           {"size", "bytes"},
           {"encode", "s", 2},
           {"decode", "s", 2}}};
  std::vector<bar> bars;
  const auto add = [&](const rival& r, source from) {
    const double rate = 8 * static_cast<double>(r.bytes) / static_cast<double>(text.size());
    t.add({r.name, rate, r.bytes, r.encode_seconds, r.decode_seconds});
    bars.push_back({r.name, rate, from});
  };
  {
    progress shown{shown_name(file), context_mixer::most_orders + 4};
    for (unsigned order = 0; order <= context_mixer::most_orders; ++order) {
      const trip r = round_trip(context_mixing(text.size(), order), {text});
      add({fmt::format("context_mixing, order {}", order), r.bytes, r.push_seconds, r.pop_seconds},
          source::ours);
      shown.add(1);
    }
    t.rule();
    const auto all = [&](const std::string&) {
      shown.add(1);
      return true;
    };
    for (const rival& r : run_byte_rivals(data, all)) add(r, source::other);
  }
  t.note(fmt::format("{}, {} bytes, XXH3 {}", legible(file.string()), text.size(), hash_hex(hash64(data))));
  found.add(std::move(t));
  line.plot(shown_name(file) + "_rates", bar_chart("Rates on " + shown_name(file), "bits/byte", bars));
}

void run(const command_line& line, results& found) {
  std::vector<std::vector<std::byte>> texts;  // all read before anything is coded
  for (const auto& file : line.inputs()) texts.push_back(read_input(file));
  if (texts.empty())
    throw domain_error("there is nothing to code: name files, or a folder of data (--data, ANSATZ_DATA)");
  for (std::size_t i = 0; i < texts.size(); ++i) code(line.inputs()[i], texts[i], line, found);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "text",
      "Codes files by adaptive context mixing of orders 0 to 6, there and back, beside gzip, bz2 and xz."};
  line.files("to code");
  line.data({"text/alice29.txt", "text/book1"});
  return line.run(argc, argv, [&](results& found) { run(line, found); });
}

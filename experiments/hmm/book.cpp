#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/subset.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <hmm/book.hpp>
#include <hmm/hmm_parameters.hpp>
#include <hmm/information.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {
namespace {

using sequence = std::vector<std::uint32_t>;

/// What is popped first: the alphabet, the parameters, the length.
template <class S>
void push_header(S& s, const book& text, const hmm_parameters& p) {
  log_uniform(32).push(s, text.symbols.size());
  hmm_parameters_codec{p.states, p.symbols}.push(s, p);
  log_uniform(11).push(s, p.states);
  subset(256, p.symbols).push(s, text.alphabet);
  uniform(257).push(s, p.symbols);
}

book decode(rans_stack& s) {
  book out;
  const std::uint32_t symbols = uniform(257).pop(s);
  out.alphabet = subset(256, symbols).pop(s);
  const auto states = static_cast<std::uint32_t>(log_uniform(11).pop(s));
  const hmm model = hmm_parameters_codec{states, symbols}.pop(s).model();
  const std::uint64_t size = log_uniform(32).pop(s);
  out.symbols = state_space(size, model).pop(s);
  return out;
}

/// For the fit the text is cut, so that cores can share the work.
std::vector<sequence> pieces_of(const sequence& x) {
  constexpr std::size_t length = 4096;
  std::vector<sequence> out;
  for (std::size_t first = 0; first < x.size(); first += length)
    out.emplace_back(x.begin() + static_cast<std::ptrdiff_t>(first),
                     x.begin() + static_cast<std::ptrdiff_t>(std::min(first + length, x.size())));
  return out;
}

}  // namespace

book read_book(const std::filesystem::path& path) {
  return about(path, [&] {
    const std::vector<std::byte> text = read_file(path, 1 << 28);
    if (text.empty()) throw error("the file is empty");
    constexpr std::uint32_t unseen = 256;
    std::vector<std::uint32_t> symbol_of(256, unseen);
    for (const std::byte b : text) symbol_of[std::to_integer<std::size_t>(b)] = 0;
    book out{path.filename().string(), {}, {}};
    for (std::uint32_t byte = 0; byte < 256; ++byte)
      if (symbol_of[byte] != unseen) {
        symbol_of[byte] = static_cast<std::uint32_t>(out.alphabet.size());
        out.alphabet.push_back(byte);
      }
    for (const std::byte b : text) out.symbols.push_back(symbol_of[std::to_integer<std::size_t>(b)]);
    return out;
  });
}

nlohmann::ordered_json code_book(const book& text, std::uint32_t states, unsigned rounds, unsigned threads) {
  const stopwatch fitting;
  const auto parameters = fit_hmm(pieces_of(text.symbols), states,
                                  static_cast<std::uint32_t>(text.alphabet.size()), rounds, 0, threads);
  const double fit_seconds = fitting.seconds();
  const hmm model = parameters.model();
  const double exact = information(model, text.symbols);

  metered s{rans_stack{}};
  const stopwatch pushing;
  state_space(text.symbols.size(), model).push(s, text.symbols);
  const double push_seconds = pushing.seconds();
  const double net = value_of(s.net()), initial = value_of(s.initial_bits());
  push_header(s, text, parameters);
  const double header = value_of(s.net()) - net;

  const rans_stack done = std::move(s).inner();
  const std::vector<std::byte> file = to_bytes(done);
  rans_stack decoder = from_bytes(file, supply::seeded(0), done.taken());
  const stopwatch popping;
  const book back = decode(decoder);
  const double pop_seconds = popping.seconds();
  if (back.alphabet != text.alphabet || back.symbols != text.symbols || !decoder.is_fresh())
    throw error("the decoded text differs: this is a fault of the program");

  const double size = static_cast<double>(text.symbols.size()), in_bytes = static_cast<double>(file.size());
  fmt::print("{}\n{}, {} bytes, a model of {} states fitted in {} rounds ({:.0f} s)\n",
             text_table({{"-log2 p(x)", "net", "over", "initial", "parameters", "file, bytes", "bits a byte",
                          "push", "pop"},
                         {fmt::format("{:.1f}", exact), fmt::format("{:.1f}", net),
                          exact < 1 ? "" : fmt::format("{:+.6f} %", 100 * (net / exact - 1)),
                          fmt::format("{:.2f}", initial), fmt::format("{:.0f}", header),
                          std::to_string(file.size()), fmt::format("{:.4f}", 8 * in_bytes / size),
                          fmt::format("{:.2f} s", push_seconds), fmt::format("{:.2f} s", pop_seconds)}}),
             text.name, text.symbols.size(), states, rounds, fit_seconds);
  return {{"text", text.name},
          {"bytes", text.symbols.size()},
          {"states", states},
          {"rounds", rounds},
          {"exact", exact},
          {"net", net},
          {"initial", initial},
          {"parameters", header},
          {"file_bytes", file.size()},
          {"fit_seconds", fit_seconds},
          {"push_seconds", push_seconds},
          {"pop_seconds", pop_seconds}};
}

}  // namespace ansatz::experiment

#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/subset.hpp>
#include <common/round_trip.hpp>
#include <hmm/book.hpp>
#include <hmm/hmm_parameters.hpp>
#include <hmm/information.hpp>
#include <optional>
#include <utility>

namespace ansatz::experiment {
namespace {

using sequence = std::vector<std::uint32_t>;

/// All that a decoder must be told.
struct coded_book {
  std::vector<std::uint32_t> alphabet;
  hmm_parameters parameters;
  sequence symbols;
  friend bool operator==(const coded_book&, const coded_book&) = default;
};

/// Popped in this order: the alphabet, the parameters, the length, the symbols.
struct book_codec {
  using symbol_type = coded_book;

  template <class S>
  void push(S& s, const coded_book& b) const {
    const hmm_parameters& p = b.parameters;
    labelled("text", state_space(b.symbols.size(), p.model())).push(s, b.symbols);
    labelled("parameters", log_uniform(32)).push(s, b.symbols.size());
    labelled("parameters", hmm_parameters_codec{p.states, p.symbols}).push(s, p);
    labelled("parameters", log_uniform(11)).push(s, p.states);
    labelled("parameters", subset(256, p.symbols)).push(s, b.alphabet);
    labelled("parameters", uniform(257)).push(s, p.symbols);
  }
  template <class S>
  coded_book pop(S& s) const {
    const std::uint32_t symbols = uniform(257).pop(s);
    auto alphabet = subset(256, symbols).pop(s);
    const auto states = static_cast<std::uint32_t>(log_uniform(11).pop(s));
    auto parameters = hmm_parameters_codec{states, symbols}.pop(s);
    const std::uint64_t size = log_uniform(32).pop(s);
    auto text = state_space(size, parameters.model()).pop(s);
    return {std::move(alphabet), std::move(parameters), std::move(text)};
  }
};

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

book make_book(std::string name, std::span<const std::byte> text) {
  constexpr std::uint32_t unseen = 256;
  std::vector<std::uint32_t> symbol_of(256, unseen);
  for (const std::byte b : text) symbol_of[std::to_integer<std::size_t>(b)] = 0;
  book out{std::move(name), {}, {}};
  for (std::uint32_t byte = 0; byte < 256; ++byte)
    if (symbol_of[byte] != unseen) {
      symbol_of[byte] = static_cast<std::uint32_t>(out.alphabet.size());
      out.alphabet.push_back(byte);
    }
  for (const std::byte b : text) out.symbols.push_back(symbol_of[std::to_integer<std::size_t>(b)]);
  return out;
}

table code_books(const std::vector<book>& books, const fit_options& options) {
  table t{"texts",
          {{"text", ""},
           {"bytes", ""},
           {"exact", "bits", 1, "-log2 p(x)"},
           {"net", "bits", 1},
           {"over", "%", 6, "", true},
           {"initial", "bits", 2},
           {"parameters", "bits", 0},
           {"file", "bytes"},
           {"rate", "bits/byte", 4},
           {"fit", "s", 0},
           {"push", "s", 2},
           {"pop", "s", 2}}};
  for (const book& b : books) {
    const stopwatch fitting;
    const auto parameters = fit_hmm(pieces_of(b.symbols), static_cast<std::uint32_t>(options.states),
                                    static_cast<std::uint32_t>(b.alphabet.size()),
                                    static_cast<unsigned>(options.rounds), 0, options.threads);
    const double fit_seconds = fitting.seconds(), exact = information(parameters.model(), b.symbols);
    const trip r = round_trip(book_codec{}, {{b.alphabet, parameters, b.symbols}});
    const double net = r.net_of("text").to_double(), bytes = static_cast<double>(b.symbols.size());
    t.add({b.name, b.symbols.size(), exact, net, exact < 1 ? value{} : value{100 * (net / exact - 1)},
           r.initial, r.net_of("parameters"), r.bytes, 8 * static_cast<double>(r.bytes) / bytes, fit_seconds,
           r.push_seconds, r.pop_seconds});
  }
  t.note("models of " + std::to_string(options.states) + " states, fitted in " +
         std::to_string(options.rounds) + " rounds");
  return t;
}

}  // namespace ansatz::experiment

#include <common/round_trip.hpp>
#include <hmm/book.hpp>
#include <hmm/information.hpp>
#include <string>

namespace ansatz::experiment {

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
    hmm_text text = b.text;
    const stopwatch fitting;
    fit_hmm_text(text, static_cast<std::uint32_t>(options.states), static_cast<unsigned>(options.rounds),
                 options.threads);
    const double fit_seconds = fitting.seconds(), exact = information(text.parameters.model(), text.symbols);
    const trip r = round_trip(hmm_text_codec{text.symbols.size()}, {text});
    const double net = r.net_of("text").to_double(), bytes = static_cast<double>(text.symbols.size());
    t.add({b.name, text.symbols.size(), exact, net, exact < 1 ? value{} : value{100 * (net / exact - 1)},
           r.initial, r.net_of("parameters"), r.bytes, 8 * static_cast<double>(r.bytes) / bytes, fit_seconds,
           r.push_seconds, r.pop_seconds});
  }
  t.note("models of " + std::to_string(options.states) + " states, fitted in " +
         std::to_string(options.rounds) + " rounds");
  return t;
}

}  // namespace ansatz::experiment

#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/markov_chain.hpp>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <hmm/hmm.hpp>
#include <hmm/information.hpp>
#include <hmm/sequences.hpp>
#include <string>
#include <vector>

namespace ansatz::experiment {
namespace {

using sequence = std::vector<std::uint32_t>;

/// 64 states and 64 symbols: each state goes on to a few others and gives a few symbols, mostly.
hmm random_model() {
  const supply random = supply::seeded(1);
  std::uint64_t next = 0;
  const auto row = [&] {
    std::vector<std::uint64_t> weights;
    for (int i = 0; i < 64; ++i) {
      const std::uint64_t r = random.word(next++);
      weights.push_back(1 + (r >> 52) * ((r & 7) == 0 ? 100 : 1));  // one in eight is likely
    }
    return weights;
  };
  std::vector<std::vector<std::uint64_t>> transitions, emissions;
  const auto initial = row();
  for (int z = 0; z < 64; ++z) {
    transitions.push_back(row());
    emissions.push_back(row());
  }
  return {initial, transitions, emissions};
}

/// All states at once given all symbols, last to first: what a hierarchy without a clever order pops.
struct path_posterior {
  using symbol_type = sequence;
  std::vector<hmm::filter_type> filters;

  path_posterior(const hmm& model, const sequence& x) {
    hmm::filter_type f = model.filter();
    for (const std::uint32_t symbol : x) {
      f.observe(symbol);
      filters.push_back(f);
    }
  }
  template <class S>
  void push(S& s, const sequence& z) const {
    for (std::size_t t = 0; t + 1 < z.size(); ++t) filters[t].backward(z[t + 1]).push(s, z[t]);
    filters.back().posterior().push(s, z.back());
  }
  template <class S>
  sequence pop(S& s) const {
    sequence z(filters.size());
    z.back() = filters.back().posterior().pop(s);
    for (std::size_t t = z.size() - 1; t > 0; --t) z[t - 1] = filters[t - 1].backward(z[t]).pop(s);
    return z;
  }
};

/// The same sequence by bits back over the whole path.
auto naive(const hmm& model, std::size_t length) {
  const auto step = [model](std::uint32_t z) { return model.transition(z); };
  return bits_back(
      markov_chain(model.initial(), std::vector(length - 1, step)),
      [model](const sequence& z) {
        return array(z.size(), [model, z](std::size_t t) { return model.emission(z[t]); });
      },
      [model](const sequence& x) { return path_posterior{model, x}; });
}

}  // namespace

void code_sequences(std::uint64_t longest, const command_line& line, results& found) {
  constexpr std::uint64_t trials = 10;
  const hmm model = random_model();
  table t{"sequences",
          {{"symbols", ""},
           {"exact", "bits", 3, "-log2 p(x)"},
           {"net", "bits", 3},
           {"over", "%", 5, "", true},
           {"initial", "bits", 2},
           {"naive_initial", "bits", 1, "all states first"},
           {"push", "s", 4},
           {"pop", "s", 4}}};
  for (std::uint64_t length = 4; length <= longest; length *= 4) {
    double exact = 0, net = 0, initial = 0, naive_initial = 0, push_seconds = 0, pop_seconds = 0;
    progress shown{std::to_string(length) + " symbols", trials};
    for (std::uint64_t seed = 0; seed < trials; ++seed) {
      rans_stack random{supply::seeded(100 + seed)};
      const auto codec = state_space(length, model);
      const sequence x = codec.pop(random);
      const trip online = round_trip(codec, {x}, {.below = supply::seeded(seed)}),
                 flat = round_trip(naive(model, length), {x}, {.below = supply::seeded(seed)});
      exact += information(model, x) / trials;
      net += online.net.to_double() / trials;
      initial += online.initial.to_double() / trials;
      naive_initial += flat.initial.to_double() / trials;
      push_seconds += online.push_seconds / trials;
      pop_seconds += online.pop_seconds / trials;
      shown.add(1);
    }
    t.add({length, exact, net, 100 * (net / exact - 1), initial, naive_initial, push_seconds, pop_seconds});
  }
  t.note("means of ten draws from a model of 64 states and 64 symbols");
  line.plot("hmm_initial",
            line_chart("What a sequence must find on the stack", "symbols", "initial bits",
                       {{"state_space", t.points("symbols", "initial"), source::ours, false},
                        {"all states first", t.points("symbols", "naive_initial"), source::other, false}}));
  found.add(std::move(t));
}

}  // namespace ansatz::experiment

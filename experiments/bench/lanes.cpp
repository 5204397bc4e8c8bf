// How long a symbol takes, by what is coded, how many lanes there are, and what the machine's vectors are:
// all in one process on one core, beside memcpy and, where it is there, htscodecs.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <hwy/targets.h>

#include <algorithm>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/bernoulli_array.hpp>
#include <ansatz/model/beta_binomial_array.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/model/logistic_mixture_array.hpp>
#include <ansatz/model/lookup_table.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/rans.hpp>
#include <array>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <common/command_line.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
#ifdef ANSATZ_HTSCODECS
#include <htscodecs/rANS_static4x16.h>
#endif

namespace {

using namespace ansatz;

/// One line of the table: a name, what it is compared with, and once it ran, nanoseconds a symbol.
struct line {
  std::string name, compared_with;
  double ns = 0;
};
std::vector<line> lines;
double bits_a_symbol = 0, rival_bits_a_symbol = 0;

/// Times work(), which is for `symbols`, after prepare(), which is not timed.
void add(const std::string& name, const std::string& compared_with, std::size_t symbols,
         const std::function<void()>& prepare, const std::function<void()>& work, std::int64_t target = 0) {
  lines.push_back({name, compared_with, 0});
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();
    for (auto _ : state) {
      state.PauseTiming();
      prepare();
      state.ResumeTiming();
      work();
      benchmark::ClobberMemory();
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(symbols));
  });
}

class collector : public benchmark::ConsoleReporter {
 public:
  collector() : ConsoleReporter(OO_None) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      const auto at = std::ranges::find(lines, run.run_name.function_name, &line::name);
      const double ns = 1e9 / run.counters.at("items_per_second");
      if (at != lines.end() && (at->ns == 0 || ns < at->ns)) at->ns = ns;
    }
  }
};

std::vector<std::int64_t> targets() {
  std::vector<std::int64_t> out;
  for (std::int64_t left = hwy::SupportedTargets() & HWY_TARGETS; left != 0; left &= left - 1)
    out.push_back(left & -left);
  return out;
}

/// A stack with bits enough for what follows, every head of any size.
template <std::size_t Lanes>
auto full_stack() {
  rans_stack s{supply::seeded(1)};
  if constexpr (Lanes == 1)
    return s;
  else
    return spread<Lanes>(std::move(s));
}

/// A codec on so many lanes, both ways. The symbols are the codec's own draws.
template <std::size_t Lanes, class Codec>
void add_codec(const std::string& what, const std::string& compared_with, std::size_t symbols,
               const Codec& codec, std::int64_t target = 0) {
  using stack = decltype(full_stack<Lanes>());
  struct state {
    stack before, pushed, s;
    symbol_t<Codec> x;
  };
  stack s = full_stack<Lanes>();
  auto x = codec.pop(s);
  const stack before = s;
  codec.push(s, x);
  const auto at = std::make_shared<state>(state{before, s, before, x});
  const auto other = [&](const char* way) { return compared_with.empty() ? "" : compared_with + way; };
  add(
      what + ", push", other(", push"), symbols, [=] { at->s = at->before; },
      [=] { codec.push(at->s, at->x); }, target);
  add(
      what + ", pop", other(", pop"), symbols, [=] { at->s = at->pushed; },
      [=] { benchmark::DoNotOptimize(codec.pop(at->s)); }, target);
}

/// Intervals of all sizes, given: what the coder itself takes.
struct intervals {
  std::vector<std::uint32_t> starts, freqs;
};
intervals random_intervals(std::size_t count, unsigned bits) {
  intervals out;
  const supply random = supply::seeded(2);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t a = random.word(2 * i), b = random.word(2 * i + 1);
    const std::uint64_t freq = 1 + (a >> (64 - 1 - b % bits));
    out.freqs.push_back(static_cast<std::uint32_t>(freq));
    out.starts.push_back(static_cast<std::uint32_t>((b >> 8) % ((std::uint64_t{1} << bits) - freq + 1)));
  }
  return out;
}

template <std::size_t Lanes>
void add_coder(const std::string& name, const std::string& compared_with, std::int64_t target = 0) {
  constexpr std::size_t count = 1 << 16;
  const precision n{24};
  const auto given = std::make_shared<const intervals>(random_intervals(count, 24));
  using stack = decltype(full_stack<Lanes>());
  struct state {
    stack before, pushed, s;
  };
  const auto push = [=](stack& s) {
    if constexpr (Lanes == 1)
      for (std::size_t j = count; j-- > 0;) s.push(interval{given->starts[j], given->freqs[j]}, n);
    else
      s.push_each(given->starts, given->freqs, n);
  };
  const stack before = full_stack<Lanes>();
  stack pushed = before;
  push(pushed);
  const auto at = std::make_shared<state>(state{before, pushed, before});
  add(
      name + ", push", compared_with.empty() ? "" : compared_with + ", push", count,
      [=] { at->s = at->before; }, [=] { push(at->s); }, target);
  add(
      name + ", pop", compared_with.empty() ? "" : compared_with + ", pop", count,
      [=] { at->s = at->pushed; },
      [=] {
        if constexpr (Lanes == 1)
          for (std::size_t j = 0; j < count; ++j)
            at->s.pop(n, [&](std::uint32_t) { return found<int>{0, {given->starts[j], given->freqs[j]}}; });
        else
          at->s.pop_each(count, n, [&](std::size_t first, auto, auto starts, auto freqs) {
            std::copy_n(given->starts.data() + first, starts.size(), starts.data());
            std::copy_n(given->freqs.data() + first, freqs.size(), freqs.data());
          });
      },
      target);
}

double unit(const supply& random, std::uint64_t i) {
  return static_cast<double>(random.word(i) >> 11) * 0x1p-53;
}

/// Means within +-spread / 2, standard deviations from `least` on.
std::vector<gaussian_parameters> random_gaussians(std::uint64_t seed, std::size_t count, double spread,
                                                  double least, double range) {
  const supply random = supply::seeded(seed);
  std::vector<gaussian_parameters> q;
  for (std::uint64_t i = 0; i < count; ++i)
    q.push_back({static_cast<std::int32_t>((unit(random, 2 * i) - 0.5) * spread * 0x1p24),
                 static_cast<std::uint32_t>(0x1p16 / (least + range * unit(random, 2 * i + 1)))});
  return q;
}

/// A Gaussian for each symbol, on integers: what a learned image codec codes.
auto gaussians(std::size_t count) {
  return array(count, modelled_each(floored_gaussian_array{integer_buckets(256),
                                                           random_gaussians(3, count, 200, 0.1, 10), 24}));
}

auto latents(std::size_t count) {
  return array(count, modelled_each(gaussian_array{equal_mass_buckets(10),
                                                   random_gaussians(4, count, 3, 0.05, 1), 24}));
}

/// Five logistic distributions a symbol.
auto mixtures(std::size_t count) {
  static const bucket_set integers = integer_buckets(256);
  const supply random = supply::seeded(10);
  std::vector<logistic_component> parts;
  for (std::uint64_t i = 0; i < 5 * count; ++i)
    parts.push_back({static_cast<std::int32_t>((unit(random, 2 * i) - 0.5) * 200 * 0x1p24),
                     static_cast<std::uint32_t>(0x1p16 / (0.1 + 10 * unit(random, 2 * i + 1))),
                     i % 5 == 0 ? 13108u : 13107u});
  return array(count, modelled_each(logistic_mixture_array{integers, 5, std::move(parts), 24}));
}

auto bernoullis(std::size_t count) {
  const supply random = supply::seeded(5);
  std::vector<std::int32_t> logits;
  for (std::uint64_t i = 0; i < count; ++i)
    logits.push_back(static_cast<std::int32_t>((unit(random, i) - 0.5) * 0x1p20));
  return array(count, modelled_each(bernoulli_array{logits, 24}));
}

/// The pixels of MNIST as the shipped model has them for latents drawn from the prior.
beta_binomial_array pixels(std::size_t images) {
  const vae net{safetensors::load(bb_ans_entry().models->named("mnist_grey"))};
  const bucket_set buckets = equal_mass_buckets(10);
  const supply random = supply::seeded(6);
  std::vector<std::int32_t> z, p(images * net.outputs());
  for (std::uint64_t i = 0; i < images * net.latents(); ++i)
    z.push_back(buckets.representative(random.word(i) >> 54));
  net.generate(z, p);
  return detail::beta_binomial_pixels(p, net.pixels(), 24);
}

void add_pixels() {
  constexpr std::size_t images = 8, count = images * 784;
  const auto models = std::make_shared<const beta_binomial_array>(pixels(images));
  struct state {
    std::vector<std::uint8_t> x;
    std::vector<std::uint32_t> cells, starts, freqs;
  };
  const auto at = std::make_shared<state>();
  at->x.resize(count), at->starts.resize(count), at->freqs.resize(count);
  for (std::uint64_t i = 0; i < count; ++i)
    at->cells.push_back(static_cast<std::uint32_t>(supply::seeded(7).word(i) >> 40));
  models->find_all(0, at->cells, at->x, at->starts, at->freqs);
  for (const std::int64_t target : targets()) {
    const std::string name = fmt::format("beta-binomial, {}", hwy::TargetName(target));
    add(
        name + ", interval", "", count, [] {}, [=] { models->intervals_of(0, at->x, at->starts, at->freqs); },
        target);
    add(
        name + ", find", "", count, [] {},
        [=] { models->find_all(0, at->cells, at->x, at->starts, at->freqs); }, target);
  }
  add_codec<64>("beta-binomial, 64 lanes", "", count, array(count, modelled_each(*models)));
}

/// A text repeated to 32 MB, by the frequencies of its bytes at 12 bits.
void add_bytes(const std::string& file) {
  constexpr std::size_t count = 32 << 20;
  auto text = std::make_shared<std::vector<std::uint8_t>>();
  if (file.empty()) {
    const supply random =
        supply::seeded(8);  // letters about as often as in English: by a power of their rank
    for (std::uint64_t i = 0; i < 1 << 20; ++i)
      text->push_back(static_cast<std::uint8_t>(90 * unit(random, 2 * i) * unit(random, 2 * i + 1) *
                                                unit(random, 3 * i)));
  } else {
    for (const std::byte b : experiment::read_input(file)) text->push_back(std::to_integer<std::uint8_t>(b));
  }
  const std::size_t period = text->size();
  while (text->size() < count) text->push_back((*text)[text->size() - period]);
  text->resize(count);
  std::vector<std::uint64_t> weights(256);
  for (const std::uint8_t x : *text) ++weights[x];
  const auto shares = categorical_model::from_weights(weights, 12);
  std::vector<std::uint32_t> masses;
  for (std::uint32_t x = 0; x < 256; ++x) masses.push_back(shares.interval_of(x).freq);
  const auto codec = repeat(count, modelled(lookup_table<std::uint8_t>{masses}));
  auto s = full_stack<64>();
  const auto before = std::make_shared<const vector_stack<64>>(s);
  const bits empty = s.content();
  codec.push(s, *text);
  bits_a_symbol = (s.content() - empty).to_double() / static_cast<double>(count);
  const auto after = std::make_shared<const vector_stack<64>>(s);
  const auto work = std::make_shared<vector_stack<64>>(s);
  add(
      "bytes, 12 bits, 64 lanes, push", "bytes, htscodecs rANS 32x16, push", count, [=] { *work = *before; },
      [=] { codec.push(*work, *text); });
  add(
      "bytes, 12 bits, 64 lanes, pop", "bytes, htscodecs rANS 32x16, pop", count, [=] { *work = *after; },
      [=] { benchmark::DoNotOptimize(codec.pop(*work)); });
#ifdef ANSATZ_HTSCODECS
  constexpr int order_0_of_32 = 4;
  const auto packed =
      std::make_shared<std::vector<unsigned char>>(rans_compress_bound_4x16(count, order_0_of_32));
  unsigned size = static_cast<unsigned>(packed->size());
  if (rans_compress_to_4x16(text->data(), count, packed->data(), &size, order_0_of_32) == nullptr)
    throw error("htscodecs reports a failure");
  rival_bits_a_symbol = 8.0 * size / static_cast<double>(count);
  const auto scratch = std::make_shared<std::vector<unsigned char>>(packed->size());
  add(
      "bytes, htscodecs rANS 32x16, push", "", count, [] {},
      [=] {
        unsigned n = static_cast<unsigned>(scratch->size());
        rans_compress_to_4x16(text->data(), count, scratch->data(), &n, order_0_of_32);
      });
  const auto out = std::make_shared<std::vector<unsigned char>>(count);
  add(
      "bytes, htscodecs rANS 32x16, pop", "", count, [] {},
      [=] {
        unsigned n = count;
        rans_uncompress_to_4x16(packed->data(), size, out->data(), &n);
      });
#endif
}

/// A BB-ANS step on 64 lanes with the networks' outputs given, composed and written by hand.
void add_composition() {
  constexpr std::size_t images = 8, dims = images * 784, depth = images * 40;
  using stack = vector_stack<64>;
  struct step {
    bucket_set buckets = equal_mass_buckets(10);
    std::vector<std::int32_t> logits;
    std::vector<gaussian_parameters> q;
    std::vector<std::uint8_t> x;
    stack before = full_stack<64>(), pushed = before, s = before;
  };
  const auto at = std::make_shared<step>();
  const supply random = supply::seeded(9);
  for (std::uint64_t i = 0; i < dims; ++i) {
    at->logits.push_back(static_cast<std::int32_t>((unit(random, i) - 0.5) * 0x1p20));
    at->x.push_back(at->logits.back() > 0 ? 1 : 0);
  }
  for (std::uint64_t i = 0; i < depth; ++i)
    at->q.push_back({static_cast<std::int32_t>((unit(random, dims + i) - 0.5) * 0x1p25), 1u << 18});
  using latent_list = std::vector<std::uint32_t>;
  using image_list = std::vector<std::uint8_t>;
  const auto composed = bits_back(
      labelled("prior", repeat(depth, uniform(1 << 10))),
      [at](const latent_list&) {
        return labelled("likelihood", array(dims, modelled_each(bernoulli_array{at->logits, 24})));
      },
      [at](const image_list&) {
        return labelled("posterior", array(depth, modelled_each(gaussian_array{at->buckets, at->q, 24})));
      });
  const auto push_by_hand = [at](stack& s, const image_list& x) {
    const gaussian_array q{at->buckets, at->q, 24};
    latent_list z(depth);
    s.pop_each(depth, precision{24}, [&](std::size_t first, auto cells, auto starts, auto freqs) {
      q.find_all(first, cells, std::span{z}.subspan(first, cells.size()), starts, freqs);
    });
    const bernoulli_array p{at->logits, 24};
    std::vector<std::uint32_t> starts(dims), freqs(dims);
    p.intervals_of(0, x, starts, freqs);
    s.push_each(starts, freqs, precision{24});
    s.push_each(z, latent_list(depth, 1), precision{10});
  };
  const auto pop_by_hand = [at](stack& s) {
    latent_list z(depth);
    s.pop_each(depth, precision{10}, [&](std::size_t first, auto cells, auto starts, auto freqs) {
      std::ranges::copy(cells, z.begin() + static_cast<std::ptrdiff_t>(first));
      std::ranges::copy(cells, starts.begin());
      std::ranges::fill(freqs, 1);
    });
    const bernoulli_array p{at->logits, 24};
    image_list x(dims);
    s.pop_each(dims, precision{24}, [&](std::size_t first, auto cells, auto starts, auto freqs) {
      p.find_all(first, cells, std::span{x}.subspan(first, cells.size()), starts, freqs);
    });
    const gaussian_array q{at->buckets, at->q, 24};
    std::vector<std::uint32_t> starts(depth), freqs(depth);
    q.intervals_of(0, z, starts, freqs);
    s.push_each(starts, freqs, precision{24});
    return x;
  };
  for (int i = 0; i < 3; ++i) composed.push(at->before, at->x);  // bits to take
  at->pushed = at->before;
  composed.push(at->pushed, at->x);
  stack by_hand = at->before;
  push_by_hand(by_hand, at->x);
  if (by_hand != at->pushed || pop_by_hand(by_hand) != at->x || by_hand != at->before)
    experiment::fault("the hand-written step has other bytes");
  const auto back = [=] { at->s = at->before; };
  const auto forth = [=] { at->s = at->pushed; };
  add("BB-ANS step, composed, push", "BB-ANS step, by hand, push", dims, back,
      [=] { composed.push(at->s, at->x); });
  add("BB-ANS step, by hand, push", "", dims, back, [=] { push_by_hand(at->s, at->x); });
  add("BB-ANS step, composed, pop", "BB-ANS step, by hand, pop", dims, forth,
      [=] { benchmark::DoNotOptimize(composed.pop(at->s)); });
  add("BB-ANS step, by hand, pop", "", dims, forth, [=] { benchmark::DoNotOptimize(pop_by_hand(at->s)); });
}

struct arguments {
  double seconds = 0.3;
  std::uint64_t repetitions = 3;
};

void add_all(const std::string& text) {
  {
    const auto from = std::make_shared<std::vector<std::uint32_t>>(1 << 16),
               to = std::make_shared<std::vector<std::uint32_t>>(1 << 16);
    add(
        "memcpy of 4 bytes a symbol", "", from->size(), [] {},
        [=] { std::memcpy(to->data(), from->data(), 4 * from->size()); });
  }
  add_coder<1>("coder, 24 bits, one head", "");
  for (const std::int64_t target : targets())
    add_coder<64>(fmt::format("coder, 24 bits, 64 lanes, {}", hwy::TargetName(target)),
                  "coder, 24 bits, one head", target);
  add_coder<8>("coder, 24 bits, 8 lanes", "coder, 24 bits, one head");
  add_coder<16>("coder, 24 bits, 16 lanes", "coder, 24 bits, one head");
  add_coder<32>("coder, 24 bits, 32 lanes", "coder, 24 bits, one head");
  constexpr std::size_t many = 1 << 14;
  add_codec<1>("Gaussians, one head", "", many, gaussians(many));
  for (const std::int64_t target : targets())
    add_codec<64>(fmt::format("Gaussians, 64 lanes, {}", hwy::TargetName(target)), "Gaussians, one head",
                  many, gaussians(many), target);
  add_codec<64>("latents on 2^10 buckets, 64 lanes", "", many, latents(many));
  add_codec<1>("mixtures of 5 logistics, one head", "", many, mixtures(many));
  add_codec<64>("mixtures of 5 logistics, 64 lanes", "mixtures of 5 logistics, one head", many,
                mixtures(many));
  add_codec<64>("Bernoulli from logits, 64 lanes", "", many, bernoullis(many));
  add_pixels();
  add_bytes(text);
  add_composition();
}

void run(const arguments& a, const experiment::command_line& given, experiment::results& found) {
  if (given.inputs().size() > 1) throw domain_error("one file of text is enough");
  add_all(given.inputs().empty() ? "" : given.inputs().front().string());
  std::vector<std::string> options{"bench_lanes", fmt::format("--benchmark_min_time={}", a.seconds),
                                   fmt::format("--benchmark_repetitions={}", a.repetitions),
                                   "--benchmark_enable_random_interleaving=true"};
  std::vector<char*> argv;
  for (std::string& option : options) argv.push_back(option.data());
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  collector results;
  benchmark::RunSpecifiedBenchmarks(&results);

  const auto time_of = [](const std::string& name) {
    const auto at = std::ranges::find(lines, name, &line::name);
    return at == lines.end() ? 0 : at->ns;
  };
  experiment::table t{"times",
                      {{"name", "", 0, ""},
                       {"time", "ns/symbol", 2},
                       {"times_as_fast", "times", 2, "as fast"},
                       {"compared_with", "", 0, "as"}}};
  std::vector<experiment::bar> bars;
  for (const line& l : lines) {
    const double other = time_of(l.compared_with);
    t.add({l.name, l.ns, other > 0 ? experiment::value{other / l.ns} : experiment::value{},
           other > 0 ? l.compared_with : ""});
    if (l.ns < 30)
      bars.push_back({l.name, l.ns,
                      l.name.find("htscodecs") == std::string::npos ? experiment::source::ours
                                                                    : experiment::source::other});
  }
  found.add(std::move(t));
  experiment::table rates{"bytes", {{"coder", ""}, {"rate", "bits/symbol", 4}}};
  rates.add({"lookup_table on 64 lanes", bits_a_symbol});
  if (rival_bits_a_symbol > 0) rates.add({"htscodecs, its table included", rival_bits_a_symbol});
  found.add(std::move(rates));
  given.plot("lanes_time", bar_chart("Time a symbol takes, where it is below 30 ns", "ns", bars));
}

}  // namespace

int main(int argc, char** argv) {
  ansatz::experiment::command_line given{
      "lanes",
      "Times coders and models on one head and on many lanes, with each of the machine's instruction sets."};
  arguments a;
  given.files("whose bytes are coded, repeated to 32 MB; else drawn letters");
  given.real("--seconds", a.seconds, "for each line and repetition", 0.001, 100);
  given.number("--repetitions", a.repetitions, "of which the best counts", 1, 100);
  return given.run(argc, argv, [&](auto& found) { run(a, given, found); });
}

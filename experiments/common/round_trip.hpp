#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/progress.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ansatz::experiment {

/// Throws `error`: something came out that no input can bring about.
[[noreturn]] void fault(const std::string& what);

/// What symbols took on one stack. That there is one says that they came back, and the stack as it was.
struct trip {
  std::uint64_t symbols = 0;
  bits net = {};                                          ///< pushed minus popped, by the ledger
  bits initial = {};                                      ///< how far the chain reached below its start
  std::vector<std::pair<std::string, bits>> ledger = {};  ///< net by label
  std::uint64_t words_taken = 0;                          ///< of the supply
  std::uint64_t bytes = 0;                                ///< of the stack in the end: the gross rate
  double push_seconds = 0, pop_seconds = 0;

  /// Of one label; nothing where it was not used.
  bits net_of(std::string_view label) const;
  double net_each() const { return net.to_double() / static_cast<double>(symbols); }
};

struct round_trip_options {
  supply below = supply::seeded(0);
  std::function<void(std::uint64_t)> told = {};  ///< hears of each symbol that is pushed or popped
};

namespace detail {

std::vector<std::pair<std::string, bits>> nets_of(const std::vector<ledger_entry>& ledger);

/// Use of a stack, spread over so many lanes for it.
template <std::size_t Lanes, class S, class Use>
void on_spread(S& s, Use use) {
  if constexpr (Lanes == 1) {
    use(s);
  } else {
    auto wide = spread<Lanes>(std::move(s));
    use(wide);
    s = gather(std::move(wide));
  }
}

/// Pushes all on `s`, in order, and takes the time.
template <std::size_t Lanes, class S, class CodecAt, class X>
trip push_all(S& s, const CodecAt& codec_at, const std::vector<X>& symbols, const round_trip_options& o) {
  trip t{.symbols = symbols.size()};
  const stopwatch pushing;
  on_spread<Lanes>(s, [&](auto& wide) {
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      codec_at(i).push(wide, symbols[i]);
      if (o.told) o.told(1);
    }
  });
  t.push_seconds = pushing.seconds();
  return t;
}

/// A stack with nothing on it.
template <class S>
S fresh(const supply& below) {
  if constexpr (std::constructible_from<S, supply>)
    return S{below};
  else
    return S{};
}

/// What a decoder gets: a stack that is written as bytes and read again, where it is one that can be.
template <class S>  // NOLINTNEXTLINE(performance-unnecessary-value-param): a stack that can't is given back
S decoder_of(trip& t, S done, const supply& below) {
  if constexpr (requires { to_bytes(done); }) {
    const std::vector<std::byte> bytes = to_bytes(done);
    t.bytes = bytes.size();
    t.words_taken = done.taken();
    return from_bytes<typename S::layout_type>(bytes, below, done.taken());
  } else {
    t.bytes = static_cast<std::uint64_t>((done.content().q24 + 8 * bits::one - 1) / (8 * bits::one));
    return done;
  }
}

/// One codec for all symbols.
template <class Codec>
struct same_codec {
  const Codec& codec;
  const Codec& operator()(std::size_t) const { return codec; }
};

/// Pops all and compares.
template <std::size_t Lanes, class S, class CodecAt, class X>
void pop_all(trip& t, S done, const CodecAt& codec_at, const std::vector<X>& symbols,
             const round_trip_options& o) {
  S s = decoder_of(t, std::move(done), o.below);
  const stopwatch popping;
  on_spread<Lanes>(s, [&](auto& wide) {
    for (std::size_t i = symbols.size(); i-- > 0;) {
      if (!(codec_at(i).pop(wide) == symbols[i])) fault("the decoded symbols differ");
      if (o.told) o.told(1);
    }
  });
  t.pop_seconds = popping.seconds();
  if (!(s == fresh<S>(o.below))) fault("the stack did not come back to its supply");
}

}  // namespace detail

/// Codes symbols one after another on one metered stack, symbol i by codec_at(i), writes the stack as bytes, and
/// decodes them, last to first. With more than one lane the stack is spread over them for all symbols.
template <std::size_t Lanes = 1, class S = rans_stack, class CodecAt, class X>
trip round_trip_by(const CodecAt& codec_at, const std::vector<X>& symbols, const round_trip_options& o = {}) {
  metered s{detail::fresh<S>(o.below)};
  trip t = detail::push_all<Lanes>(s, codec_at, symbols, o);
  t.net = s.net();
  if constexpr (requires { s.initial_bits(); }) t.initial = s.initial_bits();
  t.ledger = detail::nets_of(s.ledger());
  detail::pop_all<Lanes>(t, std::move(s).inner(), codec_at, symbols, o);
  return t;
}

/// The same, all symbols by one codec.
template <std::size_t Lanes = 1, class S = rans_stack, codec Codec>
trip round_trip(const Codec& codec, const std::vector<symbol_t<Codec>>& symbols,
                const round_trip_options& o = {}) {
  return round_trip_by<Lanes, S>(detail::same_codec<Codec>{codec}, symbols, o);
}

/// The same on a stack without a meter, for where nanoseconds count: net is what the stack holds more than before, and
/// there is neither a ledger nor an initial rate. Seconds are the least of so many runs.
template <codec Codec>
trip timed_round_trip(const Codec& codec, const std::vector<symbol_t<Codec>>& symbols, int runs = 1) {
  const detail::same_codec<Codec> codec_at{codec};
  trip best;
  for (int run = 0; run < runs; ++run) {
    rans_stack s;
    const bits before = s.content();
    trip t = detail::push_all<1>(s, codec_at, symbols, {});
    t.net = s.content() - before;
    detail::pop_all<1>(t, std::move(s), codec_at, symbols, {});
    if (run > 0) {
      t.push_seconds = std::min(t.push_seconds, best.push_seconds);
      t.pop_seconds = std::min(t.pop_seconds, best.pop_seconds);
    }
    best = std::move(t);
  }
  return best;
}

/// What a symbol takes alone, each pushed onto random bits of its own: sums.
struct alone {
  std::uint64_t symbols = 0;
  bits net, initial;

  double net_each() const { return net.to_double() / static_cast<double>(symbols); }
  double initial_each() const { return initial.to_double() / static_cast<double>(symbols); }
};

template <codec Codec>
alone push_alone(const Codec& codec, std::span<const symbol_t<Codec>> symbols) {
  alone a{symbols.size(), {}, {}};
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    metered s{rans_stack{supply::seeded(1000 + i)}};
    codec.push(s, symbols[i]);
    a.net += s.net();
    a.initial += s.initial_bits();
  }
  return a;
}

/// The first symbols, 200 at most: enough for a mean of initial bits.
template <class X>
std::span<const X> some(const std::vector<X>& symbols) {
  return std::span{symbols}.first(std::min<std::size_t>(symbols.size(), 200));
}

}  // namespace ansatz::experiment

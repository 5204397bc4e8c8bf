#include "any_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/combinator/any_codec.hpp>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/bernoulli_array.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace {

using namespace ansatz;

struct nanoseconds {
  double push, pop;
};

constexpr std::size_t length = 1000;
constexpr unsigned latent_bits = 10, posterior_bits = 24, pixel_bits = 24;

/// The stack to measure on, with bits to pop.
template <class S>
S filled() {
  constexpr std::size_t lanes = laned<S> ? 64 : 1;
  std::array<typename S::head_type, lanes> heads;
  heads.fill(S::lower_bound);
  std::vector<std::uint32_t> words(1 << 16);
  const supply random = supply::seeded(2);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<std::uint32_t>(random.word(i) >> 32);
  return {heads, std::move(words), random, 0};
}

/// One push and one pop of x, timed: pops give it back, so that the stack stays as it is.
template <class S, class Codec>
[[gnu::noinline]] nanoseconds once(S& s, const Codec& codec, const symbol_t<Codec>& x) {
  using clock = std::chrono::steady_clock;
  const auto before = clock::now();
  codec.push(s, x);
  const auto between = clock::now();
  if (codec.pop(s) != x) throw error("a pop gave another symbol");
  const auto after = clock::now();
  const auto each = [&](auto d) {
    return std::chrono::duration<double, std::nano>(d).count() / static_cast<double>(length);
  };
  return {each(between - before), each(after - between)};
}

/// A codec's symbol so many times, one by one: what an operation costs where nothing is gathered.
template <class Codec>
struct one_by_one {
  using symbol_type = std::vector<symbol_t<Codec>>;
  Codec codec;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    for (std::size_t i = x.size(); i-- > 0;) codec.push(s, x[i]);
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type x(length);
    for (auto& e : x) e = codec.pop(s);
    return x;
  }
};

/// A codec against another one that does the same with its type forgotten, on stacks of type S.
template <class S, class Codec, class Any>
void compare(const char* what, const Codec& codec, const Any& any) {
  S s = filled<S>();
  const symbol_t<Codec> x = codec.pop(s);
  nanoseconds known{1e9, 1e9}, forgotten = known;
  const auto keep = [](nanoseconds& best, nanoseconds now) {
    best = {std::min(best.push, now.push), std::min(best.pop, now.pop)};
  };
  for (int i = 0; i < 3000; ++i) {
    keep(known, once(s, codec, x));
    keep(forgotten, once(s, any, x));
  }
  fmt::print("  {:48} {:7.2f} {:7.2f} {:6.2f}  {:7.2f} {:7.2f} {:6.2f}\n", what, known.push, forgotten.push,
             forgotten.push / known.push, known.pop, forgotten.pop, forgotten.pop / known.pop);
}

template <class S, class Codec>
void compare(const char* what, const Codec& codec) {
  compare<S>(what, codec, any_codec<symbol_t<Codec>>{codec});
}

template <class S>
void compare_all(const char* stack_name) {
  const supply random = supply::seeded(3);
  std::vector<std::int32_t> logits;
  std::vector<gaussian_parameters> q;
  for (std::size_t i = 0; i < length; ++i) {
    const std::uint64_t r = random.word(i);
    logits.push_back(static_cast<std::int32_t>(r >> 45) - (1 << 18));
    q.push_back({static_cast<std::int32_t>(r >> 39) - (1 << 24), 1u << 18});
  }
  const bucket_set buckets = equal_mass_buckets(latent_bits);
  fmt::print("\n{:50} push                      pop\n  {:48} static     any  ratio   static     any  ratio\n",
             stack_name, "ns a symbol");
  compare<S>("repeat: uniform, 2^10", repeat(length, uniform(1u << latent_bits)));
  compare<S>("modelled_each: Bernoulli from logits",
             array(length, modelled_each(bernoulli_array{logits, pixel_bits})));
  compare<S>("modelled_each: Gaussians on buckets",
             array(length, modelled_each(floored_gaussian_array{buckets, q, posterior_bits})));
  compare<S>("array, one codec an element: uniform",
             array(length, [](std::size_t) { return uniform(1000); }));
  compare<S>("array, one codec an element: Gaussian", array(length, [&](std::size_t k) {
               return modelled(gaussian_model{buckets, q[k], posterior_bits});
             }));
  compare<S>("one symbol after another: uniform", one_by_one{uniform(1000)},
             one_by_one{any_codec<std::uint32_t>{uniform(1000)}});
}

}  // namespace

void compare_any_codec() {
  compare_all<rans_stack>("any_codec on rans_stack");
  compare_all<vector_stack<64>>("any_codec on vector_stack<64>");
}

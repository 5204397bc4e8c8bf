// What composition costs: a BB-ANS step composed from combinators against the same step written by hand,
// network outputs given, in instructions counted by callgrind; then codecs whose type is forgotten
// (any_codec.cpp). Called without arguments it runs itself under valgrind.
#include <fmt/format.h>
#include <unistd.h>

#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/say.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "any_codec.hpp"

namespace {

using namespace ansatz;
using image = std::vector<std::uint8_t>;
using latents = std::vector<std::uint32_t>;

constexpr std::size_t dims = 784, depth = 40;
constexpr unsigned latent_bits = 10, posterior_bits = 24, pixel_bits = 24;

/// Given in place of the networks' outputs.
struct outputs {
  bucket_set buckets = equal_mass_buckets(latent_bits);
  std::vector<std::int32_t> logits;
  std::vector<gaussian_parameters> q;

  outputs() {
    const supply random = supply::seeded(1);
    for (std::size_t i = 0; i < dims; ++i)
      logits.push_back(static_cast<std::int32_t>(random.word(i) >> 45) - (1 << 18));
    for (std::size_t i = 0; i < depth; ++i)
      q.push_back({static_cast<std::int32_t>(random.word(dims + i) >> 39) - (1 << 24), 1u << 18});
  }
};

auto composed(const outputs& o) {
  return bits_back(
      labelled("prior", repeat(o.q.size(), uniform(o.buckets.count()))),
      [&o](const latents&) {
        return labelled("likelihood", array(o.logits.size(), [&o](std::size_t i) {
                          return modelled(bernoulli_model::from_logit(o.logits[i], pixel_bits));
                        }));
      },
      [&o](const image&) {
        return labelled("posterior", array(o.q.size(), [&o](std::size_t k) {
                          return modelled(gaussian_model{o.buckets, o.q[k], posterior_bits});
                        }));
      });
}

/// Both ways are functions of the stack, so that neither is folded into the loop that measures it.
[[gnu::noinline]] void push_composed(rans_stack& s, const outputs& o, const image& x) {
  composed(o).push(s, x);
}
[[gnu::noinline]] image pop_composed(rans_stack& s, const outputs& o) { return composed(o).pop(s); }

[[gnu::noinline]] void push_by_hand(rans_stack& s, const outputs& o, const image& x) {
  latents z;
  z.reserve(o.q.size());
  for (std::size_t k = 0; k < o.q.size(); ++k) {
    const gaussian_model m{o.buckets, o.q[k], posterior_bits};
    z.push_back(s.pop(m.total(), [&](std::uint32_t cell) { return m.find(cell); }));
  }
  for (std::size_t i = o.logits.size(); i-- > 0;) {
    const auto m = bernoulli_model::from_logit(o.logits[i], pixel_bits);
    s.push(m.interval_of(x[i]), m.total());
  }
  const total prior{o.buckets.count()};
  for (std::size_t k = o.q.size(); k-- > 0;) s.push({z[k], 1}, prior);
}

[[gnu::noinline]] image pop_by_hand(rans_stack& s, const outputs& o) {
  const total prior{o.buckets.count()};
  latents z;
  z.reserve(o.q.size());
  for (std::size_t k = 0; k < o.q.size(); ++k)
    z.push_back(s.pop(prior, [](std::uint32_t cell) { return found<std::uint32_t>{cell, {cell, 1}}; }));
  image x;
  x.reserve(o.logits.size());
  for (std::size_t i = 0; i < o.logits.size(); ++i) {
    const auto m = bernoulli_model::from_logit(o.logits[i], pixel_bits);
    x.push_back(s.pop(m.total(), [&](std::uint32_t cell) { return m.find(cell); }));
  }
  for (std::size_t k = o.q.size(); k-- > 0;) {
    const gaussian_model m{o.buckets, o.q[k], posterior_bits};
    s.push(m.interval_of(z[k]), m.total());
  }
  return x;
}

/// Pushes `count` images and pops them again: both ways of the step. Returns the head in between.
std::uint64_t work(std::string_view how, int count) {
  const outputs o;
  image x;
  for (std::size_t i = 0; i < dims; ++i) x.push_back(o.logits[i] > 0 ? 1 : 0);
  rans_stack s;
  for (int i = 0; i < count; ++i) {
    if (how == "composed")
      push_composed(s, o, x);
    else
      push_by_hand(s, o, x);
  }
  const std::uint64_t head = s.head();
  for (int i = 0; i < count; ++i)
    if ((how == "composed" ? pop_composed(s, o) : pop_by_hand(s, o)) != x)
      throw error("a pop gave another image");
  if (!s.is_fresh()) throw error("the stack did not come back to its supply");
  return head;
}

/// Instructions that this program takes for `work`, by callgrind.
double instructions(const std::string& self, const std::string& how, int count) {
  const auto log = std::filesystem::temp_directory_path() / fmt::format("ansatz-bench.{}", ::getpid());
  const std::string command = fmt::format(
      "valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file='{}' '{}' {} {} >/dev/null",
      log.string(), self, how, count);
  if (std::system(command.c_str()) != 0) throw error("valgrind is needed: " + command);
  const auto bytes = read_file(log);
  std::filesystem::remove(log);
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  const auto at = text.find("Collected : ");
  if (at == text.npos) throw error("valgrind counted nothing");
  return std::strtod(text.data() + at + 12, nullptr);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc == 3) {
    fmt::print("{}\n", work(argv[1], static_cast<int>(std::strtol(argv[2], nullptr, 10))));
    return 0;
  }
  if (work("composed", 20) != work("by_hand", 20)) throw error("the two ways give different bits");
  constexpr int count = 50;
  const auto per_image = [&](const char* how) {
    return (instructions(argv[0], how, count) - instructions(argv[0], how, 0)) / count;
  };
  const double composed = per_image("composed"), by_hand = per_image("by_hand");
  fmt::print("BB-ANS step, {} pixels and {} latents, pop and push, network outputs given:\n", dims, depth);
  fmt::print("  composed {:10.0f} instructions an image\n  by hand  {:10.0f}\n  ratio    {:10.4f}\n",
             composed, by_hand, composed / by_hand);
  compare_any_codec();
  return 0;
} catch (const std::exception& e) {
  experiment::say(std::string{"bench_composition: "} + e.what());
  return 1;
}

#pragma once
#include <algorithm>
#include <ansatz/combinator/aggregate.hpp>
#include <ansatz/combinator/dependent.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/combinator/warm_start.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>
#include <tuple>
#include <utility>
#include <variational/inference.hpp>
#include <variational/noisy_or.hpp>
#include <variational/noisy_or_codec.hpp>
#include <vector>

namespace ansatz {

/// What a decoder must be told of a chain of vectors: all else follows.
struct noisy_or_header {
  std::uint64_t count = 0;  ///< of vectors, below 2^32 - 1
  std::uint64_t plain = 0;  ///< how many of them, from the last one on, have no latent
  inference how;
  noisy_or_parameters model;
  friend bool operator==(const noisy_or_header&, const noisy_or_header&) = default;
};

namespace detail {

/// A number of [least, most], all alike.
template <class T>
auto number(std::uint32_t least, std::uint32_t most) {
  return mapped(
      uniform(most - least + 1), [least](std::uint32_t i) { return static_cast<T>(least + i); },
      [least, most](T x) {
        if (static_cast<std::uint32_t>(x) < least || static_cast<std::uint32_t>(x) > most)
          throw domain_error("noisy_or_header: a number is out of range");
        return static_cast<std::uint32_t>(x) - least;
      });
}

/// 0 to 2^32 - 2, small ones shorter.
inline auto length() {
  return mapped(
      log_uniform(32), [](std::uint64_t n) { return n - 1; }, [](std::uint64_t n) { return n + 1; });
}

inline auto inference_codec() {
  const auto score = aggregate<score_settings>(number<std::uint32_t>(1, 256), number<control_variate>(0, 2),
                                               number<std::uint32_t>(0, 1u << 20));
  return aggregate<inference>(
      number<inference_method>(0, 2), number<std::uint32_t>(0, 1u << 16), score,
      mapped(
          log_uniform(64), [](std::uint64_t n) { return n - 1; }, [](std::uint64_t n) { return n + 1; }),
      number<unsigned>(1, 30));
}

/// Pixels and latents, checked before anything of their size is popped; then masses and levels, a byte each.
inline auto noisy_or_parameters_codec() {
  using sizes = std::pair<std::uint64_t, std::uint32_t>;
  auto shape = dependent(log_uniform(21),
                         [](std::uint64_t) { return number<std::uint32_t>(1, joint_table::most_latents); });
  auto numbers = [](const sizes& s) {
    if (s.first > std::min(noisy_or_parameters::most_dims, noisy_or_parameters::most_work >> s.second))
      throw domain_error("noisy_or: at least one pixel, at most 2^20, and 2^28 / 2^latents");
    return serial(repeat(s.second, number<std::uint8_t>(1, 127)),
                  repeat(s.first, number<std::uint8_t>(1, noisy_or_parameters::most_level)),
                  repeat(s.first * s.second, number<std::uint8_t>(0, noisy_or_parameters::most_level)));
  };
  return mapped(
      dependent(std::move(shape), std::move(numbers)),
      [](auto all) {
        auto& [prior, leak, levels] = all.second;
        leak.insert(leak.end(), levels.begin(), levels.end());
        return noisy_or_parameters{all.first.first, std::move(prior), std::move(leak)};
      },
      [](const noisy_or_parameters& p) {
        p.check();
        const auto latents = p.levels.begin() + static_cast<std::ptrdiff_t>(p.dims);
        return std::pair{sizes{p.dims, static_cast<std::uint32_t>(p.latents())},
                         std::tuple{p.prior, std::vector(p.levels.begin(), latents),
                                    std::vector(latents, p.levels.end())}};
      });
}

/// What a damaged header may ask for: a vector's posterior must not take more than some seconds.
inline void check_work(const noisy_or_header& h) {
  h.how.check();
  h.model.check();
  const std::uint64_t steps = h.how.steps;
  const bool samples = h.how.method == inference_method::score;
  if (samples ? steps * h.how.score.samples > 1u << 20
              : steps << (h.model.latents() + 2) > noisy_or_parameters::most_work)
    throw domain_error("noisy_or_stream: more than 2^20 samples, or 2^26 / 2^latents sweeps, a vector");
}

}  // namespace detail

/// A chain of binary vectors with all that a decoder needs: how the posterior is found, the model, then the
/// vectors, the last `plain` of them with no latent, since they are pushed first and find nothing on the
/// stack.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Rate: 8 bits a number of the model and about 100 for the rest; then each vector's, see `noisy_or_codec`.
/// At most `limit` vectors: else, and for a number that is off, `domain_error`, before anything of that
/// size is decoded. Labels: `parameters` and those of `noisy_or_codec`.
inline auto noisy_or_stream(std::uint64_t limit) {
  auto header = aggregate<noisy_or_header>(detail::length(), detail::length(), detail::inference_codec(),
                                           detail::noisy_or_parameters_codec());
  return dependent(labelled("parameters", std::move(header)), [limit](const noisy_or_header& h) {
    if (h.count > limit || h.plain > h.count) throw domain_error("noisy_or_stream: too many vectors");
    detail::check_work(h);
    const noisy_or model{h.model};
    return warm_start(h.count, h.plain, noisy_or_pixels(model, h.how.precision),
                      noisy_or_codec(model, h.how));
  });
}

/// How many vectors, from the last one on, a chain must begin with that have no latent: as many as take
/// more than the first posterior pops.
inline std::uint64_t plain_vectors(const noisy_or& model, const inference& how,
                                   const std::vector<std::vector<std::uint8_t>>& x) {
  return warm_start_count(noisy_or_pixels(model, how.precision), x,
                          bits::whole(64 + 2 * std::int64_t{model.latents()}));
}

}  // namespace ansatz

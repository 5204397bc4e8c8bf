#include <ansatz/error.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>
#include <variational/noisy_or_stream.hpp>

#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

noisy_or_parameters parameters_from(taker& t) {
  noisy_or_parameters p{t.below(12), {}, {}};
  p.prior.resize(t.below(64) == 63 ? t.take() : t.below(5));
  for (auto& mass : p.prior)
    mass = static_cast<std::uint8_t>(t.below(64) == 63 ? t.take() : 1 + t.below(127));
  p.levels.resize(t.below(64) == 63 ? t.take() : (p.prior.size() + 1) * p.dims);
  for (auto& level : p.levels)
    level = static_cast<std::uint8_t>(t.below(64) == 63 ? t.take() : 1 + t.below(240));
  return p;
}

inference inference_from(taker& t) {
  return {.method = static_cast<inference_method>(t.below(4)),
          .steps = t.below(6),
          .score = {t.below(6), static_cast<control_variate>(t.below(4)), t.take<std::uint32_t>() >> 11},
          .seed = t.take<std::uint64_t>(),
          .precision = t.below(32)};
}

}  // namespace

/// A model's parameters, settings and vectors: both laws. And a stack that no encoder wrote, as a stream.
void fuzz_variational(input in) {
  taker t{in};
  try {
    const noisy_or_header header{t.below(6), t.below(4), inference_from(t), parameters_from(t)};
    std::vector<std::vector<std::uint8_t>> x(header.count, std::vector<std::uint8_t>(header.model.dims));
    for (auto& v : x)
      for (auto& pixel : v) pixel = static_cast<std::uint8_t>(t.below(64) == 63 ? t.take() : t.below(2));
    const auto before = testing::midlife<rans_stack>::from(t.take<std::uint16_t>());
    auto s = before;
    noisy_or_stream(8).push(s, {header, x});
    const auto popped = noisy_or_stream(8).pop(s);
    require(popped.first == header && popped.second == x && s == before, "pop undoes push");
    const auto codec = noisy_or_codec(noisy_or{header.model}, header.how);
    const auto drawn = codec.pop(s);
    codec.push(s, drawn);
    require(s == before, "push undoes pop");
  } catch (const domain_error&) {
    // A number out of range.
  }
  try {
    rans_stack s{supply::seeded(t.take<std::uint64_t>()).limited_to(200)};
    const auto popped = noisy_or_stream(4).pop(s);
    noisy_or_stream(4).push(s, popped);
    require(s.is_fresh(), "what was popped is pushed back");
  } catch (const error&) {
  }
}

}  // namespace ansatz::fuzz

#include <algorithm>
#include <ansatz/error.hpp>
#include <array>
#include <bb_ans/private/settings.hpp>
#include <limits>

namespace ansatz {
namespace {

constexpr std::uint64_t largest_block = 4096;

/// Why nothing can be coded so; empty if it can.
std::string objection(const bb_ans_settings& s) {
  const bb_ans_precision& p = s.precision;
  if (p.latent < 1 || p.latent > 16 || p.posterior < p.latent || p.posterior > 31 || p.pixel < 9 ||
      p.pixel > 31)
    return "latents take 1 to 16 bits, posteriors as many to 31, pixels 9 to 31";
  if (s.block < 1 || s.block > largest_block) return "a block holds 1 to 4096 images";
  if (std::ranges::count(std::array<std::uint64_t, 5>{1, 8, 16, 32, 64}, s.lanes) == 0)
    return "a stack has 1, 8, 16, 32 or 64 lanes";
  return {};
}

unsigned narrowed(std::uint64_t n) {
  return static_cast<unsigned>(std::min<std::uint64_t>(n, std::numeric_limits<unsigned>::max()));
}

}  // namespace

bb_ans_settings settings_from(const std::map<std::string, std::uint64_t>& parameters) {
  bb_ans_settings s;
  for (const auto& [name, value] : parameters)
    if (name == "block")
      s.block = value;
    else if (name == "lanes")
      s.lanes = value;
    else if (name == "latent")
      s.precision.latent = narrowed(value);
    else if (name == "posterior")
      s.precision.posterior = narrowed(value);
    else if (name == "pixel")
      s.precision.pixel = narrowed(value);
    else
      throw domain_error("bb_ans has no parameter " + printable(name) +
                         "; it has block, lanes, latent, posterior and pixel");
  if (const std::string why = objection(s); !why.empty()) throw domain_error("bb_ans: " + why);
  return s;
}

std::map<std::string, std::uint64_t> parameters_of(const bb_ans_settings& s) {
  return {{"block", s.block},
          {"lanes", s.lanes},
          {"latent", s.precision.latent},
          {"posterior", s.precision.posterior},
          {"pixel", s.precision.pixel}};
}

bb_ans_settings settings_in(const container& file) {
  try {
    const bb_ans_settings s = settings_from(file.parameters);
    if (file.parameters == parameters_of(s)) return s;
  } catch (const domain_error&) {
  }
  throw corrupt_error("the file's parameters are none that bb_ans writes");
}

}  // namespace ansatz

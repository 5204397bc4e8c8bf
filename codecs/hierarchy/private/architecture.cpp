#include <algorithm>
#include <ansatz/error.hpp>
#include <cstdint>
#include <hierarchy/private/architecture.hpp>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <strict_json.hpp>

namespace ansatz::hierarchies {

using nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(trunk_size, width, blocks)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(pixel_group, cell, places, network)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(range, low, high)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(architecture, inference, pixels, height, width, cell, latents, latent_bits,
                                   q, p, features, groups, logistics, atoms, latent_mean, latent_log_scale,
                                   pixel_mean, pixel_log_scale, logit)

namespace {

void insist(bool holds, const char* what) {
  if (!holds) throw corrupt_error(std::string{"architecture: "} + what);
}

bool within(std::int64_t x, std::int64_t low, std::int64_t high) { return x >= low && x <= high; }
bool is_size(const trunk_size& s) { return within(s.width, 1, 4096) && within(s.blocks, 0, 64); }
bool is_range(const range& r, double most) { return r.low >= -most && r.low < r.high && r.high <= most; }

/// The places in a cell of the latents that are at `place` in a group's cell.
std::vector<std::int64_t> spread(const architecture& a, std::int64_t cell, std::int64_t place) {
  std::vector<std::int64_t> out;
  for (std::int64_t r = place / cell; r < a.cell; r += cell)
    for (std::int64_t c = place % cell; c < a.cell; c += cell) out.push_back(r * a.cell + c);
  return out;
}

void check_groups(const architecture& a) {
  std::set<std::int64_t> seen;
  for (const pixel_group& g : a.groups) {
    insist(within(g.cell, 1, a.cell) && a.cell % g.cell == 0, "a group's cell does not divide the latents'");
    insist(is_size(g.network) && !g.places.empty(),
           "a group without pixels, or its network's size out of range");
    for (const std::int64_t place : g.places) {
      insist(within(place, 0, g.cell * g.cell - 1), "a group's place lies outside of its cell");
      for (const std::int64_t p : spread(a, g.cell, place))
        insist(seen.insert(p).second, "a pixel is in two groups");
    }
  }
  insist(static_cast<std::int64_t>(seen.size()) == a.cell * a.cell, "a pixel is in no group");
}

void check(const architecture& a) {
  insist(a.inference == "bit_swap" || a.inference == "hilloc", "inference is neither bit_swap nor hilloc");
  insist(a.pixels == "grey" || a.pixels == "binary", "pixels are neither grey nor binary");
  insist(within(a.height, 1, 4096) && within(a.width, 1, 4096) && within(a.cell, 1, 16),
         "a height, width or cell out of range");
  insist(a.height % a.cell == 0 && a.width % a.cell == 0, "cells do not tile the image");
  insist(within(a.levels(), 1, 64), "there must be 1 to 64 levels of latents");
  insist(std::ranges::all_of(a.latents, [](auto n) { return within(n, 1, 1024); }),
         "a level must have 1 to 1024 channels");
  insist(within(a.latent_bits, 4, 14), "a latent must have buckets of 4 to 14 bits");
  insist(is_size(a.q) && is_size(a.p) && within(a.features, 1, 4096), "a network's size out of range");
  check_groups(a);
  insist(within(a.logistics, 1, 64) && a.atoms.size() <= 64, "too many components, or none");
  insist(std::ranges::all_of(a.atoms, [](auto v) { return within(v, 0, 255); }),
         "an atom that is no grey value");
  insist(is_range(a.latent_log_scale, 8) && is_range(a.pixel_mean, 8000) && is_range(a.pixel_log_scale, 10) &&
             a.pixel_log_scale.low >= -4 && a.latent_mean > 0 && a.latent_mean <= 15 && a.logit > 0 &&
             a.logit <= 1000,
         "a bound beyond what can be coded");
  // What a grid of cells takes, and what is popped before anything is pushed.
  const std::int64_t grid = a.height / a.cell * (a.width / a.cell), pixels = a.height * a.width;
  std::int64_t widest = std::max(a.q.width, a.p.width) * grid;
  for (const pixel_group& g : a.groups)
    widest = std::max(widest, g.network.width * (pixels / (g.cell * g.cell)));
  insist(pixels <= 1 << 16 && widest <= 1 << 24, "too many pixels, or networks too wide for so many");
  insist(std::accumulate(a.latents.begin(), a.latents.end(), std::int64_t{0}) * grid <= 1 << 20,
         "too many latents");
}

/// Refuses what `shape`, an architecture, has no place for: other names, other kinds, numbers that are not
/// whole.
void expect_like(const json& given, const json& shape, const std::string& name) {
  const auto refuse = [&](const char* what) {
    throw corrupt_error("architecture: \"" + printable(name) + "\" " + what);
  };
  if (shape.is_object()) {
    if (!given.is_object()) refuse("is no object");
    for (const auto& [key, value] : given.items()) {
      if (!shape.contains(key)) throw corrupt_error("architecture: there is no \"" + printable(key) + "\"");
      expect_like(value, shape[key], key);
    }
  } else if (shape.is_array()) {
    if (!given.is_array()) refuse("is no list");
    for (const json& value : given) expect_like(value, shape[0], name);
  } else if (shape.is_string()) {
    if (!given.is_string()) refuse("is no text");
  } else if (shape.is_number_integer()) {
    if (!given.is_number_integer()) refuse("is no whole number");
    if (given.is_number_unsigned() && given.get<std::uint64_t>() > INT64_MAX) refuse("is too large");
  } else if (!given.is_number()) {
    refuse("is no number");
  }
}

}  // namespace

std::vector<std::int64_t> known_places(const architecture& a, std::size_t g) {
  std::set<std::int64_t> known;
  for (std::size_t i = 0; i < g; ++i)
    for (const std::int64_t place : a.groups[i].places)
      for (const std::int64_t p : spread(a, a.groups[i].cell, place)) known.insert(p);
  std::vector<std::int64_t> out;
  const std::int64_t cell = a.groups[g].cell;
  for (std::int64_t place = 0; place < cell * cell; ++place)
    if (std::ranges::all_of(spread(a, cell, place), [&](std::int64_t p) { return known.contains(p); }))
      out.push_back(place);
  return out;
}

architecture parse_architecture(const std::string& text) {
  architecture a;
  try {
    // What is not named has its default; what has no meaning is refused.
    const json given = parse_strictly(text, "architecture");
    architecture whole;
    whole.groups = {{.places = {0}}};
    expect_like(given, json(whole), "architecture");
    json all = a;
    all.update(given);
    all.get_to(a);
  } catch (const json::exception&) {
    throw corrupt_error("architecture: a part of it is not of the kind that it must be");
  }
  check(a);
  return a;
}

std::string format_architecture(const architecture& a) { return json(a).dump(); }

std::vector<std::int64_t> identity(const architecture& a) {
  std::vector<std::int64_t> out{a.inference == "hilloc", a.binary(), a.height, a.width, a.cell,
                                a.latent_bits,           a.features};
  const auto put = [&](const std::vector<std::int64_t>& list) {
    out.push_back(static_cast<std::int64_t>(list.size()));
    out.insert(out.end(), list.begin(), list.end());
  };
  put(a.latents);
  out.push_back(static_cast<std::int64_t>(a.groups.size()));
  for (const pixel_group& g : a.groups) {
    out.push_back(g.cell);
    put(g.places);
  }
  if (!a.binary()) {
    out.push_back(a.logistics);
    put(a.atoms);
  }
  return out;
}

}  // namespace ansatz::hierarchies

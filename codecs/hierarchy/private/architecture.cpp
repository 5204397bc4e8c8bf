#include <algorithm>
#include <ansatz/error.hpp>
#include <concepts>
#include <cstdint>
#include <hierarchy/private/architecture.hpp>
#include <net/strict_json.hpp>
#include <numeric>
#include <set>
#include <string_view>

namespace ansatz::hierarchies {

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

/// What grids of cells take, and what is popped before anything is pushed. All else is checked by then.
void check_grids(const architecture& a, std::int64_t height, std::int64_t width) {
  const std::int64_t grid = height / a.cell * (width / a.cell), pixels = height * width;
  std::int64_t widest = std::max(a.q.width, a.p.width) * grid;
  for (const pixel_group& g : a.groups)
    widest = std::max(widest, g.network.width * (pixels / (g.cell * g.cell)));
  insist(pixels <= 1 << 16 && widest <= 1 << 24, "too many pixels, or networks too wide for so many");
  insist(std::accumulate(a.latents.begin(), a.latents.end(), std::int64_t{0}) * grid <= 1 << 20,
         "too many latents");
}

/// Images of one size.
void check_size(const architecture& a) {
  insist(within(a.height, 1, 4096) && within(a.width, 1, 4096), "a height or width out of range");
  insist(a.height % a.cell == 0 && a.width % a.cell == 0, "cells do not tile the image");
  insist(a.scales.empty(), "only levels of colour have scales");
}

/// Images of any size, coded in tiles.
void check_colour(const architecture& a) {
  insist(a.height == 0 && a.width == 0, "colour has no size: height and width are 0");
  insist(within(a.said, 1, 4096) && within(a.head, 1, 4096), "a head's size out of range");
  for (const pixel_group& g : a.groups) insist(g.places.size() == 1, "a group of colour has one place");
  insist(a.scales.empty() || a.scales.size() == a.latents.size(), "as many scales as levels, or none");
  for (std::size_t l = 0; l < a.scales.size(); ++l)
    insist(within(a.scales[l], 1, 16) && a.scales[l] % (l == 0 ? 1 : a.scales[l - 1]) == 0,
           "a level's scale is no multiple of the one below");
}

void check(const architecture& a) {
  insist(a.inference == "bit_swap" || a.inference == "hilloc", "inference is neither bit_swap nor hilloc");
  insist(a.pixels == "grey" || a.pixels == "binary" || a.colour(),
         "pixels are neither grey nor binary nor colour");
  insist(a.arithmetic == "doubles" || a.arithmetic == "shorts", "arithmetic is neither doubles nor shorts");
  insist(within(a.cell, 1, 16), "a cell out of range");
  if (a.colour())
    check_colour(a);
  else
    check_size(a);
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
  if (a.colour())
    check_grids(a, colour_tile, colour_tile);
  else
    check_grids(a, a.height, a.width);
}

/// `f(name, place)` for each member of a class that JSON has as an object, in the order of the names.
template <class F>
void each_place(const trunk_size&, F f) {
  f("blocks", &trunk_size::blocks);
  f("width", &trunk_size::width);
}
template <class F>
void each_place(const pixel_group&, F f) {
  f("cell", &pixel_group::cell);
  f("network", &pixel_group::network);
  f("places", &pixel_group::places);
}
template <class F>
void each_place(const range&, F f) {
  f("high", &range::high);
  f("low", &range::low);
}
template <class F>
void each_place(const architecture&, F f) {
  f("arithmetic", &architecture::arithmetic);
  f("atoms", &architecture::atoms);
  f("cell", &architecture::cell);
  f("features", &architecture::features);
  f("groups", &architecture::groups);
  f("head", &architecture::head);
  f("height", &architecture::height);
  f("inference", &architecture::inference);
  f("latent_bits", &architecture::latent_bits);
  f("latent_log_scale", &architecture::latent_log_scale);
  f("latent_mean", &architecture::latent_mean);
  f("latents", &architecture::latents);
  f("logistics", &architecture::logistics);
  f("logit", &architecture::logit);
  f("p", &architecture::p);
  f("pixel_log_scale", &architecture::pixel_log_scale);
  f("pixel_mean", &architecture::pixel_mean);
  f("pixels", &architecture::pixels);
  f("q", &architecture::q);
  f("said", &architecture::said);
  f("scales", &architecture::scales);
  f("width", &architecture::width);
}

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
  throw corrupt_error("architecture: \"" + printable(name) + "\" " + what);
}

void read(const json_value& given, const std::string& name, std::string& to) {
  const auto* text = given.get_if<std::string>();
  if (text == nullptr) refuse(name, "is no text");
  to = *text;
}
void read(const json_value& given, const std::string& name, std::int64_t& to) {
  if (const auto* count = given.get_if<std::uint64_t>()) {
    if (*count > INT64_MAX) refuse(name, "is too large");
    to = static_cast<std::int64_t>(*count);
  } else if (const auto* negative = given.get_if<std::int64_t>()) {
    to = *negative;
  } else {
    refuse(name, "is no whole number");
  }
}
void read(const json_value& given, const std::string& name, double& to) {
  if (const auto* real = given.get_if<double>())
    to = *real;
  else if (const auto* count = given.get_if<std::uint64_t>())
    to = static_cast<double>(*count);
  else if (const auto* negative = given.get_if<std::int64_t>())
    to = static_cast<double>(*negative);
  else
    refuse(name, "is no number");
}
template <class Item>
void read(const json_value& given, const std::string& name, std::vector<Item>& to);
template <class Object>
void read(const json_value& given, const std::string& name, Object& to) {
  const auto* members = given.get_if<json_value::object>();
  if (members == nullptr) refuse(name, "is no object");
  std::set<std::string_view> known;
  each_place(to, [&](const char* member, auto place) {
    known.insert(member);
    if (const json_value* value = given.member(member))
      read(*value, member, to.*place);
    else if constexpr (!std::same_as<Object, architecture>)  // whose members have defaults
      refuse(name, std::string{"has no \""} + member + '"');
  });
  for (const auto& [member, value] : *members)
    if (!known.contains(member))
      throw corrupt_error("architecture: there is no \"" + printable(member) + "\"");
}
template <class Item>
void read(const json_value& given, const std::string& name, std::vector<Item>& to) {
  const auto* items = given.get_if<json_value::list>();
  if (items == nullptr) refuse(name, "is no list");
  to.clear();
  for (const json_value& item : *items) read(item, name, to.emplace_back());
}

std::string written(const std::string& text) { return json_text(text); }
std::string written(std::int64_t n) { return std::to_string(n); }
std::string written(double x) { return json_number(x); }
template <class Item>
std::string written(const std::vector<Item>& items);
template <class Object>
std::string written(const Object& object) {
  std::string out;
  each_place(object, [&](const char* name, auto place) {
    out += (out.empty() ? "" : ",") + json_text(name) + ':' + written(object.*place);
  });
  return '{' + out + '}';
}
template <class Item>
std::string written(const std::vector<Item>& items) {
  std::string out;
  for (const Item& item : items) out += (out.empty() ? "" : ",") + written(item);
  return '[' + out + ']';
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

std::vector<std::array<std::int64_t, 2>> nearest_known(const architecture& a, std::size_t g) {
  const std::int64_t cell = a.groups[g].cell, place = a.groups[g].places.front();
  const auto known = known_places(a, g);
  const auto is_known = [&](std::int64_t row, std::int64_t column) {
    const auto within = [&](std::int64_t x) { return (x % cell + cell) % cell; };
    return std::ranges::find(known, within(row) * cell + within(column)) != known.end();
  };
  std::vector<std::array<std::int64_t, 2>> nearest;
  std::int64_t least = 2 * cell * cell + 1;
  for (std::int64_t r = -cell; r <= cell; ++r)
    for (std::int64_t c = -cell; c <= cell; ++c) {
      const std::int64_t far = r * r + c * c;
      if (far == 0 || far > least || !is_known(place / cell + r, place % cell + c)) continue;
      if (far < least) nearest.clear();
      least = far;
      nearest.push_back({r, c});
    }
  return nearest;
}

architecture parse_architecture(const std::string& text) {
  architecture a;
  read(parse_strictly(text, "architecture"), "architecture", a);
  check(a);
  return a;
}

std::string format_architecture(const architecture& a) { return written(a); }

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
  if (a.colour()) {
    out.push_back(a.said);
    put(a.scales);
  } else if (a.shorts()) {
    out.push_back(1);
  }
  return out;
}

}  // namespace ansatz::hierarchies

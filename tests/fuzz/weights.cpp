#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/vae.hpp>
#include <bit>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/colour_ladder.hpp>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/ladder.hpp>
#include <hierarchy/private/networks.hpp>
#include <map>
#include <optional>
#include <pianoroll/tunes.hpp>
#include <string>

#include "coders.hpp"
#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

using bytes = std::vector<std::byte>;

/// A file whose tensors own their data, to be changed.
struct changeable {
  std::map<std::string, safetensors::tensor> tensors;
  std::map<std::string, bytes> data;
  std::map<std::string, std::string> metadata;

  explicit changeable(const safetensors& file) : tensors{file.tensors()}, metadata{file.metadata()} {
    for (auto& [name, t] : tensors) data[name].assign(t.data.begin(), t.data.end());
  }
  bytes formatted() {
    for (auto& [name, t] : tensors) t.data = data[name];
    return format_safetensors(tensors, metadata);
  }
};

void put(std::span<std::byte> to, std::uint64_t value) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = static_cast<std::byte>(value >> (8 * i));
}

/// Some numbers of some tensors changed, to any and to extreme ones; a shape, a type, a name changed now and then.
void change(taker& t, changeable& file) {
  constexpr std::array<double, 8> extreme{0, 1e30, -1e30, 1e-300, 1e10, -65504, 1e31, 0.5};
  for (std::size_t n = t.below(12); n > 0 && !file.tensors.empty(); --n) {
    auto at = std::next(file.tensors.begin(), t.below(static_cast<std::uint32_t>(file.tensors.size())));
    bytes& data = file.data[at->first];
    const std::size_t size = at->second.dtype == "F64" ? 8 : at->second.dtype == "F32" ? 4 : 2;
    switch (const unsigned how = t.take(); how % 8) {
      case 0: {
        auto& shape = at->second.shape;
        if (!shape.empty()) shape[t.below(static_cast<std::uint32_t>(shape.size()))] = t.take();
        std::uint64_t all = size;
        for (const std::uint64_t d : shape) all *= d;
        if (all <= 1 << 16) data.resize(all);
        break;
      }
      case 1:
        at->second.dtype = how & 8 ? "F16" : how & 16 ? "F32" : how & 32 ? "F64" : "BF16";
        break;
      case 2:
        file.tensors.erase(at);
        break;
      default: {
        const std::size_t count = data.size() / size,
                          first = count == 0 ? 0 : t.take<std::uint16_t>() % count;
        const std::size_t many = how & 128 ? 1 : how & 64 ? 7 : count;
        const double x = extreme[t.below(extreme.size())];
        const std::uint64_t any = t.take<std::uint64_t>();
        for (std::size_t i = first; i < std::min(first + many, count); ++i)
          put(std::span{data}.subspan(i * size, size),
              how & 32    ? any
              : size == 8 ? std::bit_cast<std::uint64_t>(x)
              : size == 4 ? std::bit_cast<std::uint32_t>(static_cast<float>(x))
                          : any & 0x7bff);
      }
    }
  }
}

std::vector<std::uint8_t> pixels_from(taker& t, std::size_t count, bool binary) {
  std::vector<std::uint8_t> out(count);
  for (auto& v : out) v = binary ? t.take() & 1 : t.take();
  return out;
}

/// What the network says lies where the models of the codec can take it.
void run_vae(taker& t, const vae& v) {
  if (v.pixels() > 4096 || v.latents() > 4096) return;
  const auto x = pixels_from(t, v.pixels(), v.observation() == likelihood::bernoulli);
  std::vector<gaussian_parameters> q(v.latents());
  v.infer(x, q);
  for (const auto& g : q)
    require(g.inverse_stddev >= 1 && g.inverse_stddev <= 1u << 30, "a scale that models take");
  std::vector<std::int32_t> z(v.latents()), p(v.outputs());
  for (auto& n : z) n = static_cast<std::int32_t>(t.take<std::uint32_t>()) >> 4;
  v.generate(z, p);
}

void expect_codable(std::span<const logistic_parameters> all) {
  for (const auto& p : all)
    require(p.inverse_scale >= 1 && p.inverse_scale <= 1u << 30, "a scale that models take");
}

/// What groups are told of latents, any ones.
template <class Hierarchy>
auto any_features(taker& t, const Hierarchy& h, const std::vector<std::uint8_t>& x) {
  const auto any = [&] { return t.take<std::uint16_t>() % h.buckets().count(); };
  if (h.top_down()) {
    decltype(ladder_of(h)) l{h, x};
    while (l.level() > 0) {
      std::vector<std::uint32_t> z;
      for (const auto& p : l.posterior()) {
        require(p.inverse_stddev >= 1 && p.inverse_stddev <= 1u << 30, "a scale that models take");
        z.push_back(any());
      }
      l.take(z);
    }
    return l.features();
  }
  expect_codable(h.infer(x));
  std::vector<std::uint32_t> z(h.latents(1));
  for (auto& n : z) n = any();
  return h.features(z);
}

void run_hierarchy(taker& t, const hierarchy& h) {
  if (h.pixels() > 1024) return;
  const auto x = pixels_from(t, h.pixels(), h.binary());
  const auto features = any_features(t, h, x);
  for (std::size_t g = 0; g < h.groups(); ++g) {
    const group_parameters p = h.group(g, features, x);
    expect_codable(p.parts);
    require(p.pixels.size() * (h.binary() ? 1 : 0) == p.logits.size(), "a binary pixel has a logit");
  }
}

void run_colours(taker& t, const colour_hierarchy& of_any_size) {
  const colour_hierarchy h = of_any_size.of_size(t.within(1, 12), t.within(1, 12));
  const auto x = pixels_from(t, h.pixels(), false);
  const auto features = any_features(t, h, x);
  for (std::size_t g = 0; g < h.groups(); ++g) {
    const auto told = h.tell(g, features, x);
    for (std::size_t c = 0; c < 3; ++c) {
      const colour_mixtures m = h.channel(g, c, told, x);
      require(m.parts.size() == m.pixels.size() * h.parts(), "a pixel has its mixture");
      expect_codable(m.parts);
    }
  }
}

/// As one or the other, by what its architecture says.
void run_either(taker& t, const safetensors& file) {
  if (hierarchies::architecture_of(file).colour())
    run_colours(t, colour_hierarchy{file});
  else
    run_hierarchy(t, hierarchy{file});
}

const safetensors& model(taker& t, std::string_view prefix) {
  static const std::map<std::string, safetensors> all = [] {
    std::map<std::string, safetensors> out;
    for (const auto& path : small_models()) out.emplace(path.stem().string(), safetensors::load(path));
    return out;
  }();
  std::vector<const safetensors*> some;
  for (const auto& [name, file] : all)
    if (name.starts_with(prefix)) some.push_back(&file);
  return *some.at(t.below(static_cast<std::uint32_t>(some.size())));
}

}  // namespace

void fuzz_safetensors(input in) {
  std::optional<safetensors> file;
  try {
    file = safetensors::parse(bytes_of(in));
  } catch (const corrupt_error&) {
    return;
  }
  const auto same = [](const safetensors::tensor& a, const safetensors::tensor& b) {
    return a.dtype == b.dtype && a.shape == b.shape && std::ranges::equal(a.data, b.data);
  };
  std::vector<std::byte> written;
  try {
    written = format_safetensors(file->tensors(), file->metadata());
  } catch (const domain_error& e) {
    require(std::string_view{e.what()}.find("unknown element type") != std::string_view::npos,
            "what is kept is written, but for types of which nothing says how large they are");
    return;
  }
  const safetensors again = safetensors::parse(std::move(written));
  require(again.metadata() == file->metadata() && again.tensors().size() == file->tensors().size(),
          "what was read is written");
  for (const auto& [name, t] : file->tensors()) require(same(t, again.at(name)), "and so is each tensor");
  taker rest{in};
  try {
    run_vae(rest, vae{*file});
  } catch (const error&) {
  }
  try {
    run_either(rest, *file);
  } catch (const error&) {
  }
}

void fuzz_vae(input in) {
  taker t{in};
  try {
    changeable file{model(t, "vae")};
    change(t, file);
    const safetensors changed = safetensors::parse(file.formatted());
    run_vae(t, vae{changed});
  } catch (const error&) {
    // Weights that are refused.
  }
}

void fuzz_hierarchy(input in) {
  taker t{in};
  try {
    constexpr std::array kinds{"bit_swap", "hilloc", "colour"};
    changeable file{model(t, kinds.at(t.below(kinds.size())))};
    change(t, file);
    run_either(t, safetensors::parse(file.formatted()));
  } catch (const error&) {
  }
}

/// The input is the JSON.
void fuzz_architecture(input in) {
  const std::string text(in.begin(), in.end());
  std::optional<hierarchies::architecture> a;
  try {
    a = hierarchies::parse_architecture(text);
  } catch (const corrupt_error&) {
    return;
  }
  const std::string written = format_architecture(*a);
  const auto again = hierarchies::parse_architecture(written);
  require(format_architecture(again) == written && identity(again) == identity(*a),
          "what was read is written");
  for (std::size_t g = 0; g < a->groups.size(); ++g) (void)known_places(*a, g);
  // The same with the weights of another architecture: none fits, or it is the one.
  taker t{{}};
  changeable file{model(t, a->colour() ? "colour_bit_swap" : "bit_swap")};
  for (auto& [name, value] : file.metadata)
    if (name == "architecture") value = text;
  try {
    run_either(t, safetensors::parse(file.formatted()));
  } catch (const error&) {
  }
}

void fuzz_tunes(input in) {
  try {
    const auto t = experiment::read_tunes("tunes", std::as_bytes(in));
    for (const auto* part : {&t.train, &t.valid, &t.test}) {
      require(!part->empty(), "there are tunes");
      for (const auto& tune : *part)
        for (const chord& c : tune)
          require(c.size() == 88 && std::ranges::all_of(c, [](std::uint8_t n) { return n <= 1; }),
                  "a chord is notes that sound or do not");
    }
  } catch (const corrupt_error&) {
  }
}

}  // namespace ansatz::fuzz

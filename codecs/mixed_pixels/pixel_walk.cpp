#include <algorithm>
#include <ansatz/mixing/detail/context_place.hpp>
#include <bit>
#include <cstdlib>
#include <initializer_list>
#include <mixed_pixels/private/pixel_walk.hpp>

namespace ansatz::detail {
namespace {

constexpr std::int32_t most_input = 12 * one_logit;
constexpr std::size_t kinds = 9;  // of a decision: not 0; bit 0 to 7
constexpr std::array<std::size_t, 5> sets{256, kinds * 24, kinds * 16, kinds * 64, kinds * 8};

/// Several small numbers as one.
std::uint64_t packed(std::initializer_list<int> numbers) {
  std::uint64_t out = 0;
  for (const int n : numbers)
    out = (out ^ static_cast<std::uint64_t>(n + 1024)) * 0x9e3779b97f4a7c15 ^ out >> 31;
  return out;
}

int clamped(int x) { return std::clamp(x, 0, 255); }

/// Of mixing: the better what is known already, the slower.
std::uint32_t rate_of(const row_network* network) {
  return network == nullptr ? 450 : network->window().grey() ? 60 : 15;
}

std::size_t kind_of(std::size_t node) {
  return node == 0 ? 0 : static_cast<std::size_t>(std::bit_width(node));
}

/// A logit among 24: finer where it is near 0.
std::size_t step_of(std::int32_t logit) {
  const std::int32_t far = std::abs(logit) / (one_logit / 4);
  const auto size = static_cast<std::size_t>(far < 4 ? far : std::min(11, 4 + (far - 4) / 4));
  return logit < 0 ? 11 - size : 12 + size;
}

}  // namespace

pixel_walk::pixel_walk(const row_network* network, std::uint64_t pixels)
    : network_{network},
      grey_{network == nullptr || network->window().grey()},
      table_bits_{static_cast<unsigned>(std::clamp(static_cast<int>(std::bit_width(pixels)) + 1, 8, 20))},
      seen_(counters << table_bits_),
      mixer_{inputs, sets, {.first = 0, .rate = rate_of(network)}},
      first_map_{kinds * 24, 20, 1023},
      second_map_{std::size_t{1} << (table_bits_ - 4), 20, 255} {
  std::array<std::int32_t, inputs> w{};
  w[counters] = network == nullptr ? 0 : one_logit * 9 / 10;
  for (std::size_t i = 0; i < counters; ++i) w[i] = network == nullptr ? one_logit / 5 : 0;
  mixer_.begin(w);
}

void pixel_walk::begin(image_shape shape) {
  walk_.emplace(network_ != nullptr ? network_->window() : pixel_window{}, shape.width);
  if (network_ != nullptr) view_ = network_->begin();
  levels_below_.fill(0);
  ++image_;
}

void pixel_walk::find_contexts() {
  const auto at = [&](int down, int right) { return walk_->relative(down, right); };
  const int w = at(0, -1), n = at(-1, 0), nw = at(-1, -1), ne = at(-1, 1), ww = at(0, -2), nn = at(-2, 0),
            nne = at(-2, 1), nee = at(-1, 2), nnw = at(-2, -1), nww = at(-1, -2);
  const int image = static_cast<int>(image_), x = static_cast<int>(std::min<std::size_t>(walk_->x(), 1023)),
            y = static_cast<int>(std::min<std::size_t>(walk_->y(), 1023));
  const int gradient = clamped(w + n - nw),
            texture = std::min(std::abs(w - nw) + std::abs(n - nw) + std::abs(n - ne), 255) / 8;
  const auto q = [](int v) { return (v + 63) / 64; };
  const auto high = [](int v) { return v == 0 ? 0 : v < 128 ? 1 : 2; };
  contexts_ = {
      packed({0}),
      packed({1, w, n}),
      packed({2, w, ne}),
      packed({3, n, nw, ne}),
      packed({4, w, n, nw, ne}),
      packed({5, w, ww, n / 16}),
      packed({6, n, nn, w / 16}),
      packed({7, gradient, texture}),
      packed({8, image}),
      packed({9, image, w}),
      packed({10, image, n}),
      packed({11, image, gradient / 8, texture / 4}),
      packed({12, x, y, high(w), high(n)}),
      packed({13, q(w), q(n), q(nw), q(ne), q(ww), q(nn), q(nne), q(nee), q(nnw), q(nww)}),
      packed({14, w, n, nw, ne, ww, nn, nee}),
      packed({15, high(w), high(n), high(nw), high(ne), high(ww), high(nn), high(nne), high(nee), high(nnw),
              high(nww), high(at(-2, 2)), high(at(-2, -2)), high(at(-3, 0)), high(at(0, -3)), high(at(-1, 3)),
              high(at(-3, 1)), high(at(-3, -1))}),
  };
  activity_ =
      static_cast<std::size_t>(std::min(7, static_cast<int>(std::bit_width(static_cast<unsigned>(texture)))));
  surround_ = static_cast<std::size_t>(((high(w) * 3 + high(n)) * 3 + high(ne)) * 2 + (nw != 0 ? 1 : 0));
}

bool pixel_walk::decide(std::size_t node, std::int32_t learned, const decider& how, bool truth) {
  const std::size_t kind = kind_of(node);
  const auto x = mixer_.inputs();
  std::array<adaptive_probability*, counters> now{};
  for (std::size_t i = 0; i < counters; ++i) {
    now[i] = &seen_[(i << table_bits_) + context_place(contexts_[i] ^ node << 48, table_bits_)];
    x[i] = std::clamp(now[i]->logit(), -most_input, most_input);
  }
  x[counters] = std::clamp(learned, -most_input, most_input);
  x[counters + 1] = one_logit * 3 / 10;
  // What the network's logit is worth where so many levels of this image lie on either side.
  std::size_t sides = 0;
  if (node > 0) {
    const std::size_t width = std::size_t{256} >> kind, first = (node << (9 - kind)) - 256,
                      middle = first + width;
    const auto side = [&](std::size_t from, std::size_t to) {
      return std::min(levels_below_[to] - levels_below_[from], 3u);
    };
    sides = side(first, middle) * 4 + side(middle, std::min<std::size_t>(middle + width, 256));
  }
  x[counters + 2] = first_map_.refine(learned, kind * 24 + std::min<std::size_t>(sides, 23)) / 2;
  const std::array<std::size_t, selectors> chosen{node, kind * 24 + step_of(learned), kind * 16 + sides,
                                                  kind * 64 + surround_, kind * 8 + activity_};
  const std::int32_t logit = mixer_.mix(chosen);
  const std::int32_t refined =
      second_map_.refine(logit, context_place(contexts_[1] ^ node << 48, table_bits_ - 4));
  const bool yes = how((3 * logit + refined) / 4, truth);
  mixer_.learn(miss_of(yes, squash(logit)));
  first_map_.learn(yes);
  second_map_.learn(yes);
  for (adaptive_probability* p : now) p->learn(yes, 1000);
  return yes;
}

std::uint8_t pixel_walk::ask_level(const decider& how, std::uint8_t truth) {
  std::size_t node = 1, first = 0;
  for (std::size_t width = 128; width > 0; width /= 2) {
    const std::size_t middle = first + width;
    bool yes = middle == 1;  // it is not 0
    if (!yes) {
      std::int32_t learned = 0;
      if (network_ != nullptr)
        learned = static_cast<std::int32_t>((natural_logarithm(below_[middle + width] - below_[middle]) -
                                             natural_logarithm(below_[middle] - below_[first])) /
                                            256);
      yes = decide(node, learned, how, truth >= middle);
    }
    if (yes) first = middle;
    node = 2 * node + (yes ? 1 : 0);
  }
  return static_cast<std::uint8_t>(first);
}

std::uint8_t pixel_walk::ask(const decider& how, std::uint8_t truth) {
  find_contexts();
  const std::int32_t learned = network_ != nullptr ? network_->look(view_, *walk_) : 0;
  std::uint8_t level = decide(0, learned, how, truth != 0) ? 1 : 0;
  if (level != 0 && grey_) {
    if (network_ != nullptr) network_->distribute(view_, *walk_, below_);
    level = ask_level(how, truth);
    if (walk_->times(level) == 0)
      for (std::size_t v = level + 1u; v <= 256; ++v) ++levels_below_[v];
  }
  walk_->learn(level, [&](std::size_t row) {
    if (network_ != nullptr) network_->see(view_, row);
  });
  return level;
}

}  // namespace ansatz::detail

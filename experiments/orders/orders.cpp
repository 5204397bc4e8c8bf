#include "orders.hpp"

#include <algorithm>
#include <ansatz/parallel.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <functional>
#include <hierarchy/hierarchy_coder.hpp>
#include <hierarchy/plain_images.hpp>
#include <hilloc/hilloc.hpp>

namespace ansatz::experiment {
namespace {

/// Where the running rate is kept: 1, 2, 3, 5, 10, 20, ... images, and all.
bool is_kept(std::uint64_t n, std::uint64_t all) {
  std::uint64_t unit = 1;
  while (n >= 10 * unit) unit *= 10;
  return n == all || (n % unit == 0 && (n / unit == 1 || n / unit == 2 || n / unit == 3 || n / unit == 5));
}

hierarchy sized(const hierarchy& m, const image&) { return m; }
colour_hierarchy sized(const colour_hierarchy& m, const image& x) {
  return m.of_size(x.shape.height, x.shape.width);
}

template <class Hierarchy, class CodecOf>
order_rates pushed(const char* order, const Hierarchy& model, const CodecOf& codec, const image_set& images,
                   bool warm) {
  order_rates r{order};
  metered s{rans_stack{}};
  bool started = !warm;
  double numbers = 0;
  for (std::uint64_t n = 1; n <= images.size(); ++n) {
    const image& x = images[n - 1];
    const auto m = sized(model, x);
    numbers += static_cast<double>(m.pixels());
    started = started || s.net() >= warm_start_bits(m);
    started ? codec(m).push(s, x.pixels) : plain_images(m).push(s, x.pixels);
    if (is_kept(n, images.size()))
      r.gross.emplace_back(n, 8 * static_cast<double>(to_bytes(s.inner()).size()) / numbers);
  }
  r.net = s.net().to_double() / numbers;
  if (warm) {
    r.initial = s.initial_bits().to_double();
    return r;
  }
  // Of an image alone: the mean over some, each on random bits of its own.
  const std::size_t some = std::min<std::size_t>(images.size(), 100);
  for (std::size_t i = 0; i < some; ++i) {
    metered one{rans_stack{supply::seeded(1000 + i)}};
    codec(sized(model, images[i])).push(one, images[i].pixels);
    r.initial += one.initial_bits().to_double() / static_cast<double>(some);
  }
  return r;
}

}  // namespace

template <class Hierarchy>
std::vector<order_rates> measure_orders(const Hierarchy& m, const image_set& images, unsigned threads) {
  const auto from_the_top = [](const auto& of_size) { return hilloc_images(of_size); };
  const auto one_in_another = [](const auto& of_size) { return nested_images(of_size); };
  const auto swapped = [](const auto& of_size) { return bit_swap_images(of_size); };
  using job = std::function<order_rates()>;
  const std::vector<job> jobs =
      m.top_down()
          ? std::vector<job>{[&] { return pushed("top down", m, from_the_top, images, false); },
                             [&] { return pushed("with warm start", m, from_the_top, images, true); }}
          : std::vector<job>{[&] { return pushed("nested", m, one_in_another, images, false); },
                             [&] { return pushed("Bit-Swap", m, swapped, images, false); },
                             [&] { return pushed("with warm start", m, swapped, images, true); }};
  std::vector<order_rates> out(jobs.size());
  in_parallel(jobs.size(), threads, [&](std::uint64_t i) { out[i] = jobs[i](); });
  return out;
}

template std::vector<order_rates> measure_orders(const hierarchy&, const image_set&, unsigned);
template std::vector<order_rates> measure_orders(const colour_hierarchy&, const image_set&, unsigned);

}  // namespace ansatz::experiment

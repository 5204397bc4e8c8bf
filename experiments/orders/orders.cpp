#include "orders.hpp"

#include <algorithm>
#include <ansatz/archive/model_folder.hpp>
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

template <class Codec>
order_rates pushed(const char* order, const hierarchy& m, const Codec& codec, const image_set& images,
                   bool warm) {
  order_rates r{order};
  const double pixels = static_cast<double>(m.pixels());
  const auto plain = plain_images(m);
  const bits enough = warm ? warm_start_bits(m) : bits{};
  metered s{rans_stack{}};
  bool started = !warm;
  for (std::uint64_t n = 1; n <= images.size(); ++n) {
    started = started || s.net() >= enough;
    started ? codec.push(s, images[n - 1].pixels) : plain.push(s, images[n - 1].pixels);
    if (is_kept(n, images.size()))
      r.gross.emplace_back(
          n, 8 * static_cast<double>(to_bytes(s.inner()).size()) / (static_cast<double>(n) * pixels));
  }
  r.net = s.net().to_double() / (static_cast<double>(images.size()) * pixels);
  if (warm) {
    r.initial = s.initial_bits().to_double();
    return r;
  }
  // Of an image alone: the mean over some, each on random bits of its own.
  const std::size_t some = std::min<std::size_t>(images.size(), 100);
  for (std::size_t i = 0; i < some; ++i) {
    metered one{rans_stack{supply::seeded(1000 + i)}};
    codec.push(one, images[i].pixels);
    r.initial += one.initial_bits().to_double() / static_cast<double>(some);
  }
  return r;
}

}  // namespace

orders_of_model measure_orders(const std::string& name, const hierarchy& m, const named_images& set,
                               unsigned threads) {
  orders_of_model out{promised_fingerprint(name + ".safetensors") ? name.substr(0, name.size() - 17) : name,
                      set.name,
                      m.levels(),
                      m.pixels(),
                      m.binary(),
                      m.top_down(),
                      {}};
  using job = std::function<order_rates()>;
  const std::vector<job> jobs =
      m.top_down()
          ? std::vector<job>{[&] { return pushed("top down", m, hilloc_images(m), set.images, false); },
                             [&] { return pushed("with warm start", m, hilloc_images(m), set.images, true); }}
          : std::vector<job>{
                [&] { return pushed("nested", m, nested_images(m), set.images, false); },
                [&] { return pushed("Bit-Swap", m, bit_swap_images(m), set.images, false); },
                [&] { return pushed("with warm start", m, bit_swap_images(m), set.images, true); }};
  out.orders.resize(jobs.size());
  in_parallel(jobs.size(), threads, [&](std::uint64_t i) { out.orders[i] = jobs[i](); });
  return out;
}

}  // namespace ansatz::experiment

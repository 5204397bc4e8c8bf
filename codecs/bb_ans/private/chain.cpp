#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/error.hpp>
#include <bb_ans/private/chain.hpp>
#include <type_traits>

namespace ansatz {
namespace {

/// The latents of an image that is coded plainly.
std::vector<std::uint32_t> medians(const vae& net, const bucket_set& buckets) {
  return std::vector<std::uint32_t>(net.latents(), buckets.count() / 2);
}

}  // namespace

template <class Use>
void bb_ans_chain::with_codec(std::uint64_t images, Use use) const {
  if (net_.observation() == likelihood::bernoulli)
    use(bb_ans_bernoulli(net_, buckets_, images, settings_.precision, settings_.refinement));
  else
    use(bb_ans_beta_binomial(net_, buckets_, images, settings_.precision, settings_.refinement));
}

template <class Use>
void bb_ans_chain::with_lanes(Use use) const {
  switch (settings_.lanes) {
    case 8:
      return use(std::integral_constant<std::size_t, 8>{});
    case 16:
      return use(std::integral_constant<std::size_t, 16>{});
    case 32:
      return use(std::integral_constant<std::size_t, 32>{});
    case 64:
      return use(std::integral_constant<std::size_t, 64>{});
    default:
      return use(std::integral_constant<std::size_t, 1>{});
  }
}

bits bb_ans_chain::latents_of(std::uint64_t images) const {
  return bits::whole(static_cast<std::int64_t>(images * net_.latents() * settings_.precision.latent));
}

template <class S>
void bb_ans_chain::push_blocks(S& s, std::span<const image> images, const items_told& told) const {
  for (std::uint64_t left = images.size(); left > 0;) {
    const std::uint64_t first = (left - 1) / settings_.block * settings_.block, n = left - first;
    with_codec(n, [&](const auto& codec) { codec.push(s, numbers_of(images.subspan(first, n))); });
    left = first;
    told(n);
  }
}

/// Blocks of a span that begins with image `first` of the chain.
template <class S>
void bb_ans_chain::pop_blocks(S& s, std::span<image> images, std::uint64_t first, std::uint64_t block,
                              const items_told& told) const {
  while (!images.empty()) {
    const std::uint64_t n = std::min<std::uint64_t>(block, images.size());
    next_items(s, first, n);
    with_codec(n, [&](const auto& codec) { assign_numbers(images.first(n), codec.pop(s)); });
    images = images.subspan(n);
    first += n;
    told(n);
  }
}

bool bb_ans_chain::is_single(std::uint64_t left) const {
  return settings_.lanes == 1 && left > 0 && left % settings_.block == 1 % settings_.block;
}

std::vector<std::uint64_t> bb_ans_chain::push(metered<rans_stack>& s, std::span<const image> images,
                                              const items_told& told) const {
  std::uint64_t left = images.size(), plain = 0, single = 0;
  with_codec(1, [&](const auto& codec) {
    const auto simple = codec.likelihood(medians(net_, buckets_));
    for (; left > 0 && s.net() < latents_of(1); --left, ++plain) {
      simple.push(s, images[left - 1].pixels);
      told(1);
    }
    const bits enough =
        std::max(latents_of(settings_.block), bits::whole(static_cast<std::int64_t>(96 * settings_.lanes)));
    for (; left > 0 && (s.net() < enough || is_single(left)); --left, ++single) {
      codec.push(s, images[left - 1].pixels);
      told(1);
    }
  });
  if (left == 0) return {plain, single};
  with_lanes([&](auto lanes) {
    if constexpr (lanes == 1) {
      push_blocks(s, images.first(left), told);
    } else {
      s.enter("heads");
      auto wide = spread<lanes>(std::move(s));
      wide.leave();
      push_blocks(wide, images.first(left), told);
      wide.enter("heads");
      s = gather(std::move(wide));
      s.leave();
    }
  });
  return {plain, single};
}

template <class S>
void bb_ans_chain::pop(S& s, std::span<image> images, std::uint64_t plain, std::uint64_t single,
                       const items_told& told) const {
  const std::uint64_t left = images.size() - plain - single;
  if (is_single(left)) throw corrupt_error("an image is said to be in a block of its own");
  if (left > 0) {
    with_lanes([&](auto lanes) {
      if constexpr (lanes == 1) {
        pop_blocks(s, images.first(left), 0, settings_.block, told);
      } else {
        constexpr bool labels = requires { s.enter("heads"), s.leave(); };
        next_items(s, 0, left);
        if constexpr (labels) s.enter("heads");
        auto wide = spread<lanes>(std::move(s));
        if constexpr (labels) wide.leave();
        pop_blocks(wide, images.first(left), 0, settings_.block, told);
        next_items(wide, 0, left);
        if constexpr (labels) wide.enter("heads");
        s = gather(std::move(wide));
        if constexpr (labels) s.leave();
      }
    });
  }
  pop_blocks(s, images.subspan(left, single), left, 1, told);
  with_codec(1, [&](const auto& codec) {
    const auto simple = codec.likelihood(medians(net_, buckets_));
    for (std::size_t i = images.size() - plain; i < images.size(); ++i) {
      next_items(s, i);
      images[i].pixels = simple.pop(s);
      told(1);
    }
  });
}
template void bb_ans_chain::pop(rans_stack&, std::span<image>, std::uint64_t, std::uint64_t,
                                const items_told&) const;
template void bb_ans_chain::pop(itemised<rans_stack>&, std::span<image>, std::uint64_t, std::uint64_t,
                                const items_told&) const;

image_set bb_ans_chain::sample(std::uint64_t items, std::uint64_t seed) const {
  // A sample is a pop without the last line of bits back: what the posterior would return stays unused.
  if (items > std::uint64_t{1} << 32) throw domain_error("bb_ans: at most 2^32 images are drawn at once");
  rans_stack s{supply::seeded(seed)};
  image_set out(items);
  with_codec(1, [&](const auto& codec) {
    for (image& x : out) {
      x.pixels = codec.likelihood(codec.prior.pop(s)).pop(s);
      x.shape = shape_of_pixels(net_.pixels());
    }
  });
  return out;
}

}  // namespace ansatz

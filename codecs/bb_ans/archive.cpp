#include <algorithm>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <array>
#include <bb_ans/archive.hpp>
#include <image_archive/image_archive.hpp>
#include <type_traits>

namespace ansatz {
namespace {

constexpr const char* codec_name = "bb_ans";
constexpr std::uint64_t largest_block = 4096;

/// use(a constant) of the lanes that stacks may have; throws `domain_error` for another number.
template <class Use>
void with_lanes(std::uint64_t lanes, Use use) {
  switch (lanes) {
    case 1:
      return use(std::integral_constant<std::size_t, 1>{});
    case 8:
      return use(std::integral_constant<std::size_t, 8>{});
    case 16:
      return use(std::integral_constant<std::size_t, 16>{});
    case 32:
      return use(std::integral_constant<std::size_t, 32>{});
    case 64:
      return use(std::integral_constant<std::size_t, 64>{});
    default:
      throw domain_error("a stack has 1, 8, 16, 32 or 64 lanes");
  }
}

/// The codec of a block of so many images, given to a callable.
template <class Use>
void with_codec(const vae& net, const bucket_set& buckets, std::uint64_t images, bb_ans_precision precision,
                Use use) {
  if (net.observation() == likelihood::bernoulli)
    use(bb_ans_bernoulli(net, buckets, images, precision));
  else
    use(bb_ans_beta_binomial(net, buckets, images, precision));
}

/// Pushes blocks last ... first of a chain, the last one first, so that a decoder gives the images in their
/// order, until `enough(stack)`. Returns how many blocks are left.
template <class S, class Enough, class Done>
std::uint64_t push_blocks(S& s, const vae& net, const bucket_set& buckets,
                          std::span<const std::uint8_t> images, const bb_ans_options& o, std::uint64_t blocks,
                          Enough enough, const Done& done) {
  const std::uint64_t count = images.size() / net.pixels();
  while (blocks > 0 && !enough(s)) {
    const std::uint64_t first = --blocks * o.block, n = std::min(o.block, count - first);
    const auto block = images.subspan(first * net.pixels(), n * net.pixels());
    with_codec(net, buckets, n, o.precision,
               [&](const auto& codec) { codec.push(s, {block.begin(), block.end()}); });
    done(n);
  }
  return blocks;
}

/// Pushes a chain. It begins on one head, and is spread over the others once their bits are there, so that
/// they cost no initial bits. Returns the images that were coded before that.
template <std::size_t Lanes, class Done>
std::uint64_t push_chain(metered<rans_stack>& s, const vae& net, const bucket_set& buckets,
                         std::span<const std::uint8_t> images, const bb_ans_options& o, const Done& done) {
  const std::uint64_t count = images.size() / net.pixels(), blocks = (count + o.block - 1) / o.block;
  if constexpr (Lanes == 1) {
    push_blocks(s, net, buckets, images, o, blocks, [](const auto&) { return false; }, done);
    return 0;
  } else {
    // A head takes 68 bits at most.
    const auto holds_them = [](const auto& stack) { return stack.inner().words().size() > 3 * Lanes; };
    const std::uint64_t left = push_blocks(s, net, buckets, images, o, blocks, holds_them, done);
    if (left == 0) return count;
    s.enter("heads");
    auto wide = spread<Lanes>(std::move(s));
    wide.leave();
    push_blocks(wide, net, buckets, images, o, left, [](const auto&) { return false; }, done);
    wide.enter("heads");
    s = gather(std::move(wide));
    s.leave();
    return count - left * o.block;
  }
}

/// Pops images first, ..., end - 1 of a chain.
template <class S, class Done>
void pop_blocks(S& s, const vae& net, const bucket_set& buckets, std::uint64_t first, std::uint64_t end,
                const bb_ans_options& o, std::vector<std::uint8_t>& images, const Done& done) {
  for (; first < end; first += o.block) {
    const std::uint64_t n = std::min(o.block, end - first);
    with_codec(net, buckets, n, o.precision, [&](const auto& codec) {
      const auto block = codec.pop(s);
      images.insert(images.end(), block.begin(), block.end());
    });
    done(n);
  }
}

template <std::size_t Lanes, class Done>
std::vector<std::uint8_t> pop_chain(rans_stack& s, const vae& net, const bucket_set& buckets,
                                    const container::chain& chain, const bb_ans_options& o,
                                    const Done& done) {
  std::vector<std::uint8_t> images;
  std::uint64_t first = 0;
  if constexpr (Lanes > 1) {
    if (chain.start < chain.count) {
      auto wide = spread<Lanes>(std::move(s));
      first = chain.count - chain.start;
      pop_blocks(wide, net, buckets, 0, first, o, images, done);
      s = gather(std::move(wide));
    }
  }
  pop_blocks(s, net, buckets, first, chain.count, o, images, done);
  return images;
}

/// Whether both sides can code with them.
bool are_possible(bb_ans_precision p) {
  return p.latent >= 1 && p.latent <= 16 && p.posterior >= p.latent && p.posterior <= 31 && p.pixel >= 9 &&
         p.pixel <= 31;
}

/// What a file says of the coding, if it is one of ours for this model.
bb_ans_options options_of(const container& file, const vae& net) {
  expect_origin(file, codec_name, net.fingerprint(), net.pixels());
  const auto& p = file.parameters;
  const bool known = p.size() == 3 && p.contains("latent") && p.contains("posterior") && p.contains("pixel");
  bool in_blocks = file.block > 0;
  for (const container::chain& c : file.chains)
    in_blocks &=
        c.start == 0 || (file.lanes > 1 && (c.count - c.start) % std::max<std::uint64_t>(file.block, 1) == 0);
  const bool lanes = std::ranges::count(std::array<std::uint64_t, 5>{1, 8, 16, 32, 64}, file.lanes) == 1;
  if (!known || !in_blocks || !lanes || file.block > largest_block)
    throw corrupt_error("the file's parameters are none of this codec's");
  const auto bits_of = [&](const char* name) {
    return static_cast<unsigned>(std::min<std::uint64_t>(p.at(name), 99));
  };
  const bb_ans_precision precision{bits_of("latent"), bits_of("posterior"), bits_of("pixel")};
  if (!are_possible(precision)) throw corrupt_error("the file's precisions are out of range");
  return {.precision = precision,
          .block = file.block,
          .chains = file.chains.size(),
          .lanes = file.lanes,
          .seed = file.seed};
}

}  // namespace

container compress_images(const vae& net, const idx_array& images, const bb_ans_options& options,
                          image_account* account, const image_progress& progress) {
  if (!are_possible(options.precision))
    throw domain_error("latents take 1 to 16 bits, posteriors as many to 31, pixels 9 to 31");
  if (options.block < 1 || options.block > largest_block)
    throw domain_error("a block holds 1 to 4096 images");
  const bucket_set buckets = equal_mass_buckets(options.precision.latent);
  const container header{.codec = codec_name,
                         .parameters = {{"latent", options.precision.latent},
                                        {"posterior", options.precision.posterior},
                                        {"pixel", options.precision.pixel}},
                         .model = net.fingerprint(),
                         .block = options.block,
                         .lanes = options.lanes,
                         .seed = options.seed};
  const auto push = [&](metered<rans_stack>& s, std::span<const std::uint8_t> part, const auto& told) {
    std::uint64_t start = 0;
    with_lanes(options.lanes,
               [&](auto lanes) { start = push_chain<lanes>(s, net, buckets, part, options, told); });
    return start;
  };
  return compress_chains(header, images, net.pixels(), options.chains, options.threads, push, account,
                         progress);
}

idx_array decompress_images(const vae& net, const container& file, unsigned threads,
                            const image_progress& progress) {
  const bb_ans_options options = options_of(file, net);
  const bucket_set buckets = equal_mass_buckets(options.precision.latent);
  const auto pop = [&](rans_stack& s, const container::chain& chain, const auto& told) {
    std::vector<std::uint8_t> images;
    with_lanes(options.lanes,
               [&](auto lanes) { images = pop_chain<lanes>(s, net, buckets, chain, options, told); });
    return images;
  };
  return decompress_chains(file, threads, pop, progress);
}

idx_array sample_images(const vae& net, std::uint64_t count, std::uint64_t seed) {
  const bb_ans_options options;
  const bucket_set buckets = equal_mass_buckets(options.precision.latent);
  // A sample is a pop without the last line of bits back: what the posterior would return stays unused.
  rans_stack s{supply::seeded(seed)};
  idx_array images{{count, net.pixels()}, {}};
  for (std::uint64_t i = 0; i < count; ++i)
    with_codec(net, buckets, 1, options.precision, [&](const auto& codec) {
      const auto x = codec.likelihood(codec.prior.pop(s)).pop(s);
      images.data.insert(images.data.end(), x.begin(), x.end());
    });
  return images;
}

}  // namespace ansatz

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <atomic>
#include <bb_ans/archive.hpp>
#include <exception>
#include <mutex>
#include <thread>

namespace ansatz {
namespace {

constexpr const char* codec_name = "bb_ans";
constexpr std::uint64_t largest_block = 4096;

/// job(0), ..., job(count - 1) on some threads; the first exception ends it and is thrown again.
template <class Job>
void in_parallel(std::uint64_t count, unsigned threads, Job job) {
  std::atomic<std::uint64_t> next{0};
  std::exception_ptr failure;
  std::mutex guard;
  const auto work = [&] {
    for (std::uint64_t i = next++; i < count; i = next++) {
      try {
        job(i);
      } catch (...) {
        const std::scoped_lock lock{guard};
        if (!failure) failure = std::current_exception();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < std::min<std::uint64_t>(threads, count); ++t) others.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

/// The codec of a block of so many images, given to a callable.
template <class Use>
void with_codec(const vae& net, const gaussian_buckets& buckets, std::uint64_t images,
                bb_ans_precision precision, Use use) {
  if (net.observation() == likelihood::bernoulli)
    use(bb_ans_bernoulli(net, buckets, images, precision));
  else
    use(bb_ans_beta_binomial(net, buckets, images, precision));
}

std::uint64_t size_of(const std::vector<std::uint64_t>& shape) {
  std::uint64_t n = 1;
  for (const std::uint64_t d : shape) n *= d;
  return n;
}

/// Pushes a chain's images, the last block first, so that a decoder gives them in their order.
template <class S, class Done>
void push_chain(S& s, const vae& net, const gaussian_buckets& buckets, std::span<const std::uint8_t> images,
                const bb_ans_options& o, Done done) {
  const std::uint64_t count = images.size() / net.pixels();
  for (std::uint64_t i = (count + o.block - 1) / o.block; i-- > 0;) {
    const std::uint64_t first = i * o.block, n = std::min(o.block, count - first);
    const auto block = images.subspan(first * net.pixels(), n * net.pixels());
    with_codec(net, buckets, n, o.precision,
               [&](const auto& codec) { codec.push(s, {block.begin(), block.end()}); });
    done(n);
  }
}

template <class S, class Done>
std::vector<std::uint8_t> pop_chain(S& s, const vae& net, const gaussian_buckets& buckets,
                                    std::uint64_t count, const bb_ans_options& o, Done done) {
  std::vector<std::uint8_t> images;
  for (std::uint64_t first = 0; first < count; first += o.block) {
    const std::uint64_t n = std::min(o.block, count - first);
    with_codec(net, buckets, n, o.precision, [&](const auto& codec) {
      const auto block = codec.pop(s);
      images.insert(images.end(), block.begin(), block.end());
    });
    done(n);
  }
  return images;
}

void add(bb_ans_account& sum, const metered<rans_stack>& s) {
  sum.net += s.net();
  sum.initial += s.initial_bits();
  for (const ledger_entry& e : s.ledger()) {
    if (e.pushes + e.pops == 0) continue;
    const auto at = std::ranges::find(sum.ledger, e.label,
                                      [](const auto& entry) { return std::string_view{entry.first}; });
    if (at == sum.ledger.end())
      sum.ledger.emplace_back(e.label, e.net());
    else
      at->second += e.net();
  }
}

/// What a file says of the coding, if it is one of ours for this model.
bb_ans_options options_of(const container& file, const vae& net) {
  if (file.codec != codec_name)
    throw corrupt_error("the file was made by another codec: " + file.codec.substr(0, 40));
  if (file.model != net.fingerprint())
    throw corrupt_error("the file was made with another model: " + hash_hex(file.model) + ", not " +
                        hash_hex(net.fingerprint()));
  const auto& p = file.parameters;
  const bool known = p.size() == 3 && p.contains("latent") && p.contains("posterior") && p.contains("pixel");
  if (!known || file.lanes != 1 || file.block > largest_block || size_of(file.shape) != net.pixels())
    throw corrupt_error("the file's parameters are none of this codec's");
  const std::uint64_t latent = p.at("latent"), posterior = p.at("posterior"), pixel = p.at("pixel");
  if (latent < 1 || latent > 16 || posterior < latent || posterior > 31 || pixel < 9 || pixel > 31)
    throw corrupt_error("the file's precisions are out of range");
  return {.precision = {static_cast<unsigned>(latent), static_cast<unsigned>(posterior),
                        static_cast<unsigned>(pixel)},
          .block = file.block,
          .chains = file.chains.size(),
          .seed = file.seed};
}

std::span<const std::byte> bytes_of(const idx_array& images) { return std::as_bytes(std::span{images.data}); }

}  // namespace

container compress_images(const vae& net, const idx_array& images, const bb_ans_options& options,
                          bb_ans_account* account, const bb_ans_progress& progress) {
  if (images.item_size() != net.pixels())
    throw domain_error("the model is for images of " + std::to_string(net.pixels()) + " pixels, these have " +
                       std::to_string(images.item_size()));
  if (options.block < 1 || options.block > largest_block)
    throw domain_error("a block holds 1 to 4096 images");
  if (options.chains < 1 || options.chains > std::max<std::uint64_t>(images.count(), 1))
    throw domain_error("at least one chain, and not more chains than images");
  const gaussian_buckets buckets{options.precision.latent};
  container file{.codec = codec_name,
                 .parameters = {{"latent", options.precision.latent},
                                {"posterior", options.precision.posterior},
                                {"pixel", options.precision.pixel}},
                 .model = net.fingerprint(),
                 .shape = {images.shape.begin() + 1, images.shape.end()},
                 .block = options.block,
                 .lanes = 1,
                 .seed = options.seed,
                 .chains = std::vector<container::chain>(options.chains),
                 .original = hash64(bytes_of(images))};
  std::mutex guard;
  in_parallel(options.chains, options.threads, [&](std::uint64_t c) {
    const std::uint64_t first = images.count() * c / options.chains;
    const std::uint64_t count = images.count() * (c + 1) / options.chains - first;
    metered s{rans_stack{supply::seeded(options.seed + c)}};
    push_chain(s, net, buckets, std::span{images.data}.subspan(first * net.pixels(), count * net.pixels()),
               options, [&](std::uint64_t n) {
                 const std::scoped_lock lock{guard};
                 if (progress) progress(n);
               });
    file.chains[c] = {count, s.inner().taken(), to_bytes(s.inner())};
    const std::scoped_lock lock{guard};
    if (account != nullptr) add(*account, s);
  });
  return file;
}

idx_array decompress_images(const vae& net, const container& file, unsigned threads,
                            const bb_ans_progress& progress) {
  const bb_ans_options options = options_of(file, net);
  const gaussian_buckets buckets{options.precision.latent};
  std::vector<std::vector<std::uint8_t>> parts(file.chains.size());
  std::mutex guard;
  in_parallel(file.chains.size(), threads, [&](std::uint64_t c) {
    const container::chain& chain = file.chains[c];
    try {
      rans_stack s = from_bytes(chain.stack, supply::seeded(options.seed + c), chain.taken);
      parts[c] = pop_chain(s, net, buckets, chain.count, options, [&](std::uint64_t n) {
        const std::scoped_lock lock{guard};
        if (progress) progress(n);
      });
      if (!s.at_supply())
        throw corrupt_error("the stream does not end where it began: it was damaged, or made otherwise");
    } catch (const corrupt_error&) {
      throw;
    } catch (const error& e) {
      throw corrupt_error(std::string{"the stream is damaged: "} + e.what());
    }
  });
  idx_array images{{file.count()}, {}};
  images.shape.insert(images.shape.end(), file.shape.begin(), file.shape.end());
  for (const auto& part : parts) images.data.insert(images.data.end(), part.begin(), part.end());
  if (hash64(bytes_of(images)) != file.original)
    throw corrupt_error("the decoded images are not those that were coded");
  return images;
}

idx_array sample_images(const vae& net, std::uint64_t count, std::uint64_t seed) {
  const bb_ans_options options;
  const gaussian_buckets buckets{options.precision.latent};
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

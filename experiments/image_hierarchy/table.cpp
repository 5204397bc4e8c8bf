#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/container.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/parallel.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <functional>
#include <hierarchy/hierarchy_archive.hpp>
#include <hierarchy/plain_images.hpp>
#include <hilloc/hilloc.hpp>
#include <image_archive/image_archive.hpp>
#include <image_hierarchy/table.hpp>
#include <mutex>
#include <span>

namespace ansatz::experiment {
namespace {

using image = std::vector<std::uint8_t>;

constexpr std::uint64_t chains = 4;  // of the file, whatever the threads

/// Where the running rate is kept: 1, 2, 3, 5, 10, 20, ... images, and all.
bool is_kept(std::uint64_t n, std::uint64_t all) {
  std::uint64_t unit = 1;
  while (n >= 10 * unit) unit *= 10;
  return n == all || (n % unit == 0 && (n / unit == 1 || n / unit == 2 || n / unit == 3 || n / unit == 5));
}

/// Pushes all images, the first ones without latents where asked.
template <class Codec, class Done>
order_rates pushed(const char* order, const hierarchy& m, const Codec& codec,
                   const std::vector<image>& images, bool with_start, const Done& done) {
  order_rates r{order, 0, 0, {}};
  const double pixels = static_cast<double>(m.pixels());
  const auto plain = plain_images(m);
  const bits enough = with_start ? warm_start_bits(m) : bits{};
  metered s{rans_stack{}};
  bool started = !with_start;
  for (std::uint64_t n = 1; n <= images.size(); ++n) {
    started = started || s.net() >= enough;
    started ? codec.push(s, images[n - 1]) : plain.push(s, images[n - 1]);
    if (is_kept(n, images.size()))
      r.gross.emplace_back(
          n, 8 * static_cast<double>(to_bytes(s.inner()).size()) / (static_cast<double>(n) * pixels));
    done();
  }
  r.net = value_of(s.net()) / (static_cast<double>(images.size()) * pixels);
  if (with_start) {
    r.initial = value_of(s.initial_bits());
    return r;
  }
  // Of an image alone: the mean over some, each on random bits of its own.
  const std::size_t some = std::min<std::size_t>(images.size(), 100);
  r.initial = 0;
  for (std::size_t i = 0; i < some; ++i) {
    metered one{rans_stack{supply::seeded(1000 + i)}};
    codec.push(one, images[i]);
    r.initial += value_of(one.initial_bits()) / static_cast<double>(some);
  }
  return r;
}

void to_file_and_back(hierarchy_rates& r, const hierarchy& m, const idx_array& set, unsigned threads) {
  const hierarchy_options o{.chains = std::min(chains, set.count()), .threads = threads};
  r.threads = threads;
  in_parallel(threads, threads, [](std::uint64_t) {});  // starts them
  const stopwatch encoding;
  const auto bytes = format_container(compress_images(m, set, o));
  r.encode_seconds = encoding.seconds();
  r.file_bytes = bytes.size();
  const stopwatch decoding;
  if (decompress_images(m, parse_container(bytes), threads) != set)
    throw error("the decoded images differ: this is a fault of the program");
  r.decode_seconds = decoding.seconds();
}

}  // namespace

double hierarchy_rates::rate(bits b) const { return value_of(b) / static_cast<double>(images * pixels); }

hierarchy_rates measure(const named_hierarchy& named, const std::string& shown, const std::string& data,
                        const idx_array& grey, const hierarchy_table_options& options) {
  const hierarchy& m = named.model;
  idx_array set = grey;
  const bool drawn = m.binary() && std::ranges::any_of(set.data, [](std::uint8_t v) { return v > 1; });
  if (drawn) set.data = binarize(set.data, 0);
  const auto images = images_of(set.data, m.pixels());
  hierarchy_rates r;
  r.data = data + (drawn ? ", binarised" : m.binary() ? ", binary" : ", 8 bits");
  r.name = named.name;
  r.shown = shown;
  r.fingerprint = hash_hex(m.fingerprint());
  r.images = set.count();
  r.pixels = m.pixels();
  r.model_bytes = named.bytes;
  r.levels = m.levels();
  r.binary = m.binary();
  r.top_down = m.top_down();
  r.alone_images = std::min(options.alone, r.images);
  to_file_and_back(r, m, set, options.threads);

  constexpr std::uint64_t part = 250;  // images a job
  std::mutex guard;
  progress bar{named.name, (m.top_down() ? 2 : 3) * r.images + r.images + r.alone_images};
  const auto done = [&](std::uint64_t n = 1) {
    const std::scoped_lock lock{guard};
    bar.add(n);
  };
  std::vector<std::function<void()>> jobs;
  r.orders.resize(m.top_down() ? 2 : 3);
  if (m.top_down()) {
    jobs.emplace_back([&] { r.orders[0] = pushed("top down", m, hilloc_images(m), images, false, done); });
    jobs.emplace_back([&] { r.orders[1] = pushed("with start", m, hilloc_images(m), images, true, done); });
  } else {
    jobs.emplace_back([&] { r.orders[0] = pushed("nested", m, nested_images(m), images, false, done); });
    jobs.emplace_back([&] { r.orders[1] = pushed("Bit-Swap", m, bit_swap_images(m), images, false, done); });
    jobs.emplace_back([&] { r.orders[2] = pushed("with start", m, bit_swap_images(m), images, true, done); });
  }
  const safetensors weights = safetensors::load(named.path);
  for (std::uint64_t first = 0; first < r.images; first += part)
    jobs.emplace_back([&, first] {
      const std::uint64_t count = std::min(part, r.images - first);
      const hierarchy_losses l =
          losses_of(weights, std::span{set.data}.subspan(first * r.pixels, count * r.pixels), 1 + first);
      {
        const std::scoped_lock lock{guard};
        r.losses.ideal += l.ideal;
        r.losses.bucketing += l.bucketing;
        r.losses.fixed_point += l.fixed_point;
      }
      done(count);
    });
  std::uint64_t alone_bytes = 0;
  for (std::uint64_t first = 0; first < r.alone_images; first += part)
    jobs.emplace_back([&, first] {
      std::uint64_t bytes = 0;
      const std::uint64_t end = std::min(first + part, r.alone_images);
      for (std::uint64_t i = first; i < end; ++i) {
        idx_array one{set.shape, images[i]};
        one.shape[0] = 1;
        const container file = compress_images(m, one, {});
        if (decompress_images(m, file) != one)
          throw error("the decoded image differs: this is a fault of the program");
        bytes += file.chains.front().stack.size();
      }
      {
        const std::scoped_lock lock{guard};
        alone_bytes += bytes;
      }
      done(end - first);
    });
  in_parallel(jobs.size(), options.threads, [&](std::uint64_t i) { jobs[i](); });
  r.alone = 8 * static_cast<double>(alone_bytes) / static_cast<double>(r.alone_images * r.pixels);
  return r;
}

}  // namespace ansatz::experiment

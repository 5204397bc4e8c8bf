#include "measured.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <atomic>
#include <cmath>
#include <common/progress.hpp>
#include <common/round_trip.hpp>

namespace ansatz::experiment {
namespace {

constexpr std::uint64_t running_images = 1000, part = 250;  // images a job

std::uint64_t payload_of(const container& file) {
  std::uint64_t bytes = 0;
  for (const chunk& one : file.chunks)
    for (const chunk::chain& c : one.chains) bytes += c.stack.size();
  return bytes;
}

data_set items_from(const data_set& data, std::uint64_t first, std::uint64_t count) {
  return copy_of(part_of(data, first, std::min(count, items_of(data) - first)));
}

/// 1, 2, 3, 5, 10, 20, ... images.
std::vector<std::uint64_t> running_counts(std::uint64_t all) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t unit = 1; unit <= running_images; unit *= 10)
    for (const std::uint64_t n : {unit, 2 * unit, 3 * unit, 5 * unit})
      if (n <= std::min(all, running_images)) out.push_back(n);
  return out;
}

void to_file_and_back(measured_coder& m, const coder& c, const data_set& data, const coding_options& o,
                      progress& bar) {
  const auto told = [&](std::uint64_t n) { bar.add(n); };
  in_parallel(o.threads, o.threads, [](std::uint64_t) {});  // starts them
  const stopwatch encoding;
  const auto bytes = format_container(c.compress(data, o, &m.account, told));
  m.encode_seconds = encoding.seconds();
  m.file_bytes = bytes.size();
  const stopwatch decoding;
  const container file = parse_container(bytes);
  if (!c.gives_back(c.decompress(file, o.threads, told), data, file.chunks.front().parameters))
    fault("the decoded data differ");
  m.decode_seconds = decoding.seconds();
}

void add(rate_losses& sum, const rate_losses& more) {
  sum.ideal += more.ideal;
  sum.steps.resize(more.steps.size());
  for (std::size_t i = 0; i < more.steps.size(); ++i) {
    sum.steps[i].first = more.steps[i].first;
    sum.steps[i].second += more.steps[i].second;
  }
}

std::optional<rate_losses> losses_of(const coder& c, const data_set& data, unsigned threads) {
  const std::uint64_t count = items_of(data), jobs = (count + part - 1) / part;
  std::vector<std::optional<rate_losses>> parts(jobs);
  in_parallel(jobs, threads,
              [&](std::uint64_t j) { parts[j] = c.losses(items_from(data, j * part, part), 1 + j * part); });
  std::optional<rate_losses> sum;
  for (const auto& p : parts) {
    if (!p) return std::nullopt;
    if (!sum) sum.emplace();
    add(*sum, *p);
  }
  return sum;
}

double alone_of(const coder& c, const data_set& data, std::uint64_t count, unsigned threads) {
  std::atomic<std::uint64_t> bytes = 0, dims = 0;
  in_parallel(count, threads, [&](std::uint64_t i) {
    const data_set one = items_from(data, i, 1);
    const container file = c.compress(one, {});
    if (!c.gives_back(c.decompress(file), one, file.chunks.front().parameters))
      fault("the decoded item differs");
    bytes += payload_of(file);
    dims += dims_of(one);
  });
  return 8 * static_cast<double>(bytes) / static_cast<double>(dims);
}

}  // namespace

const measured_coder& measured_set::best() const {
  return *std::ranges::min_element(coders, {}, &measured_coder::file_bytes);
}

measured_coder measure(const coder& c, const data_set& data, const measuring_options& options) {
  const std::uint64_t count = items_of(data);
  measured_coder m;
  m.codec = c.codec();
  m.name = m.shown = c.model().empty() ? c.codec() : c.model();
  m.model_bytes = c.model_bytes();
  progress bar{m.name, 2 * count};
  to_file_and_back(m, c, data, options.coding, bar);
  m.losses = losses_of(c, data, options.coding.threads);
  if (const std::uint64_t alone = std::min(options.alone, count); alone > 0)
    m.alone = alone_of(c, data, alone, options.coding.threads);
  for (const std::uint64_t n : running_counts(count)) {
    const data_set first = items_from(data, 0, n);
    m.running.emplace_back(n, 8 * static_cast<double>(payload_of(c.compress(first, {.chains = 1}))) /
                                  static_cast<double>(dims_of(first)));
  }
  return m;
}

std::vector<image_files> files_of_each(const std::vector<const coder*>& coders, const image_set& images,
                                       std::uint64_t count, const coding_options& o,
                                       const rival_wanted& wanted) {
  std::vector<image_files> out(std::min<std::uint64_t>(count, images.size()));
  progress bar{"each image", out.size()};
  in_parallel(out.size(), o.threads, [&](std::uint64_t i) {
    const data_set one = image_set{images[i]};
    out[i].shape = images[i].shape;
    for (const coder* c : coders) {
      const container file = c->compress(one, {});
      if (!c->gives_back(c->decompress(file), one, file.chunks.front().parameters))
        fault("the decoded image differs");
      out[i].bytes.emplace_back(c->model().empty() ? c->codec() : c->model(), format_container(file).size());
    }
    if (wanted)
      for (const rival& r : run_image_rivals(images[i], wanted)) out[i].bytes.emplace_back(r.name, r.bytes);
    bar.add(1);
  });
  return out;
}

std::uint64_t break_even(const measured_set& s, const measured_coder& c, const rival& r) {
  const double net = c.account.net.to_double(),
               each = (8 * static_cast<double>(r.bytes) - net) / static_cast<double>(s.count);
  if (each <= 0) return 0;
  const double once = 8 * static_cast<double>(c.model_bytes + c.file_bytes) - net;
  return static_cast<std::uint64_t>(std::ceil(once / each));
}

}  // namespace ansatz::experiment

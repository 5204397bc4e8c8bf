// How BB-ANS scales: with threads over independent chains, and with the number of images.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/digits.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace ansatz;

struct timing {
  double encode = 1e300, decode = 1e300;
  std::size_t bytes = 0;
};

/// The best of some runs, each decoded and compared.
timing timed(const coder& c, const image_set& images, std::uint64_t chains, unsigned threads, unsigned runs) {
  timing t;
  const coding_options options{.chains = chains, .threads = threads};
  for (unsigned run = 0; run < runs; ++run) {
    const experiment::stopwatch encoding;
    const container file = c.compress(images, options);
    t.encode = std::min(t.encode, encoding.seconds());
    const experiment::stopwatch decoding;
    const data_set back = c.decompress(file, threads);
    t.decode = std::min(t.decode, decoding.seconds());
    if (back != data_set{images}) throw error("the decoded images differ: this is a fault of the program");
    t.bytes = format_container(file).size();
  }
  return t;
}

image_set set_of(std::uint64_t count, bool binary) {
  image_set images = drawn_digit_images(count, 2);
  if (binary)
    for (image& x : images)
      for (std::uint8_t& v : x.pixels) v = v >= 128 ? 1 : 0;
  return images;
}

/// The shipped model that codes them best.
std::unique_ptr<coder> model_for(const image_set& images) {
  const std::vector<codec_entry> codecs{bb_ans_entry()};
  return std::move(best_first(all_coders(codecs, {}), images).at(0).coder);
}

struct arguments {
  experiment::outputs out;
  std::uint64_t most = 100000;
  unsigned runs = 3;
};

void run(const arguments& a) {
  a.out.check();
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  nlohmann::ordered_json all{{"experiment", "chains"}, {"cores", cores}};
  std::vector<std::vector<std::string>> rows{
      {"", "images", "chains", "threads", "bytes", "encode", "efficiency", "decode", "efficiency"}};
  for (const bool binary : {true, false}) {
    const image_set images = set_of(10000, binary);
    const auto model = model_for(images);
    const std::string name = binary ? "drawn digits, binary" : "drawn digits, grey";
    timing one;
    for (const unsigned threads : {1u, 2u, 4u, 8u, 16u}) {
      if (threads > cores) break;
      const timing t = timed(*model, images, 16, threads, a.runs);
      if (threads == 1) one = t;
      const double encode = one.encode / t.encode / threads, decode = one.decode / t.decode / threads;
      rows.push_back({name, "10000", "16", std::to_string(threads), std::to_string(t.bytes),
                      fmt::format("{:.3f} s", t.encode), fmt::format("{:.2f}", encode),
                      fmt::format("{:.3f} s", t.decode), fmt::format("{:.2f}", decode)});
      all["threads"].push_back({{"data", name},
                                {"threads", threads},
                                {"encode_seconds", t.encode},
                                {"decode_seconds", t.decode},
                                {"encode_efficiency", encode},
                                {"decode_efficiency", decode}});
    }
    rows.emplace_back();
  }
  fmt::print("{}\n", experiment::text_table(rows));
  rows = {{"", "images", "bytes", "encode", "us an image", "decode", "us an image", "held, MB",
           "beside the images"}};
  for (std::uint64_t count = 1000; count <= a.most; count *= 10) {
    const image_set images = set_of(count, true);
    const auto model = model_for(images);
    const timing t = timed(*model, images, 1, 1, count <= 10000 ? a.runs : 1);
    const double n = static_cast<double>(count),
                 held = static_cast<double>(experiment::peak_rss_bytes()) / 1e6;
    const double data = n * 784 / 1e6;
    rows.push_back({"drawn digits, binary", std::to_string(count), std::to_string(t.bytes),
                    fmt::format("{:.3f} s", t.encode), fmt::format("{:.2f}", t.encode / n * 1e6),
                    fmt::format("{:.3f} s", t.decode), fmt::format("{:.2f}", t.decode / n * 1e6),
                    fmt::format("{:.0f}", held), fmt::format("{:.1f} times", held / data)});
    all["sizes"].push_back({{"images", count},
                            {"encode_seconds", t.encode},
                            {"decode_seconds", t.decode},
                            {"peak_rss_mb", held}});
  }
  fmt::print("{}", experiment::text_table(rows));
  if (!a.out.json.empty()) experiment::write_text(a.out.json, all.dump(2) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Times BB-ANS on drawn digits by the number of threads and of images."};
  arguments a;
  app.add_option("--most", a.most, "images of the largest set")
      ->check(CLI::IsMember({1000, 10000, 100000, 1000000}))
      ->capture_default_str();
  app.add_option("--runs", a.runs, "of which the best counts")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}

// How BB-ANS scales: with threads over independent chains, and with the number of images.
#include <algorithm>
#include <ansatz/archive/registry.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/parallel.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <common/command_line.hpp>
#include <common/memory.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct timing {
  double encode = 1e300, decode = 1e300;
  std::size_t bytes = 0;
};

/// The best of some runs, each decoded and compared.
timing timed(const coder& c, const image_set& images, std::uint64_t chains, unsigned threads, unsigned runs) {
  timing t;
  const coding_options options{.chains = chains, .threads = threads};
  for (unsigned run = 0; run < runs; ++run) {
    const stopwatch encoding;
    const container file = c.compress(images, options);
    t.encode = std::min(t.encode, encoding.seconds());
    const stopwatch decoding;
    const data_set back = c.decompress(file, threads);
    t.decode = std::min(t.decode, decoding.seconds());
    if (back != data_set{images}) fault("the decoded images differ");
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
  std::uint64_t most = 100000, runs = 3;
};

table by_threads(unsigned runs) {
  table t{"threads",
          {{"data", ""},
           {"images", ""},
           {"chains", ""},
           {"threads", ""},
           {"size", "bytes"},
           {"encode", "s", 3},
           {"encode_efficiency", "", 2, "efficiency"},
           {"decode", "s", 3},
           {"decode_efficiency", "", 2, "efficiency"}}};
  for (const bool binary : {true, false}) {
    if (!binary) t.rule();
    const image_set images = set_of(10000, binary);
    const auto model = model_for(images);
    timing one;
    for (unsigned threads = 1; threads <= std::min(16u, cores()); threads *= 2) {
      const timing now = timed(*model, images, 16, threads, runs);
      if (threads == 1) one = now;
      t.add({binary ? "drawn digits, binary" : "drawn digits, grey", images.size(), 16, threads, now.bytes,
             now.encode, one.encode / now.encode / threads, now.decode, one.decode / now.decode / threads});
    }
  }
  return t;
}

table by_images(const arguments& a) {
  table t{"sizes",
          {{"data", ""},
           {"images", ""},
           {"size", "bytes"},
           {"encode", "s", 3},
           {"encode_each", "us", 2, "an image"},
           {"decode", "s", 3},
           {"decode_each", "us", 2, "an image"},
           {"held", "MB", 0},
           {"beside_the_images", "times", 1}}};
  for (std::uint64_t count = 1000; count <= a.most; count *= 10) {
    const image_set images = set_of(count, true);
    const auto model = model_for(images);
    const timing now = timed(*model, images, 1, 1, count <= 10000 ? static_cast<unsigned>(a.runs) : 1);
    const double n = static_cast<double>(count), held = static_cast<double>(peak_rss_bytes()) / 1e6;
    t.add({"drawn digits, binary", count, now.bytes, now.encode, now.encode / n * 1e6, now.decode,
           now.decode / n * 1e6, held, held / (n * 784 / 1e6)});
  }
  return t;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{"chains", "Times BB-ANS on drawn digits by the number of threads and of images."};
  arguments a;
  line.one_of("--most", a.most, "images of the largest set", {1000, 10000, 100000, 1000000});
  line.number("--runs", a.runs, "of which the best counts", 1, 100);
  return line.run(argc, argv, [&](results& found) {
    found.add(by_threads(static_cast<unsigned>(a.runs)));
    found.add(by_images(a));
  });
}

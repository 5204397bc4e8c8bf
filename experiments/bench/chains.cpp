// How BB-ANS scales: with threads over independent chains, and with the number of images.
#include <algorithm>
#include <ansatz/io/digits.hpp>
#include <ansatz/parallel.hpp>
#include <bb_ans/archive.hpp>
#include <bb_ans/models.hpp>
#include <common/command_line.hpp>
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
timing timed(const vae& net, const idx_array& images, std::uint64_t chains, unsigned threads, unsigned runs) {
  timing t;
  bb_ans_options options;
  options.chains = chains;
  options.threads = threads;
  for (unsigned run = 0; run < runs; ++run) {
    const stopwatch encoding;
    const container file = compress_images(net, images, options);
    t.encode = std::min(t.encode, encoding.seconds());
    const stopwatch decoding;
    const idx_array back = decompress_images(net, file, threads);
    t.decode = std::min(t.decode, decoding.seconds());
    if (back.data != images.data) fault("the decoded images differ");
    t.bytes = format_container(file).size();
  }
  return t;
}

idx_array set_of(std::uint64_t count, bool binary) {
  idx_array images = digits(count, 2);
  if (binary)
    for (std::uint8_t& v : images.data) v = v >= 128 ? 1 : 0;
  return images;
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
    const idx_array images = set_of(10000, binary);
    const named_vae model = shipped_model_for(images);
    timing one;
    for (unsigned threads = 1; threads <= std::min(16u, cores()); threads *= 2) {
      const timing now = timed(model.net, images, 16, threads, runs);
      if (threads == 1) one = now;
      t.add({binary ? "drawn digits, binary" : "drawn digits, grey", images.count(), 16, threads, now.bytes,
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
    const idx_array images = set_of(count, true);
    const named_vae model = shipped_model_for(images);
    const timing now = timed(model.net, images, 1, 1, count <= 10000 ? static_cast<unsigned>(a.runs) : 1);
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

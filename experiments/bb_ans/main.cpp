// Bits back with a variational autoencoder, on files of images.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/container.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <bb_ans/archive.hpp>
#include <bb_ans/elbo.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <string>

#include "demo.hpp"

namespace {

using namespace ansatz;
using experiment::progress;
using experiment::stopwatch;

struct arguments {
  std::string in, out, model, expected, report;
  std::uint64_t limit = 0, count = 0;
  std::uint32_t seed = 0;
  bool verify = false;
  bb_ans_options options;
};

struct loaded_model {
  safetensors file;
  vae net;
};

loaded_model load_model(const arguments& a) {
  safetensors file = safetensors::load(a.model);
  vae net{file};
  const char* kind = net.observation() == likelihood::bernoulli ? "bernoulli" : "beta_binomial";
  if (!a.expected.empty() && a.expected != kind)
    throw domain_error(fmt::format("{}: the model's likelihood is {}, not {}", a.model, kind, a.expected));
  return {std::move(file), std::move(net)};
}

idx_array load_images(const arguments& a) {
  idx_array images;
  try {
    images = parse_idx(read_maybe_gzip(a.in));
  } catch (const corrupt_error& e) {
    throw corrupt_error(a.in + ": " + e.what());
  }
  if (a.limit > 0 && a.limit < images.count()) {
    images.data.resize(a.limit * images.item_size());
    images.shape[0] = a.limit;
  }
  return images;
}

experiment::report report_of(const arguments& a, const idx_array& images) {
  experiment::report r;
  r.experiment = "bb_ans";
  r.data = a.in;
  r.count = images.count();
  r.dims = images.item_size();
  return r;
}

void finish(const experiment::report& r, const arguments& a) {
  r.print();
  if (!a.report.empty()) r.write(a.report);
}

void compress(const arguments& a) {
  const loaded_model m = load_model(a);
  const idx_array images = load_images(a);
  experiment::report r = report_of(a, images);
  bb_ans_account account;
  {
    progress bar{"encoding", images.count()};
    const stopwatch time;
    const container file =
        compress_images(m.net, images, a.options, &account, [&](std::uint64_t n) { bar.add(n); });
    const auto bytes = format_container(file);
    r.encode_seconds = time.seconds();
    r.file_bytes = bytes.size();
    if (a.verify) {
      const stopwatch again;
      if (!(decompress_images(m.net, parse_container(bytes), a.options.threads).data == images.data))
        throw error("the decoded images differ: this is a fault of the program");
      r.decode_seconds = again.seconds();
    }
    write_file_atomically(a.out, bytes);
  }
  r.net = account.net;
  r.initial = account.initial;
  r.ledger = std::move(account.ledger);
  r.model_bytes = m.file.size();
  if (!a.report.empty()) r.ideal = negative_elbo(m.file, images.data);
  finish(r, a);
}

void decompress(const arguments& a) {
  const loaded_model m = load_model(a);
  const auto bytes = read_file(a.in);
  const container file = parse_container(bytes);
  progress bar{"decoding", file.count()};
  const stopwatch time;
  const idx_array images =
      decompress_images(m.net, file, a.options.threads, [&](std::uint64_t n) { bar.add(n); });
  experiment::report r = report_of(a, images);
  r.decode_seconds = time.seconds();
  r.file_bytes = bytes.size();
  r.model_bytes = m.file.size();
  write_file_atomically(a.out, format_idx(images));
  finish(r, a);
}

void binarize_file(const arguments& a) {
  idx_array images = load_images(a);
  images.data = binarize(images.data, a.seed);
  write_file_atomically(a.out, format_idx(images));
}

void sample(const arguments& a) {
  const loaded_model m = load_model(a);
  idx_array images = sample_images(m.net, a.count, a.seed);
  if (m.net.pixels() == 784) images.shape = {a.count, 28, 28};
  write_file_atomically(a.out, format_idx(images));
}

/// One data set through a file and back.
void demo_of(const std::string& what, arguments a) {
  fmt::print("{}\n\n", what);
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("ansatz-demo.{}", ::getpid());
  std::filesystem::create_directory(folder);
  const auto clean = [&] { std::filesystem::remove_all(folder); };
  try {
    const std::string images = folder / "images.idx";
    write_file_atomically(images, format_idx(load_images(a)));
    a.in = images;
    a.out = folder / "images.az";
    compress(a);
    a.in = a.out;
    a.out = folder / "decoded.idx";
    decompress(a);
    if (read_file(a.out) != read_file(images))
      throw error("the decoded images differ: this is a fault of the program");
  } catch (...) {
    clean();
    throw;
  }
  clean();
  fmt::print("\nDecoded: identical, byte for byte.\n\n");
}

void demo(const std::string& data) {
  const std::filesystem::path folder = data.empty() ? "." : data;
  const std::string images = folder / "mnist/t10k-images-idx3-ubyte.gz",
                    model = folder / "weights/bbans-beta-binomial.safetensors";
  if (data.empty() || !std::filesystem::exists(images) || !std::filesystem::exists(model)) {
    experiment::demo_of_drawn_digits();
    return;
  }
  arguments a;
  a.in = images;
  a.model = model;
  a.limit = 1000;
  demo_of("BB-ANS on the first 1,000 images of the MNIST test set, 8 bits, with published weights.", a);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"BB-ANS: bits back with a variational autoencoder. Images are idx files, plain or gz."};
  app.require_subcommand(1);
  arguments a;
  const auto with_model = [&](CLI::App* command) {
    command->add_option("--model", a.model, "the weights, safetensors")->required();
    command->add_option("--likelihood", a.expected, "refuse a model of the other kind")
        ->check(CLI::IsMember({"bernoulli", "beta_binomial"}));
  };
  const auto with_files = [&](CLI::App* command) {
    command->add_option("IN", a.in)->required();
    command->add_option("OUT", a.out)->required();
  };
  const auto with_coding = [&](CLI::App* command) {
    command->add_option("--threads", a.options.threads, "of use up to the number of chains")
        ->check(CLI::Range(1, 256));
    command->add_option("--report", a.report, "write what was measured as JSON, with the ideal rate");
  };

  CLI::App* c = app.add_subcommand("compress", "images to a file");
  with_files(c);
  with_model(c);
  with_coding(c);
  c->add_option("--limit", a.limit, "only the first images");
  c->add_option("--block", a.options.block, "images in a symbol")->capture_default_str();
  c->add_option("--chains", a.options.chains, "independent stacks")->capture_default_str();
  c->add_flag("--verify", a.verify, "decode again before the file is written");
  c->callback([&] { compress(a); });

  CLI::App* d = app.add_subcommand("decompress", "a file to images");
  with_files(d);
  with_model(d);
  with_coding(d);
  d->callback([&] { decompress(a); });

  CLI::App* b = app.add_subcommand("binarize", "pixels to 0 and 1, as numpy's RandomState draws");
  with_files(b);
  b->add_option("--seed", a.seed)->capture_default_str();
  b->add_option("--limit", a.limit, "only the first images");
  b->callback([&] { binarize_file(a); });

  CLI::App* s = app.add_subcommand("sample", "images drawn from the model: pops from a stack of random bits");
  s->add_option("N", a.count)->required()->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 24));
  s->add_option("OUT", a.out)->required();
  with_model(s);
  s->add_option("--seed", a.seed)->capture_default_str();
  s->callback([&] { sample(a); });

  std::string data;
  CLI::App* e =
      app.add_subcommand("demo", "real images through a file and back, or drawn ones where there are none");
  e->add_option("--data", data, "the folder with mnist/ and weights/");
  e->callback([&] { demo(data); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? 0 : 2;  // --help, or a usage that is off
  } catch (const std::exception& failure) {
    fmt::print(stderr, "bb_ans: {}\n", failure.what());
    return 1;
  }
  return 0;
}

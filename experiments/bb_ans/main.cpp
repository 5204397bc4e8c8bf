// Bits back with a variational autoencoder, on files of images.
#include <fmt/format.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <bb_ans/archive.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/models.hpp>
#include <common/archive_files.hpp>
#include <common/image_files.hpp>
#include <common/program.hpp>
#include <common/report.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

#include "table.hpp"

namespace {

using namespace ansatz;

struct arguments {
  std::string in, out, model, expected, report, data;
  std::uint64_t limit = 0, count = 0;
  std::uint32_t seed = 0;
  bool verify = false;
  bb_ans_options options;
};

/// The model that was asked for, else the one that `otherwise` finds.
template <class Find>
named_vae load_model(const arguments& a, Find otherwise) {
  named_vae m = a.model.empty() ? otherwise() : load_vae(a.model);
  const char* kind = m.net.observation() == likelihood::bernoulli ? "bernoulli" : "beta_binomial";
  if (!a.expected.empty() && a.expected != kind)
    throw domain_error(fmt::format("{}: the model's likelihood is {}, not {}", m.name, kind, a.expected));
  return m;
}

experiment::report report_of(const arguments& a, const named_vae& m) {
  experiment::report r;
  r.experiment = "bb_ans";
  r.model = m.name;
  r.model_bytes = m.weights.size();
  r.data = a.in;
  return r;
}

void finish(const experiment::report& r, const arguments& a) {
  r.print();
  if (!a.report.empty()) r.write(a.report);
}

void compress(const arguments& a) {
  experiment::expect_other_files(a.in, {a.out, a.report});
  const idx_array images = experiment::read_images(a.in, a.limit);
  const named_vae m = load_model(a, [&] { return shipped_model_for(images); });
  experiment::report r = report_of(a, m);
  r.count = images.count();
  r.dims = images.item_size();
  experiment::compress_to(a.out, m.net, images, a.options, a.verify, r);
  if (!a.report.empty()) r.ideal = negative_elbo(m.weights, images.data);
  finish(r, a);
}

void decompress(const arguments& a) {
  experiment::expect_other_files(a.in, {a.out, a.report});
  const auto bytes = read_file(a.in);
  const container file = parse_container(bytes);
  expect_codec(file, "bb_ans");
  const named_vae m = load_model(a, [&] { return shipped_model(file.model); });
  experiment::report r = report_of(a, m);
  r.file_bytes = bytes.size();
  experiment::decompress_to(a.out, m.net, file, a.options.threads, r);
  finish(r, a);
}

void sample(const arguments& a) {
  const named_vae m = load_vae(a.model);
  idx_array images = sample_images(m.net, a.count, a.seed);
  if (m.net.pixels() == 784) images.shape = {a.count, 28, 28};
  write_file_atomically(a.out, format_idx(images));
}

void list_models() {
  for (const auto& path : vae_folder().models()) {
    const named_vae m = load_vae(path);
    fmt::print("{}: {}, {} pixels, {} latents, {} bytes\n", path.string(),
               m.net.observation() == likelihood::bernoulli ? "bernoulli" : "beta_binomial", m.net.pixels(),
               m.net.latents(), m.weights.size());
  }
}

/// The images given, or the standard sets.
void table(const arguments& a, const experiment::table_options& options) {
  std::vector<experiment::data_set> sets;
  if (a.in.empty()) {
    if (!a.model.empty() || !a.expected.empty())
      throw domain_error("table: --model and --likelihood need images to be given");
    sets = experiment::standard_sets(a.data, a.limit);
  } else {
    idx_array images = experiment::read_images(a.in, a.limit);
    named_vae m = load_model(a, [&] { return shipped_model_for(images); });
    experiment::data_set& d = sets.emplace_back();
    d.name = d.file_name = std::filesystem::path{a.in}.stem().string();
    d.images = std::move(images);
    d.models.push_back(std::move(m));
  }
  std::vector<experiment::table_of_set> tables;
  for (const experiment::data_set& set : sets) {
    tables.push_back(experiment::measure(set, options));
    print(tables.back());
    if (!options.plots.empty()) write_plots(tables.back(), options.plots);
  }
  if (!options.json.empty()) write_json(tables, options.json);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"BB-ANS: bits back with a variational autoencoder. Images are idx files, plain or gz."};
  app.require_subcommand(1);
  arguments a;
  const auto with_model = [&](CLI::App* command) {
    command->add_option("--model", a.model, "the weights, safetensors; else a model that comes along");
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
    command->add_option("--report", a.report,
                        "write what was measured as JSON; encoding, with the ideal rate");
  };

  CLI::App* c = app.add_subcommand("compress", "images to a file");
  with_files(c);
  with_model(c);
  with_coding(c);
  c->add_option("--limit", a.limit, "only the first images")->check(experiment::some_images);
  c->add_option("--block", a.options.block, "images in a symbol")->capture_default_str();
  c->add_option("--chains", a.options.chains, "independent stacks")->capture_default_str();
  c->add_option("--lanes", a.options.lanes, "heads of a stack; more are faster, and cost nothing to speak of")
      ->check(CLI::IsMember({1, 8, 16, 32, 64}))
      ->capture_default_str();
  c->add_flag("--verify", a.verify, "decode again before the file is written");
  c->callback([&] { compress(a); });

  CLI::App* d = app.add_subcommand("decompress", "a file to images");
  with_files(d);
  with_model(d);
  with_coding(d);
  d->callback([&] { decompress(a); });

  CLI::App* s = app.add_subcommand("sample", "images drawn from the model: pops from a stack of random bits");
  s->add_option("N", a.count)->required()->check(experiment::some_images);
  s->add_option("OUT", a.out)->required();
  s->add_option("--model", a.model, "the weights, safetensors")->required();
  s->add_option("--seed", a.seed)->capture_default_str();
  s->callback([&] { sample(a); });

  experiment::image_commands files;
  files.add_to(app);
  app.add_subcommand("models", "the models that come along")->callback([&] { list_models(); });

  experiment::table_options options;
  bool alone = false;
  CLI::App* t =
      app.add_subcommand("table", "rates, times and losses, beside other compressors on the same images");
  t->add_option("IN", a.in, "images; else the test set of MNIST in --data, or drawn digits");
  with_model(t);
  t->add_option("--data", a.data, "a folder with mnist/t10k-images-idx3-ubyte.gz")->envname("ANSATZ_DATA");
  t->add_option("--limit", a.limit, "only the first images")->check(experiment::some_images);
  t->add_flag("--alone", alone, "run no other compressor");
  t->add_option("--json", options.json, "write it as JSON, too");
  t->add_option("--plots", options.plots, "a folder for charts, SVG");
  t->callback([&] {
    options.rivals = !alone;
    table(a, options);
  });

  return experiment::run_program(app, argc, argv, [] {});  // the subcommands work
}

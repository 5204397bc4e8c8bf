#include <fmt/format.h>

#include <ansatz/error.hpp>
#include <ansatz/io/container.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <common/archive_files.hpp>
#include <common/image_files.hpp>
#include <common/program.hpp>
#include <hierarchy/hierarchy_archive.hpp>
#include <hierarchy/hierarchy_losses.hpp>
#include <hierarchy/hierarchy_models.hpp>
#include <image_hierarchy/program.hpp>
#include <image_hierarchy/table.hpp>
#include <string>
#include <vector>

namespace ansatz::experiment {
namespace {

struct arguments {
  bool top_down = false;
  std::string in, out, report;
  std::vector<std::string> models;
  std::uint64_t limit = 0, count = 0, seed = 0;
  bool verify = false;
  hierarchy_options options{.chains = 4, .threads = 4};
};

named_hierarchy load(const arguments& a, const std::string& path) {
  named_hierarchy m = about(path, [&] { return load_hierarchy(path); });
  if (m.model.top_down() != a.top_down)
    throw domain_error(path +
                       (a.top_down ? ": the model is one for bit_swap" : ": the model is one for hilloc"));
  return m;
}

/// The model that was asked for, else the one that `otherwise` finds.
template <class Find>
named_hierarchy model_or(const arguments& a, Find otherwise) {
  return a.models.empty() ? otherwise() : load(a, a.models.front());
}

report report_of(const arguments& a, const named_hierarchy& m) {
  report r;
  r.experiment = a.top_down ? "hilloc" : "bit_swap";
  r.model = m.name;
  r.model_bytes = m.bytes;
  r.data = a.in;
  return r;
}

void finish(const report& r, const arguments& a) {
  r.print();
  if (!a.report.empty()) r.write(a.report);
}

void compress(arguments a) {
  expect_other_files(a.in, {a.out, a.report});
  const idx_array images = read_images(a.in, a.limit);
  const named_hierarchy m = model_or(a, [&] { return shipped_hierarchy_for(images, a.top_down); });
  report r = report_of(a, m);
  r.count = images.count();
  r.dims = images.item_size();
  a.options.chains = std::min(a.options.chains, std::max<std::uint64_t>(images.count(), 1));
  compress_to(a.out, m.model, images, a.options, a.verify, r);
  finish(r, a);
}

void decompress(const arguments& a) {
  expect_other_files(a.in, {a.out, a.report});
  const auto bytes = read_file(a.in);
  const container file = about(a.in, [&] {
    container c = parse_container(bytes);
    expect_codec(c, a.top_down ? "hilloc" : "bit_swap");
    return c;
  });
  const named_hierarchy m = model_or(a, [&] { return shipped_hierarchy(file.model); });
  report r = report_of(a, m);
  r.file_bytes = bytes.size();
  decompress_to(a.out, m.model, file, a.options.threads, r);
  finish(r, a);
}

void list_models() {
  for (const auto& path : hierarchy_folder().models()) {
    const named_hierarchy m = load_hierarchy(path);
    fmt::print("{}: {}, {} pixels, {} levels, {}, {} bytes, {:.1f} million multiply-adds an image\n",
               path.string(), m.model.binary() ? "binary" : "grey", m.model.pixels(), m.model.levels(),
               m.model.top_down() ? "hilloc" : "bit_swap", m.bytes,
               static_cast<double>(m.model.multiply_adds()) / 1e6);
  }
}

/// The models that were named, else all that come along for images of this size and kind.
std::vector<named_hierarchy> models_for(const arguments& a, const idx_array& images, bool binary) {
  std::vector<named_hierarchy> out;
  const auto add = [&](named_hierarchy m) {
    if (m.model.top_down() == a.top_down && m.model.binary() == binary &&
        m.model.pixels() == images.item_size())
      out.push_back(std::move(m));
  };
  if (a.models.empty())
    for (const auto& path : hierarchy_folder().models()) add(load_hierarchy(path));
  else
    for (const std::string& path : a.models) add(load(a, path));
  std::ranges::stable_sort(out, {}, [](const named_hierarchy& m) { return m.model.levels(); });
  return out;
}

/// Names for rows and charts: without the fingerprint, unless two models have the same one then.
std::vector<std::string> names_of(const std::vector<named_hierarchy>& models) {
  std::vector<std::string> out;
  for (const named_hierarchy& m : models)
    out.push_back(promised_fingerprint(m.path) ? m.name.substr(0, m.name.size() - 17) : m.name);
  const auto short_names = out;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (std::ranges::count(short_names, out[i]) > 1) out[i] += "-" + hash_hex(models[i].model.fingerprint());
  return out;
}

void table(const arguments& a, const std::string& data, const hierarchy_table_options& options) {
  options.out.check(a.models);
  const idx_array grey = a.in.empty() ? test_images(data, a.limit) : read_images(a.in, a.limit);
  const std::string name = !a.in.empty()  ? std::filesystem::path{a.in}.stem().string()
                           : data.empty() ? "drawn digits"
                                          : "MNIST test";
  if (grey.count() == 0) throw error("there are no images");
  std::vector<named_hierarchy> models;
  for (const bool binary : {true, false})
    for (named_hierarchy& m : models_for(a, grey, binary)) models.push_back(std::move(m));
  const auto names = names_of(models);
  std::vector<hierarchy_rates> all;
  for (std::size_t i = 0; i < models.size(); ++i) {
    all.push_back(measure(models[i], names[i], name, grey, options));
    fmt::print("{}", row_of(all.back(), i == 0));
    std::fflush(stdout);
  }
  if (all.empty()) throw domain_error("no model is for images of this size");
  print_losses(all);
  write_outputs(all, options.out);
}

}  // namespace

int image_hierarchy_program(int argc, char** argv, bool top_down) {
  CLI::App app{top_down
                   ? "HiLLoC: images through a hierarchy of latents inferred from the top down. Images are "
                     "idx files, plain or gz."
                   : "Bit-Swap: images through a hierarchy of latents, each inferred from the one below "
                     "it. Images are idx files, plain or gz."};
  app.require_subcommand(1);
  arguments a;
  a.top_down = top_down;
  const auto with_model = [&](CLI::App* command) {
    command
        ->add_option("--model", a.models,
                     "weights of train_hierarchy, safetensors; else a model that comes along")
        ->expected(1);
  };
  const auto with_files = [&](CLI::App* command) {
    command->add_option("IN", a.in)->required();
    command->add_option("OUT", a.out)->required();
  };
  const auto with_threads = [&](CLI::App* command, unsigned& threads) {
    command->add_option("--threads", threads, "of use up to the number of chains")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
  };
  const auto with_limit = [&](CLI::App* command) {
    command->add_option("--limit", a.limit, "only the first images")->check(some_images);
  };

  CLI::App* c = app.add_subcommand("compress", "images to a file");
  with_files(c);
  with_model(c);
  with_threads(c, a.options.threads);
  with_limit(c);
  c->add_option(
       "--chains", a.options.chains,
       "independent stacks, as many as there are images at most; each begins with images without latents")
      ->check(CLI::Range(1, 1 << 20))
      ->capture_default_str();
  c->add_option("--report", a.report, "write what was measured as JSON");
  c->add_flag("--verify", a.verify, "decode again before the file is written");
  c->callback([&] { compress(a); });

  CLI::App* d = app.add_subcommand("decompress", "a file to images");
  with_files(d);
  with_model(d);
  with_threads(d, a.options.threads);
  d->add_option("--report", a.report, "write what was measured as JSON");
  d->callback([&] { decompress(a); });

  CLI::App* s = app.add_subcommand("sample", "images drawn from the model: pops from a stack of random bits");
  s->add_option("N", a.count)->required()->check(some_images);
  s->add_option("OUT", a.out)->required();
  with_model(s);
  s->get_option("--model")->required();
  s->add_option("--seed", a.seed)->capture_default_str();
  s->callback([&] {
    write_file_atomically(a.out, format_idx(sample_images(load(a, a.models.front()).model, a.count, a.seed)));
  });

  image_commands files;
  files.add_to(app);
  app.add_subcommand("models", "the models that come along")->callback([] { list_models(); });

  hierarchy_table_options options;
  std::string data;
  CLI::App* t = app.add_subcommand("table", "rates, initial bits, losses and times of models");
  t->add_option("IN", a.in, "images; else the test set of MNIST in --data, or drawn digits");
  t->add_option("--model", a.models, "weights of train_hierarchy; else all models that come along");
  t->add_option("--data", data, "a folder with mnist/t10k-images-idx3-ubyte.gz")->envname("ANSATZ_DATA");
  t->add_option("--alone", options.alone, "images to code each in a file of its own")
      ->check(some_images)
      ->capture_default_str();
  with_limit(t);
  with_threads(t, options.threads);
  options.out.add_to(*t);
  t->callback([&] { table(a, data, options); });

  return run_program(app, argc, argv, [] {});  // the subcommands work
}

}  // namespace ansatz::experiment

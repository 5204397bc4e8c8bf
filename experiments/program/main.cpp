// Files of images, or of whatever else a codec takes, there and back: one program for all codecs. Under the name of a codec (bb_ans,
// bit_swap, hilloc) it prefers that one.
#include <algorithm>
#include <ansatz/parallel.hpp>
#include <common/program.hpp>
#include <cstdio>
#include <filesystem>
#include <registry/registry.hpp>
#include <string>

#include "commands.hpp"
#include "table.hpp"

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

const CLI::Range some_items{std::uint64_t{1}, std::uint64_t{1} << 24};

class ansatz_program {
 public:
  explicit ansatz_program(const std::string& called)
      : app_{"Compresses images, graphs, and bytes, by the codecs of this toolkit."} {
    for (const codec_entry& c : registered_codecs())
      if (c.name == called) a_.wanted.codec = called;
    a_.coding.threads = cores();
    a_.told = [](const std::string& what) { say("note: " + what); };
    app_.require_subcommand(1);
    app_.set_version_flag("--version",
                          fmt::format("ansatz {}, file format {}", ANSATZ_VERSION, format_version));
    add_files();
    add_others();
    add_table();
  }

  int run(int argc, char** argv) {
    std::string names;
    bool known = false;
    for (const CLI::App* c : app_.get_subcommands({})) {
      names += (names.empty() ? "" : ", ") + c->get_name();
      known |= argc > 1 && c->get_name() == argv[1];
    }
    if (argc > 1 && argv[1][0] != '-' && !known) {
      say("ansatz: there is no command " + printable(argv[1]) + "; there are " + names);
      return 2;
    }
    const int status = run_program(app_, argc, argv, [] {});  // the commands work
    return status == 0 && lost_ ? something_lost : status;
  }

 private:
  CLI::App* command(const std::string& name, const std::string& what) {
    return app_.add_subcommand(name, what);
  }
  void with_codec(CLI::App* c) {
    c->add_option("--codec", a_.wanted.codec, "by name: see the command models")
        ->each([this](const std::string&) { a_.wanted.strict = true; });
  }
  void with_model(CLI::App* c, const char* otherwise) {
    c->add_option(
         "--model", a_.wanted.models,
         std::string{"weights, a file of safetensors or the name of a model that comes along; else "} +
             otherwise)
        ->allow_extra_args(false);
  }
  void with_threads(CLI::App* c) {
    c->add_option("--threads", a_.coding.threads, "at most one a chain is of use; else one a core")
        ->transform(whole_number)
        ->check(CLI::Range(1, 256));
  }
  void with_chains(CLI::App* c) {
    c->add_option(
         "--chains", a_.coding.chains,
         "independent stacks of a chunk, at most as many as items; else as many as the codec suggests")
        ->transform(whole_number)
        ->check(CLI::Range(std::uint64_t{1}, most_chains));
  }
  void with_limit(CLI::App* c) {
    c->add_option("--limit", a_.limit, "only the first images or graphs")
        ->transform(whole_number)
        ->check(some_items);
  }
  void with_format(CLI::App* c) {
    c->add_option(
        "--format", a_.format,
        "of images: idx, pgm, ppm, pam, png, npy, bin; of a graph: edges, mtx, metis; else by the ending of "
        "the path, idx or edges for -");
  }
  void with_kind(CLI::App* c) {
    c->add_option_function<std::string>(
         "--as",
         [this](const std::string& k) {
           a_.as = k == "images" ? kind::images : k == "bytes" ? kind::bytes : kind::graphs;
           if (a_.as == kind::graphs && k != "graphs") a_.as_format = k;
         },
         "what the input is taken for: images, bytes, graphs, or a graph of one format; else by its content "
         "and "
         "its name")
        ->check(CLI::IsMember({"images", "bytes", "graphs", "edges", "mtx", "metis"}));
    c->add_flag("--simple", a_.simple, "of graphs: loops, repeated edges and directions are dropped");
  }

  void add_files() {
    CLI::App* c = command("compress", "files, a folder, or - to a file or -: the last path is the output");
    c->add_option("IN... OUT", a_.paths)->required()->expected(2, 1 << 20);
    with_codec(c);
    with_model(c, "the one that comes along and codes the first items best");
    with_chains(c);
    with_threads(c);
    with_limit(c);
    with_kind(c);
    c->add_option_function<std::uint64_t>(
         "--effort", [this](std::uint64_t effort) { a_.coding.parameters["effort"] = effort; },
         "of pictures: 1 is four times as fast as 2, and takes some 3 % more; else 2")
        ->transform(whole_number)
        ->check(CLI::Range(1, 2));
    c->add_option("--set", set_, "a parameter of the codec: name=number")->allow_extra_args(false);
    c->add_option("--report", a_.report, "write what was measured as JSON");
    c->add_flag("--ideal", a_.ideal, "measure the ideal rate, too: it takes longer than the coding");
    c->add_flag("--verify", a_.verify, "decode again before the file is written");
    c->add_option("--chunk", a_.coding.chunk,
                  "numbers of a chunk, at most: what is lost where a bit flips; else as the codec suggests")
        ->transform(whole_number)
        ->check(CLI::Range(std::uint64_t{1}, most_in_a_chunk));
    CLI::Option* append = c->add_flag("--append", a_.append, "go on after what is in OUT");
    c->add_flag("--keep-labels", a_.keep_labels,
                "of graphs: the numbers of their nodes come back, too; by random_edge");
    c->add_flag("--force", a_.force, "replace a file that is none of ansatz")->excludes(append);
    c->callback([this] {
      a_.out = a_.paths.back();
      a_.paths.pop_back();
      set_parameters();
      keep_labels();
      compress(a_);
    });

    CLI::App* d = command(
        "decompress", "a file or - to images or a graph, in a format by the ending of the path, or to bytes");
    d->add_option("IN", a_.in)->required();
    d->add_option("OUT", a_.out)->required();
    with_model(d, "the one that comes along and made the file");
    with_threads(d);
    with_format(d);
    CLI::Option* salvage = d->add_flag(
        "--salvage", a_.salvage,
        "of a damaged file all chunks that are whole; what is lost is said, and the exit status is 3");
    d->add_option_function<std::string>(
         "--range", [this](const std::string& range) { set_range(range); },
         "items A:B, from number A, counted from 0, up to and without B; :B and A: are from the first, to "
         "the last")
        ->excludes(salvage);
    d->add_option("--report", a_.report, "write what was measured as JSON");
    d->callback([this] { lost_ = !decompress(a_); });

    CLI::App* v = command(
        "verify",
        "decodes a file and checks everything; compares it with the data that it was made of, if given");
    v->add_option("FILE", a_.in)->required();
    v->add_option("DATA", a_.paths);
    v->add_flag("--simple", a_.simple, "DATA are graphs as compress --simple took them");
    v->add_option("--as", a_.as_format, "DATA are a graph of this format; else by its content and its name")
        ->check(CLI::IsMember({"edges", "mtx", "metis"}));
    with_model(v, "the one that comes along and made the file");
    with_threads(v);
    with_limit(v);
    v->callback([this] { verify(a_); });

    CLI::App* i = command("info", "what a file holds, what made it, and what decoding it needs");
    i->add_option("FILE", a_.in)->required();
    i->callback([this] { info(a_); });

    CLI::App* p = command("picture", "draws where the bits of a file of images went, number by number");
    p->add_option("FILE", a_.in)->required();
    p->add_option("OUT", a_.out)->required();
    p->add_option_function<std::uint64_t>(
         "--item", [this](std::uint64_t item) { a_.first = item; },
         "the first image drawn, counted from 0; else 0")
        ->transform(whole_number);
    p->add_option_function<std::uint64_t>(
         "--limit", [this](std::uint64_t limit) { a_.limit = limit; }, "so many images from there on; else 1")
        ->transform(whole_number)
        ->check(CLI::Range(1, 1024));
    p->add_option("--scale", a_.scale, "bits of the lightest colour; else what suits the images")
        ->transform(real_number)
        ->check(CLI::Range(0.01, 64.0));
    with_model(p, "the one that comes along and made the file");
    with_threads(p);
    with_format(p);
    p->add_option("--report", a_.report, "write what each channel took as JSON");
    p->callback([this] {
      a_.limit = std::max<std::uint64_t>(a_.limit, 1);
      picture(a_);
    });
  }

  void add_others() {
    command("models", "the codecs, and the models that come along")->callback([this] { models(a_); });

    CLI::App* s = command("sample", "images drawn from a model: pops from a stack of random bits");
    s->add_option("N", a_.count)->required()->transform(whole_number)->check(some_items);
    s->add_option("OUT", a_.out)->required();
    with_codec(s);
    with_model(s, "the first one of the codec");
    s->add_option("--seed", a_.coding.seed)->transform(whole_number)->capture_default_str();
    with_format(s);
    s->callback([this] { sample(a_); });

    CLI::App* b = command("binarize", "pixels to 0 and 1, as numpy's RandomState draws");
    b->add_option("IN", a_.in)->required();
    b->add_option("OUT", a_.out)->required();
    b->add_option("--seed", a_.coding.seed)
        ->transform(whole_number)
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{UINT32_MAX}))
        ->capture_default_str();
    with_limit(b);
    with_format(b);
    b->callback([this] { binarize(a_); });

    CLI::App* g = command("digits", "draws digits, 28x28 with 8 bits: data without data");
    g->add_option("N", a_.count)->required()->transform(whole_number)->check(some_items);
    g->add_option("OUT", a_.out)->required();
    g->add_option("--seed", a_.coding.seed)->transform(whole_number)->capture_default_str();
    with_format(g);
    g->callback([this] { digits(a_); });

    CLI::App* l =
        command("landscape", "draws a landscape in colour, as a camera would take it: data without data");
    const auto side = CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 14);
    l->add_option("HEIGHT", a_.height)->required()->transform(whole_number)->check(side);
    l->add_option("WIDTH", a_.width)->required()->transform(whole_number)->check(side);
    l->add_option("OUT", a_.out)->required();
    l->add_option("--seed", a_.coding.seed)->transform(whole_number)->capture_default_str();
    l->add_flag("--mosaic", a_.mosaic, "by a sensor with one colour a pixel: the others are interpolated");
    with_format(l);
    l->callback([this] { landscape(a_); });

    CLI::App* n = command("graph", "draws a graph, of which few nodes have many edges: data without data");
    n->add_option("NODES", a_.count)
        ->required()
        ->transform(whole_number)
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 26));
    n->add_option("EDGES", a_.edges)
        ->required()
        ->transform(whole_number)
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 27));
    n->add_option("OUT", a_.out)->required();
    n->add_option("--seed", a_.coding.seed)->transform(whole_number)->capture_default_str();
    with_format(n);
    n->callback([this] { draw_graph(a_); });
  }

  void add_table() {
    CLI::App* t = command(
        "table",
        "rates, times and losses of models, beside other compressors on the same images; of graphs, too");
    t->add_option("IN", a_.paths, "images or graphs; else the test set of MNIST in --data, or drawn digits");
    with_codec(t);
    with_kind(t);
    with_model(t, "all that come along and take the data");
    t->add_option("--data", table_.data, "a folder with mnist/t10k-images-idx3-ubyte.gz")
        ->envname("ANSATZ_DATA");
    t->add_option("--alone", table_.alone, "so many of the images or graphs each in a file of its own")
        ->transform(whole_number)
        ->check(CLI::Range(0, 1 << 24))
        ->capture_default_str();
    t->add_option("--each", table_.each,
                  "a row for each of so many images: files of their own by each model, PNG, WebP and JPEG XL")
        ->transform(whole_number)
        ->check(CLI::Range(0, 1 << 24));
    t->add_option("--without", table_.without,
                  "a rival to leave out, by the beginning of its name; all: run none")
        ->allow_extra_args(false);
    with_chains(t);
    with_threads(t);
    with_limit(t);
    table_.out.add_to(*t);
    t->callback([this] { run_table(a_, table_); });
  }

  static bool is_number(const std::string& text) {
    return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
  }

  void set_parameters() {
    for (const std::string& one : set_) {
      const auto at = one.find('=');
      const std::string number = at == std::string::npos ? std::string{} : one.substr(at + 1);
      if (at == 0 || !is_number(number))
        throw CLI::ValidationError("--set", "a parameter is given as name=number");
      a_.coding.parameters[one.substr(0, at)] = std::stoull(number);
    }
  }

  void keep_labels() {
    if (!a_.keep_labels) return;
    if (a_.wanted.codec.empty()) a_.wanted.codec = "random_edge";
    if (a_.wanted.codec != "random_edge")
      throw CLI::ValidationError("--keep-labels",
                                 "the numbering of graphs is kept by random_edge, not by " + a_.wanted.codec);
    a_.wanted.strict = true;
  }

  void set_range(const std::string& range) {
    const auto at = range.find(':');
    const std::string from = range.substr(0, at),
                      to = at == std::string::npos ? std::string{} : range.substr(at + 1);
    if (at == std::string::npos || (!from.empty() && !is_number(from)) || (!to.empty() && !is_number(to)))
      throw CLI::ValidationError("--range", "items are given as A:B");
    if (!from.empty()) a_.first = std::stoull(from);
    if (!to.empty()) a_.last = std::stoull(to);
  }

  /// The exit status where something was lost, and the rest written.
  static constexpr int something_lost = 3;

  CLI::App app_;
  bool lost_ = false;
  arguments a_;
  table_options table_;
  std::vector<std::string> set_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string called = argc > 0 ? std::filesystem::path{argv[0]}.filename().string() : std::string{};
  return ansatz_program{called}.run(argc, argv);
}

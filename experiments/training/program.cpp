#include "program.hpp"

#include <fmt/format.h>
#include <torch/version.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "images.hpp"
#include "report.hpp"
#include "weights.hpp"

extern "C" [[gnu::weak]] void openblas_set_num_threads(int);

namespace ansatz::training {
namespace {

namespace fs = std::filesystem;
using torch::Tensor;

volatile std::sig_atomic_t interrupted = 0;

/// From now on the first SIGINT or SIGTERM is heard after a batch, the second one ends all at once. Also where they
/// are ignored, as a shell has it for what it starts with &.
void hear_signals() {
  struct sigaction once{};
  once.sa_handler = [](int) { interrupted = 1; };
  once.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &once, nullptr);
}

/// LibTorch's, and those of OpenBLAS, which has threads of its own, where LibTorch multiplies through it.
void use_threads(int count) {
  torch::set_num_threads(count);
  if (openblas_set_num_threads != nullptr) openblas_set_num_threads(count);
}

/// What was typed, but of paths their last part: the card goes elsewhere.
std::string command_of(int argc, char** argv) {
  std::string command = fs::path{argv[0]}.filename().string();
  for (int i = 1; i < argc; ++i) {
    const fs::path argument = argv[i];
    command += ' ';
    command += (argument.has_filename() ? argument : argument.parent_path()).filename().string();
  }
  return command;
}

struct arguments {
  std::string images, test, folder, name, from, checkpoint;
  std::uint64_t count = 60000, used = 0;
  double minutes = 0;
  std::uint32_t crop = 0;
  int threads = 1;
};

/// One training from its arguments to the files that it leaves.
class session {
 public:
  session(const training_program& program, arguments a, std::string command)
      : program_{program}, a_{std::move(a)}, command_{std::move(command)}, options_{program.options} {}
  void run();

 private:
  void read();
  void begin(const objective_maker& make, const Tensor& training, const Tensor& held_out);
  ending train();
  void finish(ending end);
  std::vector<std::byte> weights() const { return format_weights(t_->best(), t_->best().metadata()); }
  std::uint64_t write_so_far() const;
  fs::path path(const std::string& name, const char* kind) const {
    return fs::path{a_.folder} / (name + kind);
  }

  const training_program& program_;
  arguments a_;
  std::string command_;
  training_options options_;
  Tensor test_;
  std::string hash_, test_hash_;
  bool test_binarized_ = false;
  std::optional<trainer> t_;
};

void session::read() {
  if (a_.name.empty() || fs::path{a_.name}.filename() != a_.name)
    throw domain_error("--name: a plain file name is needed");
  if (const fs::path beside = fs::path{a_.checkpoint}.parent_path();
      !beside.empty() && !fs::is_directory(beside))
    throw domain_error(beside.string() + ": there is no such folder");
  const Tensor images = load_images(a_.images, a_.count, 1, a_.crop);
  if (images.size(0) <= static_cast<std::int64_t>(program_.held_out))
    throw domain_error("there must be more images than are held out");
  hash_ = hash_of(images);
  options_.data = fmt::format("{} held out {}", hash_, program_.held_out);
  const auto held_out = static_cast<std::int64_t>(program_.held_out), others = images.size(0) - held_out;
  const std::int64_t used = a_.used == 0 ? others : std::min(others, static_cast<std::int64_t>(a_.used));
  if (used < others) options_.data += fmt::format(" used {}", used);
  const Tensor training = images.narrow(0, 0, used);
  const objective_maker make = program_.prepare(training, options_);
  if (!a_.test.empty()) {
    test_ = load_images(a_.test, 10000, 2, a_.crop);
    if (test_[0].sizes() != images[0].sizes())
      throw domain_error(a_.test + ": the images are of another size");
    test_hash_ = hash_of(test_);
    test_binarized_ = options_.binary && (test_ > 1).any().item<bool>();
    if (test_binarized_) {
      const auto pixels = binarize({test_.data_ptr<std::uint8_t>(), test_.nbytes()}, 0);
      test_ = torch::tensor(at::ArrayRef<std::uint8_t>{pixels}, torch::kUInt8).reshape(test_.sizes());
    }
  }
  begin(make, training, images.narrow(0, others, held_out));
}

void session::begin(const objective_maker& make, const Tensor& training, const Tensor& held_out) {
  std::optional<safetensors> begun;
  if (!a_.from.empty()) {
    const auto bytes = read_file(a_.from);
    options_.from = hash_hex(hash64(bytes));
    begun = experiment::about(a_.from, [&] { return safetensors::parse(bytes); });
  }
  t_.emplace(options_, make, training, held_out);
  if (begun) {
    const std::int64_t taken = t_->begin_from(*begun);
    if (taken == 0) throw domain_error(a_.from + ": the module has none of these weights");
    fmt::print("{} numbers taken from {}\n", taken, experiment::legible(a_.from));
  }
  if (!a_.checkpoint.empty() && fs::exists(a_.checkpoint)) {
    t_->load(a_.checkpoint);
    fmt::print("going on after epoch {}\n", t_->history().size());
  }
  (void)program_.fingerprint_of(safetensors::parse(weights()));
}

std::uint64_t session::write_so_far() const {
  const auto bytes = weights();
  const std::uint64_t fingerprint = program_.fingerprint_of(safetensors::parse(bytes));
  write_file_atomically(path(a_.name, ".safetensors"), bytes);
  experiment::write_text(path(a_.name, ".svg"), chart_of(t_->history()));
  return fingerprint;
}

ending session::train() {
  const auto left = options_.epochs - static_cast<std::int64_t>(t_->history().size());
  const auto share = static_cast<double>(t_->held_out().size(0)) /
                     static_cast<double>(t_->steps_an_epoch() * options_.batch);
  estimate how_long{options_.cosine() ? left : 0, t_->steps_an_epoch(), share};
  hear_signals();
  const experiment::stopwatch time;
  const auto told = [&](const epoch_report& e) {
    fmt::print("{}", epoch_line(e, time.seconds()));
    std::fflush(stdout);
    if (!a_.checkpoint.empty()) t_->save(a_.checkpoint);
    if (e.best == e.held_out.total()) write_so_far();
  };
  return t_->run(told, [&] {
    fmt::print("{}", how_long.after_batch(time.seconds()));
    std::fflush(stdout);
    return interrupted == 0 && (a_.minutes == 0 || time.seconds() < 60 * a_.minutes);
  });
}

void session::finish(ending end) {
  const std::uint64_t fingerprint = write_so_far();
  if (end == ending::diverged) fmt::print("the loss is no number any more: the best model so far is kept\n");
  if (end == ending::stopped) {
    const std::string so_far = ", the best model so far is " + path(a_.name, ".safetensors").string();
    fmt::print("{} after epoch {}{}: {}\n",
               interrupted != 0 ? "interrupted" : fmt::format("{} minutes are over", a_.minutes),
               t_->history().size(), interrupted != 0 ? so_far : "",
               a_.checkpoint.empty() ? "there is no --checkpoint to go on from"
                                     : "the same command goes on from " + a_.checkpoint);
    if (interrupted != 0) return;
  }
  const std::string name = a_.name + "-" + hash_hex(fingerprint);
  std::int64_t parameters = 0;
  for (const Tensor& t : t_->best().parameters()) parameters += t.numel();
  nlohmann::ordered_json card;
  card["model"] = name;
  card["command"] = command_;
  card["training"] = t_->describe();
  card["images"] = fs::path{a_.images}.filename();
  card["images_hash"] = hash_;
  card["parameters"] = parameters;
  card["multiply_adds_per_image"] = t_->best().multiply_adds();
  card["epochs"] = t_->history().size();
  card["held_out"] = json_of(t_->evaluate(t_->held_out()));
  if (!a_.test.empty()) {
    card["test"] = json_of(t_->evaluate(test_));
    card["test"]["images"] = fs::path{a_.test}.filename();
    card["test"]["hash"] = test_hash_;
    if (test_binarized_) card["test"]["binarized_by_seed"] = 0;
  }
  card["libtorch"] = TORCH_VERSION;
  const std::string text = card.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  for (const char* kind : {".safetensors", ".svg"}) fs::rename(path(a_.name, kind), path(name, kind));
  experiment::write_text(path(name, ".json"), text);
  fmt::print("{}", text);
}

void session::run() {
  use_threads(a_.threads);
  read();
  fmt::print("{}\n{}\n", t_->describe(), epoch_heading);
  fs::create_directories(a_.folder);
  const ending end = train();
  if (end == ending::stopped && !a_.checkpoint.empty()) t_->save(a_.checkpoint);
  finish(end);
}

void add_options(CLI::App& app, arguments& a, training_program& p) {
  training_options& o = p.options;
  const auto whole = [](std::uint64_t least) { return CLI::Range(least, std::uint64_t{1} << 32); };
  const auto add = [&](const char* name, auto& value, const char* what, const CLI::Validator& check) {
    using type = std::remove_reference_t<decltype(value)>;
    CLI::Option* option = app.add_option(name, value, what)->check(check)->capture_default_str();
    if constexpr (std::integral<type>) option->transform(experiment::whole_number);
    if constexpr (std::floating_point<type>) option->transform(experiment::real_number);
  };
  app.add_option("--name", a.name, "of the model")->required();
  app.add_option("--test", a.test, "images to evaluate the end on, once");
  add("--count", a.count, "drawn digits, held out ones included",
      CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 24));
  add("--held-out", p.held_out, "images at the end, not trained on", whole(1));
  add("--use", a.used, "train on so many images only, 0 for all: for trials", whole(0));
  app.add_option("--from", a.from, "weights to begin from, of the same networks or narrower ones");
  app.add_option("--checkpoint", a.checkpoint,
                 "written after each epoch and at the end; gone on from where it exists");
  add("--epochs", o.epochs, "at most; a cosine's rate has fallen to 0 then", CLI::Range(1, 1000000000));
  add("--minutes", a.minutes, "end after so many with the best model so far, 0: no limit",
      CLI::NonNegativeNumber);
  add("--batch", o.batch, "images", CLI::Range(1, 1 << 20));
  add("--rate", o.rate, "Adam's, or Muon's, at its height", CLI::PositiveNumber);
  app.add_flag("--muon", o.muon, "move matrices of weights by Muon, all others by Adam");
  add("--decay", o.decay, "of the weights, as in AdamW", CLI::NonNegativeNumber);
  add("--clip", o.clip, "the gradient's norm, 0: not", CLI::NonNegativeNumber);
  add("--schedule", o.schedule, "of the rate: halved where progress ends, or a cosine over the epochs",
      CLI::IsMember({"halving", "cosine"}));
  add("--patience", o.patience, "halving: epochs without progress before the rate is halved",
      CLI::PositiveNumber);
  add("--progress", o.progress, "halving: a fall of the loss by this share counts as such",
      CLI::Range(0.0, 1.0));
  add("--halvings", o.halvings, "of the rate; the next one is the end", CLI::Range(0, 1000));
  add("--crop", a.crop, "cut images into squares of so many pixels a side, 0: not", CLI::Range(0, 4096));
  app.add_flag("--flip", o.flip,
               "turn the order of an image's columns, every other time that it is trained on");
  add("--shift", o.shift, "move an image by up to so many pixels each time that it is trained on",
      CLI::Range(0, 64));
  app.add_option("--seed", o.seed)->transform(experiment::whole_number)->capture_default_str();
  add("--threads", a.threads, "of a processor", CLI::Range(1, 1024));
  app.add_option("--device", o.device, "cpu, or cuda")->capture_default_str();
}

}  // namespace

int training_program::run(int argc, char** argv) {
  CLI::App app{
      description +
      " Writes FOLDER/NAME.safetensors, the best so far, and NAME.svg, its losses, after each epoch; in the "
      "end NAME-<fingerprint>.safetensors, .svg, and .json with what it came from."};
  arguments a;
  app.add_option("IMAGES", a.images, "a file or a folder of grey images of one size, or the word digits")
      ->required();
  add_arguments(app);
  app.add_option("FOLDER", a.folder)->required();
  add_options(app, a, *this);
  return experiment::run_program(app, argc, argv, [&] {
    try {
      session{*this, a, command_of(argc, argv)}.run();
    } catch (const c10::Error& failure) {
      throw error(failure.what_without_backtrace());
    }
  });
}

}  // namespace ansatz::training

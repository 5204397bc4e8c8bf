// Trains the networks of codecs/adaptive_pixels.
#include <fmt/format.h>
#include <torch/version.h>

#include <CLI/CLI.hpp>
#include <adaptive_pixels/pixel_model.hpp>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <common/numbers.hpp>
#include <common/program.hpp>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <training/weights.hpp>
#include <vector>

#include "training.hpp"

namespace {

namespace fs = std::filesystem;
using namespace ansatz;
using namespace ansatz::training;

struct arguments {
  std::vector<std::string> photographs;
  std::string folder, name, only, command;
  views_wanted views{.count = 4000000, .side = 320};
  pixel_training how;
  std::uint64_t held_out = 12;
  int threads = 1;
};

/// The files of folders in the order of their names; each so-many-th is held out.
struct photographs {
  std::vector<fs::path> trained_on, held_out;

  photographs(const std::vector<std::string>& folders, std::uint64_t each) {
    std::vector<fs::path> all;
    for (const std::string& folder : folders)
      for (const auto& file : fs::recursive_directory_iterator(folder))
        if (file.is_regular_file()) all.push_back(file.path());
    std::ranges::sort(all);
    for (std::size_t i = 0; i < all.size(); ++i)
      (i % each == each / 2 ? held_out : trained_on).push_back(all[i]);
    if (trained_on.empty() || held_out.empty()) throw domain_error("more photographs are needed");
  }
};

/// Of all files, one after another.
std::string hash_of(const std::vector<fs::path>& files) {
  std::vector<std::byte> hashes;
  for (const fs::path& file : files)
    for (const char c : hash_hex(hash64(read_file(file)))) hashes.push_back(static_cast<std::byte>(c));
  return hash_hex(hash64(hashes));
}

class session {
 public:
  explicit session(arguments a) : a_{std::move(a)}, files_{a_.photographs, a_.held_out} {}

  void run() {
    fs::create_directories(a_.folder);
    // All that an earlier run finished, before the file is written again.
    for (const char* kind : kinds) {
      networks_[kind] = std::make_shared<torch::nn::Module>();
      all_.register_module(kind, networks_[kind]);
      for (std::size_t plane = 0; plane < 3; ++plane)
        if (auto done = found(kind, name_of(plane))) networks_[kind]->register_module(name_of(plane), done);
    }
    for (const char* kind : kinds)
      if (a_.only.empty() || a_.only == kind) train(kind);
    if (a_.only.empty()) finish();
  }

 private:
  static constexpr std::array kinds{"single", "blended"};
  static std::string name_of(std::size_t plane) { return fmt::format("plane{}", plane); }
  fs::path part() const { return fs::path{a_.folder} / (a_.name + ".safetensors"); }

  void train(const std::string& kind) {
    std::vector<views> on, other;
    for (std::size_t plane = 0; plane < 3; ++plane) {
      if (networks_[kind]->named_children().contains(name_of(plane))) continue;
      if (on.empty()) look(kind == "blended", on, other);
      const auto told = [&](const pixel_epoch& e) {
        fmt::print("{} {} epoch {}: {:.4f} bits a level trained on, {:.4f} held out\n", kind, name_of(plane),
                   e.epoch, e.training, e.held_out);
        std::fflush(stdout);
        card_["test"][kind][name_of(plane)] = e.held_out;
      };
      networks_[kind]->register_module(name_of(plane), trained(a_.how, on[plane], other[plane], told));
      write_file_atomically(part(), format_weights(all_, {{"test", card_["test"].dump()}}));
    }
  }

  std::shared_ptr<level_module> found(const std::string& kind, const std::string& plane) {
    if (!fs::exists(part())) return {};
    const auto file = safetensors::load(part());
    const std::string first = kind + "." + plane + ".layer1.weight";
    if (!file.contains(first)) return {};
    const auto& shape = file.at(first).shape;
    const auto module = std::make_shared<level_module>(static_cast<std::int64_t>(shape.at(1)),
                                                       static_cast<std::int64_t>(shape.at(0)));
    torch::nn::Module outer;
    const auto inner = std::make_shared<torch::nn::Module>();
    outer.register_module(kind, inner);
    inner->register_module(plane, module);
    begin_from(file, outer);
    fmt::print("{} {}: taken from {}\n", kind, plane, part().string());
    if (const auto at = file.metadata().find("test"); at != file.metadata().end())
      card_["test"][kind][plane] = nlohmann::ordered_json::parse(at->second).at(kind).at(plane);
    return module;
  }

  void look(bool blended, std::vector<views>& on, std::vector<views>& other) {
    views_wanted wanted = a_.views;
    wanted.blended = blended;
    std::size_t n = 0;
    const auto told = [&](const fs::path&) {
      if (++n % 50 == 0)
        fmt::print("{} of {} photographs\n", n, files_.trained_on.size() + files_.held_out.size());
      std::fflush(stdout);
    };
    on = views_of(files_.trained_on, wanted, told);
    wanted.count /= static_cast<std::int64_t>(a_.held_out) - 1;
    other = views_of(files_.held_out, wanted, told);
  }

  void finish() {
    const auto bytes = format_weights(all_);
    const std::string name = a_.name + "-" + hash_hex(pixel_model{safetensors::parse(bytes)}.fingerprint());
    std::int64_t parameters = 0;
    for (const torch::Tensor& t : all_.parameters()) parameters += t.numel();
    card_["model"] = name;
    card_["command"] = a_.command;
    card_["training"] =
        fmt::format("{}; {} levels of a plane, from the middle {} pixels each way of {} photographs",
                    a_.how.describe(), a_.views.count, a_.views.side, files_.trained_on.size());
    card_["photographs"] = nlohmann::ordered_json::array();
    for (const std::string& folder : a_.photographs)
      card_["photographs"].push_back(fs::path{folder}.filename().string());
    card_["images_hash"] = hash_of(files_.trained_on);
    card_["test"]["photographs"] = files_.held_out.size();
    card_["test"]["hash"] = hash_of(files_.held_out);
    card_["parameters"] = parameters;
    card_["libtorch"] = TORCH_VERSION;
    const std::string text = card_.dump(2) + "\n";
    write_file_atomically(fs::path{a_.folder} / (name + ".safetensors"), bytes);
    experiment::write_text(fs::path{a_.folder} / (name + ".json"), text);
    fs::remove(part());
    fmt::print("{}", text);
  }

  arguments a_;
  photographs files_;
  torch::nn::Module all_;
  std::map<std::string, std::shared_ptr<torch::nn::Module>> networks_;
  nlohmann::ordered_json card_;
};

}  // namespace

int main(int argc, char** argv) {
  arguments a;
  CLI::App app{
      "Trains the networks of adaptive_pixels on photographs. FOLDER/NAME.safetensors has those that are "
      "done, with which the "
      "same command goes on; in the end NAME-<fingerprint>.safetensors, and .json with what it came from."};
  const auto add = [&](const char* name, auto& value, const char* what, const CLI::Validator& check) {
    app.add_option(name, value, what)
        ->transform(experiment::whole_number)
        ->check(check)
        ->capture_default_str();
  };
  app.add_option("PHOTOGRAPHS", a.photographs, "folders of images in colour")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--folder", a.folder, "where the model goes")->required();
  app.add_option("--name", a.name, "of the model")->required();
  app.add_option("--only", a.only, "train only these networks, and leave the part")
      ->check(CLI::IsMember({"single", "blended"}));
  add("--hidden", a.how.hidden, "units of a layer", CLI::Range(1, 64));
  add("--levels", a.views.count, "of each plane, from all photographs together", CLI::Range(1000, 1 << 26));
  add("--side", a.views.side, "of the middle of a photograph that is looked at", CLI::Range(8, 1 << 14));
  add("--held-out", a.held_out, "each so-many-th photograph", CLI::Range(2, 1000));
  add("--epochs", a.how.epochs, "over all levels", CLI::Range(1, 10000));
  add("--batch", a.how.batch, "levels", CLI::Range(1, 1 << 20));
  app.add_option("--rate", a.how.rate, "AdamW's")
      ->transform(experiment::real_number)
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add("--seed", a.how.seed, "of the order and the first weights", CLI::Range(0, 1 << 30));
  add("--threads", a.threads, "of a processor", CLI::Range(1, 1024));
  // What was typed, but of paths their last part: the card goes elsewhere.
  for (int i = 0; i < argc; ++i) a.command += (i > 0 ? " " : "") + fs::path{argv[i]}.filename().string();
  return experiment::run_program(app, argc, argv, [&] {
    try {
      torch::set_num_threads(a.threads);
      session{a}.run();
    } catch (const c10::Error& failure) {
      throw error(failure.what_without_backtrace());
    }
  });
}

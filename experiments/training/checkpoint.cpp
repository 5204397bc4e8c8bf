// The whole state of a training in a file, of which an interrupted training goes on.
#include <fmt/format.h>

#include <ansatz/error.hpp>

#include "trainer.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;
using torch::serialize::InputArchive;
using torch::serialize::OutputArchive;

/// A module or an optimiser under a name.
template <class Part>
void put(OutputArchive& all, const char* name, const Part& part) {
  OutputArchive archive;
  part.save(archive);
  all.write(name, archive);
}
template <class Part>
void get(InputArchive& all, const char* name, Part& part) {
  InputArchive archive;
  all.read(name, archive);
  part.load(archive);
}

Tensor tensor_in(InputArchive& all, const char* name) {
  Tensor t;
  all.read(name, t);
  return t.to(torch::kCPU);
}
std::string text_in(InputArchive& all, const char* name) {
  c10::IValue text;
  all.read(name, text);
  return text.toStringRef();
}

/// A row of a table that holds an epoch, and back.
Tensor row_of(const epoch_report& e) {
  std::vector<double> row{static_cast<double>(e.epoch), e.training, e.rate, e.best};
  row.insert(row.end(), e.held_out.pixels.begin(), e.held_out.pixels.end());
  row.insert(row.end(), e.held_out.latents.begin(), e.held_out.latents.end());
  return torch::tensor(row, torch::kFloat64);
}
epoch_report epoch_of(const Tensor& row, std::int64_t groups) {
  const auto* r = row.data_ptr<double>();
  const double *const latents = r + 4 + groups, *const end = r + row.numel();
  return {static_cast<std::int64_t>(r[0]), r[1], r[2], r[3], {{r + 4, latents}, {latents, end}}};
}

Tensor state_on(torch::Device d) { return at::globalContext().defaultGenerator(d).get_state(); }

}  // namespace

/// The states of the CPU's generator of random numbers and of the device's own.
Tensor trainer::generators() const {
  return device_.is_cpu() ? state_on(device_) : torch::cat({state_on(torch::kCPU), state_on(device_)});
}
void trainer::set_generators(const Tensor& states) {
  std::int64_t first = 0;
  for (const torch::Device d : {torch::Device{torch::kCPU}, device_}) {
    if (first == states.numel()) return;
    const std::int64_t n = state_on(d).numel();
    at::Generator generator = at::globalContext().defaultGenerator(d);
    generator.set_state(states.narrow(0, first, n).contiguous());
    first += n;
  }
}

void trainer::save(const std::filesystem::path& path) const {
  std::vector<Tensor> rows{torch::empty({0}, torch::kFloat64)};
  for (const epoch_report& e : history_) rows.push_back(row_of(e));
  const std::size_t groups = history_.empty() ? 0 : history_[0].held_out.pixels.size();
  const std::vector<std::int64_t> counts{static_cast<std::int64_t>(history_.size()),
                                         static_cast<std::int64_t>(groups),
                                         steps_,
                                         waited_,
                                         halvings_,
                                         done_};
  OutputArchive all;
  all.write("options", c10::IValue{options_.describe()});
  all.write("plan", c10::IValue{plan_});
  put(all, "module", *module_);
  put(all, "average", *average_);
  put(all, "best", *best_);
  put(all, "adam", *adam_);
  if (!muon_.empty()) put(all, "muon", muon_);
  all.write("progress", torch::tensor(progress_bits_, torch::kFloat64));
  all.write("counts", torch::tensor(counts));
  all.write("history", torch::cat(rows));
  all.write("nats", nats_);
  if (done_ > 0) all.write("generators", generators_);
  const std::filesystem::path beside = path.string() + ".new";
  all.save_to(beside.string());
  std::filesystem::rename(beside, path);
}

void trainer::load(const std::filesystem::path& path) {
  InputArchive all;
  try {
    all.load_from(path.string(), device_);
    if (const std::string of = text_in(all, "options"); of != options_.describe())
      throw error(path.string() + ": the checkpoint of another training: " + of);
    plan_ = text_in(all, "plan");
    get(all, "module", *module_);
    get(all, "average", *average_);
    get(all, "best", *best_);
    get(all, "adam", *adam_);
    if (!muon_.empty()) get(all, "muon", muon_);
    progress_bits_ = tensor_in(all, "progress").item<double>();
    nats_ = tensor_in(all, "nats").to(device_);
    const Tensor counts = tensor_in(all, "counts"), history = tensor_in(all, "history");
    const auto* c = counts.data_ptr<std::int64_t>();
    steps_ = c[2], waited_ = c[3], halvings_ = c[4], done_ = c[5];
    if (done_ > 0) generators_ = tensor_in(all, "generators");
    history_.clear();
    for (std::int64_t i = 0; i < c[0]; ++i)
      history_.push_back(epoch_of(history.reshape({c[0], -1})[i].contiguous(), c[1]));
  } catch (const c10::Error&) {
    throw corrupt_error(path.string() + ": this is no whole checkpoint");
  }
  // A plan ends in the epochs that it was for.
  const std::string epochs = std::to_string(options_.epochs);
  if (plan_.substr(plan_.rfind(' ') + 1) != epochs)
    plan_ += fmt::format(" until {}, then {}", history_.size(), epochs);
}

}  // namespace ansatz::training

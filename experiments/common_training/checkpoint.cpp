#include "checkpoint.hpp"

#include <ansatz/error.hpp>

namespace ansatz::training {

void write_checkpoint(const std::filesystem::path& path, const std::string& training,
                      const std::function<void(torch::serialize::OutputArchive&)>& fill) {
  torch::serialize::OutputArchive all;
  all.write("options", c10::IValue{training});
  fill(all);
  const std::filesystem::path beside = path.string() + ".new";
  all.save_to(beside.string());
  std::filesystem::rename(beside, path);
}

void read_checkpoint(const std::filesystem::path& path, const std::string& training, torch::Device device,
                     const std::function<void(torch::serialize::InputArchive&)>& take) {
  torch::serialize::InputArchive all;
  try {
    all.load_from(path.string(), device);
    c10::IValue options;
    all.read("options", options);
    if (options.toStringRef() != training)
      throw error(path.string() + ": the checkpoint of another training: " + options.toStringRef());
    take(all);
  } catch (const c10::Error&) {
    throw corrupt_error(path.string() + ": this is no whole checkpoint");
  }
}

}  // namespace ansatz::training

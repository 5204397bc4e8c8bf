#pragma once
#include <torch/torch.h>

#include <filesystem>
#include <functional>
#include <string>

/// The whole state of a training in a file, of which an interrupted training goes on.
namespace ansatz::training {

/// Writes what `fill` puts into an archive, and what training it is of, beside its place, and renames it.
void write_checkpoint(const std::filesystem::path& path, const std::string& training,
                      const std::function<void(torch::serialize::OutputArchive&)>& fill);

/// Hands the archive to `take`, its tensors on a device. Throws `error` where it is another training's, and
/// `corrupt_error` where it is no whole checkpoint.
void read_checkpoint(const std::filesystem::path& path, const std::string& training, torch::Device device,
                     const std::function<void(torch::serialize::InputArchive&)>& take);

/// A module or an optimiser under a name.
template <class Part>
void put(torch::serialize::OutputArchive& all, const char* name, const Part& part) {
  torch::serialize::OutputArchive archive;
  part.save(archive);
  all.write(name, archive);
}
template <class Part>
void get(torch::serialize::InputArchive& all, const char* name, Part& part) {
  torch::serialize::InputArchive archive;
  all.read(name, archive);
  part.load(archive);
}

inline torch::Tensor get_tensor(torch::serialize::InputArchive& all, const char* name) {
  torch::Tensor t;
  all.read(name, t);
  return t;
}

}  // namespace ansatz::training

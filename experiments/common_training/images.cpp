#include "images.hpp"

#include <ansatz/error.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <filesystem>
#include <span>

extern "C" [[gnu::weak]] void openblas_set_num_threads(int);

namespace ansatz::training {

idx_array load_images(const std::string& name, std::uint64_t count, std::uint64_t seed) {
  if (name == "digits") return digits(count, seed);
  try {
    return parse_idx(read_maybe_gzip(name));
  } catch (const corrupt_error& e) {
    throw corrupt_error(name + ": " + e.what());
  }
}

torch::Tensor rows(const idx_array& images, std::uint64_t first, std::uint64_t count) {
  const auto size = static_cast<std::int64_t>(images.item_size());
  auto* from =
      const_cast<std::uint8_t*>(images.data.data()) + first * images.item_size();  // from_blob takes no const
  return torch::from_blob(from, {static_cast<std::int64_t>(count), size}, torch::kUInt8).clone();
}

void check_outputs(const std::string& name, const std::string& checkpoint) {
  if (name.empty() || std::filesystem::path{name}.filename() != name)
    throw domain_error("--name: a plain file name is needed");
  const std::filesystem::path beside = std::filesystem::path{checkpoint}.parent_path();
  if (!beside.empty() && !std::filesystem::is_directory(beside))
    throw domain_error(beside.string() + ": no such folder");
}

idx_array load_test_images(const std::string& name, const idx_array& like) {
  if (name.empty()) return {};
  idx_array test = load_images(name, 10000, 2);
  if (test.count() == 0 || test.item_size() != like.item_size())
    throw domain_error(name + ": images of another size, or none");
  return test;
}

std::string hash_of(const idx_array& images) {
  return hash_hex(hash64(std::as_bytes(std::span{images.data})));
}

std::string command_of(int argc, char** argv) {
  std::string command = std::filesystem::path{argv[0]}.filename().string();
  for (int i = 1; i < argc; ++i) {
    const std::filesystem::path argument = argv[i];
    command += " " + (argument.has_filename() ? argument : argument.parent_path()).filename().string();
  }
  return command;
}

void use_threads(int count) {
  torch::set_num_threads(count);
  if (openblas_set_num_threads != nullptr) openblas_set_num_threads(count);
}

}  // namespace ansatz::training

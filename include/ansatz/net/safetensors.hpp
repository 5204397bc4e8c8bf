#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// Named arrays of numbers in the safetensors format: u64 length, a JSON header, the data. Every offset is
/// checked: the tensors must lie side by side, without gap or overlap, and fill the file. The header is read
/// in one way only: it begins with its brace, no key comes twice at any depth, and there is no byte 0.
class safetensors {
 public:
  struct tensor {
    std::string dtype;  ///< "F16", "F32" or "F64"; others are kept but cannot be read as numbers
    std::vector<std::uint64_t> shape;  ///< a dimension may be 0: there are no data then
    std::span<const std::byte> data;   ///< little-endian, in C order; lives as long as the safetensors object
  };

  /// Throws `corrupt_error` in a sentence for anything else than a well-formed file. `source` is what errors
  /// name it.
  static safetensors parse(std::vector<std::byte> bytes, std::string source = "the model");
  static safetensors load(const std::filesystem::path& path);

  /// Throws `corrupt_error` where there is no such tensor. What is returned lives in the object, which must
  /// have a name.
  const tensor& at(const std::string& name) const&;
  const tensor& at(const std::string& name) const&& = delete;
  bool contains(const std::string& name) const { return tensors_.contains(name); }
  const std::map<std::string, tensor>& tensors() const& { return tensors_; }
  const std::map<std::string, tensor>& tensors() const&& = delete;
  /// Texts that the file carries beside its tensors.
  const std::map<std::string, std::string>& metadata() const& { return metadata_; }
  const std::map<std::string, std::string>& metadata() const&& = delete;
  /// The path of a file that was loaded; what errors of its readers begin with.
  const std::string& source() const { return source_; }
  /// Length of the file.
  std::uint64_t size() const { return bytes_.size(); }

  safetensors(safetensors&&) = default;
  safetensors& operator=(safetensors&&) = default;

 private:
  safetensors() = default;

  std::string source_;
  std::vector<std::byte> bytes_;
  std::map<std::string, tensor> tensors_;
  std::map<std::string, std::string> metadata_;
};

/// The inverse of `parse`: the bytes of a file with these tensors and texts. Throws `domain_error` where a
/// tensor's data do not fit its type and shape, the type is none that the format names, the name is
/// `__metadata__`, or a name or a text is not UTF-8.
std::vector<std::byte> format_safetensors(const std::map<std::string, safetensors::tensor>& tensors,
                                          const std::map<std::string, std::string>& metadata = {});

}  // namespace ansatz

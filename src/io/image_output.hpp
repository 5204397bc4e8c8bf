#pragma once
#include <ansatz/io/image_files.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace ansatz {

/// Where an `image_writer` writes to. It is given images that are whole, as many as were listed.
class image_output {
 public:
  virtual ~image_output() = default;
  virtual void write(const image& i) = 0;
  virtual void skip(std::uint64_t count) = 0;
  virtual void finish() = 0;
};

/// A folder of PNG, written whole or not at all: a new one stands under another name until it is complete.
/// Throws `error` where it cannot be, `domain_error` where it is not empty.
std::unique_ptr<image_output> folder_output(const std::filesystem::path& folder, const image_listing& what);

}  // namespace ansatz

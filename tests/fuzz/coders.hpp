#pragma once
#include <ansatz/archive/coder.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Every codec that files name, with models small enough for a fuzzer.
namespace ansatz::fuzz {

struct tried_coder {
  std::unique_ptr<ansatz::coder> coder;
  /// Of a model that takes one size of images.
  std::optional<image_shape> only = {};
  bool images = false, binary = false, bytes = false, graphs = false;  // what it takes
  /// What it gives for a few items: parameters by their names, phases, a description of items.
  std::vector<chunk> samples = {};
};

/// One at least for each codec of the registry.
std::span<const tried_coder> tried_coders();

/// The models of tests/golden/models.
std::vector<std::filesystem::path> small_models();

}  // namespace ansatz::fuzz

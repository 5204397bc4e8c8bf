#pragma once
#include <ansatz/io/idx.hpp>
#include <cstdint>
#include <filesystem>
#include <hierarchy/hierarchy.hpp>
#include <image_archive/model_folder.hpp>
#include <optional>
#include <string>

namespace ansatz {

/// A hierarchy and the name that it goes by.
struct named_hierarchy {
  std::string name;
  std::filesystem::path path;
  std::uint64_t bytes = 0;  ///< of the file
  hierarchy model;
};

/// Where those that come along lie.
const model_folder& hierarchy_folder();

/// Reads one. A shipped model, whose name ends in its fingerprint, must have it: `corrupt_error`.
named_hierarchy load_hierarchy(const std::filesystem::path& path);

/// The shipped model of this fingerprint. Throws `error` where none is.
named_hierarchy shipped_hierarchy(std::uint64_t fingerprint);

/// The shipped model that codes the first images in the fewest bits, among those for images of this size and
/// kind (binary where all pixels are 0 or 1), inferred from the top down or from level to level. Throws
/// `domain_error` where there is none.
named_hierarchy shipped_hierarchy_for(const idx_array& images, bool top_down);

}  // namespace ansatz

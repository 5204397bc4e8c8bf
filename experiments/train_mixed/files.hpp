#pragma once
#include <filesystem>
#include <vector>

#include "learner.hpp"

namespace ansatz::training {

/// The average of the weights as mixed_pixels reads them, in half precision: a safetensors file. Throws
/// `error` where one is not finite there.
std::vector<std::byte> format_model(const pixel_learner& of, const detail::pixel_window& window);

/// All that a training goes on with.
void save(const pixel_learner& of, const std::filesystem::path& to);
/// Throws `corrupt_error` where it is not a state of such a network.
void load(pixel_learner& to, const std::filesystem::path& from);

}  // namespace ansatz::training

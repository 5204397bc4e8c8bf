#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "training.hpp"

namespace ansatz::training {

/// What a card says of where a model came from.
struct origin {
  std::string command, images_hash;
};

/// The model as a file, its weights in half precision, and its card beside it, which is printed, too. Throws `error`
/// where the codec cannot code with it.
void finish(const std::filesystem::path& folder, const std::string& name, const origin& from,
            const bitmap_trainer& trained, std::span<const bitmap> on, std::span<const bitmap> held_out);

}  // namespace ansatz::training

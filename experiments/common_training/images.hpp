#pragma once
#include <torch/torch.h>

#include <ansatz/io/idx.hpp>
#include <cstdint>
#include <string>

namespace ansatz::training {

/// An idx file, plain or gz, or so many of the project's own drawn digits where the name is "digits".
idx_array load_images(const std::string& name, std::uint64_t count, std::uint64_t seed);

/// Images first..first + count - 1, one a row of bytes.
torch::Tensor rows(const idx_array& images, std::uint64_t first, std::uint64_t count);

/// Throws `domain_error` for a model's name that is no plain file name, or a checkpoint in no folder: what
/// can be wrong at the end is found out before hours are spent.
void check_outputs(const std::string& name, const std::string& checkpoint);

/// Images to evaluate the end on; none for "". Throws `domain_error` unless they are of the size of `like`.
idx_array load_test_images(const std::string& name, const idx_array& like);

std::string hash_of(const idx_array& images);

/// What was typed, but of paths their last part: the card goes elsewhere.
std::string command_of(int argc, char** argv);

/// LibTorch's, and those of OpenBLAS, which has threads of its own, where LibTorch multiplies through it.
void use_threads(int count);

}  // namespace ansatz::training

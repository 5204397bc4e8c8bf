#pragma once
#include <torch/torch.h>

#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// What the training programs share.
namespace ansatz::training {

/// Moves the parameters of `to` towards those of `from`, all the way or a share of it.
void blend(const torch::nn::Module& from, torch::nn::Module& to, double share = 1);

/// Takes over every parameter that the file has under the same name and in the same shape, or from a narrower network
/// into the corner of a wider one, which gives what that gave; returns how many numbers these are. Throws `corrupt_error` where one of them is not finite.
std::int64_t begin_from(const safetensors& file, torch::nn::Module& module);

/// The parameters in half precision and the buffers in single precision, as the bytes of a safetensors file.
std::vector<std::byte> format_weights(const torch::nn::Module& module,
                                      const std::map<std::string, std::string>& metadata = {});

}  // namespace ansatz::training

#pragma once
#include <ansatz/net/network.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// A dense layer in real numbers, as trained: weight[row * inputs + column].
struct real_layer {
  std::size_t inputs = 0, outputs = 0;
  std::vector<double> weight, bias;
};

/// As (2, 3).
std::string shape_text(std::span<const std::uint64_t> shape);

/// Throws the `corrupt_error` of a tensor that is not of the shape that its place needs: it names the file,
/// the tensor and both shapes.
[[noreturn]] void refuse_shape(const safetensors& file, const std::string& name,
                               std::span<const std::uint64_t> needed);

/// The numbers of a tensor of the given shape (F16, F32 or F64). Throws `corrupt_error` for another shape or
/// type, a NaN or an infinity.
std::vector<double> values_of(const safetensors& file, const std::string& name,
                              std::span<const std::size_t> shape);

/// `name.weight`, (outputs, inputs), and `name.bias`, of any size. Throws `corrupt_error` where they do not
/// fit one another.
real_layer layer_of(const safetensors& file, const std::string& name);

/// Folds the batch norm `name` (running statistics) that follows a layer into it; eps = 1e-5.
void fold_batch_norm(real_layer& layer, const safetensors& file, const std::string& name);

/// Fixes the layers' points: inputs have `input_bits` fractional bits and an absolute value of at most
/// `input_bound` units; ReLU between layers. Throws `domain_error` where a sum could reach 2^53.
network make_network(std::span<const real_layer> layers, int input_bits, double input_bound);

}  // namespace ansatz

#include "weights.hpp"

#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <span>

namespace ansatz::training {

using torch::Tensor;

void blend(const torch::nn::Module& from, torch::nn::Module& to, double share) {
  const torch::NoGradGuard guard;
  auto targets = to.parameters();
  const auto sources = from.parameters();
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i].lerp_(sources[i], share);
}

std::vector<std::byte> format_weights(const torch::nn::Module& module,
                                      const std::map<std::string, std::string>& metadata) {
  std::map<std::string, Tensor> kept;
  std::map<std::string, safetensors::tensor> tensors;
  const auto add = [&](const std::string& name, const Tensor& value, torch::ScalarType type) {
    const Tensor& k = kept[name] = value.detach().to(torch::kCPU, type).contiguous();
    if (!k.isfinite().all().item<bool>())
      throw error("the weights " + name + " are not finite in half precision: training diverged");
    safetensors::tensor& t = tensors[name];
    t.dtype = type == torch::kHalf ? "F16" : "F32";
    for (const std::int64_t n : k.sizes()) t.shape.push_back(static_cast<std::uint64_t>(n));
    t.data = std::as_bytes(std::span{static_cast<const char*>(k.data_ptr()), k.nbytes()});
  };
  for (const auto& item : module.named_parameters()) add(item.key(), item.value(), torch::kHalf);
  for (const auto& item : module.named_buffers()) add(item.key(), item.value(), torch::kFloat32);
  return format_safetensors(tensors, metadata);
}

}  // namespace ansatz::training

#include "weights.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <net/real_layer.hpp>
#include <span>

namespace ansatz::training {

using torch::Tensor;

void blend(const torch::nn::Module& from, torch::nn::Module& to, double share) {
  const torch::NoGradGuard guard;
  auto targets = to.parameters();
  const auto sources = from.parameters();
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i].lerp_(sources[i], share);
}

std::int64_t begin_from(const safetensors& file, torch::nn::Module& module) {
  const torch::NoGradGuard guard;
  std::int64_t taken = 0;
  for (auto& item : module.named_parameters()) {
    const auto at = file.tensors().find(item.key());
    Tensor& to = item.value();
    if (at == file.tensors().end() || !std::ranges::equal(at->second.shape, to.sizes())) continue;
    const std::vector<std::size_t> shape{to.sizes().begin(), to.sizes().end()};
    to.copy_(torch::tensor(values_of(file, item.key(), shape), torch::kFloat64).view(to.sizes()));
    taken += to.numel();
  }
  return taken;
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

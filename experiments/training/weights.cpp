#include "weights.hpp"

#include <ansatz/error.hpp>
#include <net/real_layer.hpp>
#include <span>
#include <vector>

namespace ansatz::training {

using torch::Tensor;

void blend(const torch::nn::Module& from, torch::nn::Module& to, double share) {
  const torch::NoGradGuard guard;
  auto targets = to.parameters();
  const auto sources = from.parameters();
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i].lerp_(sources[i], share);
}

namespace {

/// Whether a tensor is what it was but for a wider network: what a network is given and gives is as it was.
bool widened(const std::string& name, at::IntArrayRef to, std::span<const std::uint64_t> from) {
  if (from.size() != to.size()) return false;
  for (std::size_t d = 0; d < to.size(); ++d) {
    const auto before = static_cast<std::int64_t>(from[d]);
    const bool fixed = d > 1 || (d == 0 && name.find(".last.") != std::string::npos) ||
                       (d == 1 && name.find(".first.") != std::string::npos);
    if (before > to[d] || (fixed && before != to[d])) return false;
  }
  return true;
}

}  // namespace

std::int64_t begin_from(const safetensors& file, torch::nn::Module& module) {
  const torch::NoGradGuard guard;
  std::int64_t taken = 0;
  for (auto& item : module.named_parameters()) {
    const auto at = file.tensors().find(item.key());
    Tensor to = item.value();
    if (at == file.tensors().end() || !widened(item.key(), to.sizes(), at->second.shape)) continue;
    const std::vector<std::size_t> shape{at->second.shape.begin(), at->second.shape.end()};
    const std::vector<std::int64_t> sizes{shape.begin(), shape.end()};
    to = to.narrow(0, 0, sizes[0]);
    if (to.dim() > 1) {
      // Outputs that were there see nothing of inputs that are new: they give what they gave.
      to.narrow(1, sizes[1], to.size(1) - sizes[1]).zero_();
      to = to.narrow(1, 0, sizes[1]);
    }
    to.copy_(torch::tensor(values_of(file, item.key(), shape), torch::kFloat64).view(sizes));
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

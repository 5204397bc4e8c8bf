#include "likelihood.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <training/objective.hpp>
#include <vector>

namespace ansatz::training {

using torch::Tensor;

pixel_mixture mixture_of(const architecture& a, const Tensor& edges) {
  pixel_mixture m{a, {}};
  const Tensor e = edges.to(torch::kCPU, torch::kFloat32).contiguous();
  std::copy_n(e.data_ptr<float>(), m.edges.size(), m.edges.begin());
  return m;
}

Tensor mixture_nats(const Tensor& x, const Tensor& outputs, const pixel_mixture& mixture) {
  // On a device, too, it is the CPU that works: there is one loop.
  const Tensor values = x.to(torch::kCPU, torch::kFloat32).contiguous(),
               all = outputs.detach().to(torch::kCPU).contiguous();
  Tensor slopes = torch::empty_like(all);
  const std::int64_t images = x.size(0), n = x.size(1), numbers = all.size(1) * n;
  std::vector<double> nats(static_cast<std::size_t>(images));
  at::parallel_for(0, images, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i < last; ++i)
      nats[static_cast<std::size_t>(i)] =
          mixture_nats_of(mixture, values.data_ptr<float>() + i * n, all.data_ptr<float>() + i * numbers,
                          static_cast<std::size_t>(n), slopes.data_ptr<float>() + i * numbers);
  });
  const Tensor sum = torch::tensor(std::accumulate(nats.begin(), nats.end(), 0.0), torch::kFloat32);
  return with_slopes(sum.to(outputs.device()), outputs, slopes.to(outputs.device()));
}

Tensor edges_from(const Tensor& x, const architecture& a) {
  constexpr std::int64_t reach = 6;  // neighbours on either side
  const Tensor counts =
      torch::bincount(x.flatten().to(torch::kLong), {}, 256).to(torch::kCPU, torch::kFloat64) + 1;
  const auto* n = counts.data_ptr<double>();
  const auto is_atom = [&](std::int64_t v) { return std::ranges::find(a.atoms, v) != a.atoms.end(); };
  std::vector<float> edges{-0.5f};
  for (std::int64_t v = 0; v < 256; ++v) {
    std::vector<double> beside;
    for (std::int64_t u = std::max<std::int64_t>(v - reach, 0); u <= std::min<std::int64_t>(v + reach, 255);
         ++u)
      if (!is_atom(u)) beside.push_back(n[u]);
    std::ranges::sort(beside);
    const double width =
        is_atom(v) || beside.empty() ? 1 : std::clamp(n[v] / beside[beside.size() / 2], 0.5, 4.0);
    edges.push_back(edges.back() + static_cast<float>(width));
  }
  return torch::tensor(edges);
}

Tensor log_logistic(const Tensor& z, const Tensor& mean, const Tensor& log_scale) {
  const Tensor u = (z - mean) * (-log_scale).exp();
  return torch::log_sigmoid(u) + torch::log_sigmoid(-u) - log_scale;
}

Tensor log_normal(const Tensor& z, const Tensor& mean, const Tensor& log_scale) {
  const Tensor u = (z - mean) * (-log_scale).exp();
  return -0.5 * u * u - log_scale - 0.5 * std::log(2 * M_PI);
}

}  // namespace ansatz::training

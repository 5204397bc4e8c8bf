#include "loss.hpp"

#include <ATen/Parallel.h>

#include <cmath>
#include <training/objective.hpp>
#include <vector>

#include "beta_binomial.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;

constexpr double widest = 30;  // of |log alpha|, |log beta|: where the codec clamps them

/// Alpha and beta.
std::vector<Tensor> parameters_of(const Tensor& outputs) {
  return outputs.to(torch::kFloat64).clamp(-widest, widest).exp().chunk(2, 1);
}

/// log(255 choose x), by x.
Tensor log_choose(const Tensor& x) {
  std::vector<double> table;
  for (int k = 0; k < 256; ++k)
    table.push_back(std::lgamma(256.0) - std::lgamma(k + 1.0) - std::lgamma(256.0 - k));
  return torch::tensor(table, torch::kFloat64).to(x.device()).index({x.to(torch::kLong)});
}

Tensor fused_nats(const Tensor& x, const Tensor& outputs) {
  const Tensor n = x.to(torch::kFloat64).contiguous();
  const auto parameters = parameters_of(outputs.detach());
  const Tensor a = parameters[0].contiguous(), b = parameters[1].contiguous();
  Tensor nats = torch::empty_like(n), da = torch::empty_like(n), db = torch::empty_like(n);
  at::parallel_for(0, n.numel(), 1 << 12, [&](std::int64_t first, std::int64_t last) {
    const auto at = [first](const Tensor& t) { return t.data_ptr<double>() + first; };
    beta_binomial_nats_of(at(n), at(a), at(b), static_cast<std::size_t>(last - first), at(nats), at(da),
                          at(db));
  });
  const Tensor slopes = torch::cat({da, db}, 1) * (outputs.detach().abs() < widest);
  return with_slopes((nats - log_choose(x)).sum().to(outputs.dtype()), outputs, slopes.to(outputs.dtype()));
}

}  // namespace

Tensor bernoulli_nats(const Tensor& x, const Tensor& logits) {
  return torch::binary_cross_entropy_with_logits(logits, x, {}, {}, at::Reduction::Sum);
}

Tensor beta_binomial_nats(const Tensor& x, const Tensor& outputs) {
  return outputs.is_cpu() ? fused_nats(x, outputs) : beta_binomial_nats_by_lgamma(x, outputs);
}

Tensor beta_binomial_nats_by_lgamma(const Tensor& x, const Tensor& outputs) {
  const auto parameters = parameters_of(outputs);
  const Tensor &a = parameters[0], &b = parameters[1];
  const auto log_beta = [](const Tensor& p, const Tensor& q) {
    return p.lgamma() + q.lgamma() - (p + q).lgamma();
  };
  return (log_beta(a, b) - log_beta(a + x, b + (255 - x)) - log_choose(x)).sum().to(outputs.dtype());
}

Tensor gaussian_divergence(const Tensor& mean, const Tensor& log_sigma) {
  return (0.5 * ((2 * log_sigma).exp() + mean * mean - 1) - log_sigma).sum();
}

}  // namespace ansatz::training

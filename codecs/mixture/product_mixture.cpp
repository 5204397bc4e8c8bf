#include <sleef.h>

#include <Eigen/Core>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <mixture/product_mixture.hpp>

namespace ansatz {
namespace {

/// -log2 of w_k prod_d p(x_d | k), one a component.
std::vector<bits> costs(const product_mixture& m, std::span<const std::uint8_t> x) {
  if (x.size() != m.dims) throw domain_error("product_mixture: the vector has another length");
  m.check();
  std::uint64_t total = 0;
  for (const std::uint32_t w : m.weights) total += w;
  std::vector<bits> out;
  out.reserve(m.weights.size());
  for (std::size_t k = 0; k < m.weights.size(); ++k) {
    log2_sum mass;
    for (std::size_t d = 0; d < m.dims; ++d) {
      if (x[d] > 1) throw domain_error("product_mixture: a pixel must be 0 or 1");
      const std::uint32_t ones = m.ones[k * m.dims + d];
      mass.add(x[d] != 0 ? ones : (1u << product_mixture::precision) - ones);
    }
    out.push_back(log2_of(total) - log2_of(m.weights[k]) +
                  bits::whole(static_cast<std::int64_t>(m.dims * product_mixture::precision)) - mass.value());
  }
  return out;
}

}  // namespace

void product_mixture::check() const {
  if (weights.empty() || ones.size() / weights.size() != dims || ones.size() % weights.size() != 0)
    throw domain_error("product_mixture: as many masses as dimensions times components are needed");
  if (std::ranges::any_of(weights, [](std::uint32_t w) { return w == 0; }) ||
      std::ranges::any_of(ones, [](std::uint32_t mass) { return mass == 0 || mass >> precision != 0; }))
    throw domain_error("product_mixture: a weight of 0, or a mass outside [1, 2^16)");
}

std::vector<std::uint64_t> product_mixture::posterior(std::span<const std::uint8_t> x) const {
  const std::vector<bits> cost = costs(*this, x);
  const bits least = *std::ranges::min_element(cost);
  std::vector<std::uint64_t> out;
  out.reserve(cost.size());
  for (const bits c : cost) out.push_back(std::max<std::uint64_t>(exp2_minus(c - least) >> 8, 1));  // Q54
  return out;
}

bits product_mixture::information(std::span<const std::uint8_t> x) const {
  const std::vector<bits> cost = costs(*this, x);
  const bits least = *std::ranges::min_element(cost);
  uint128 sum = 0;  // Q62
  for (const bits c : cost) sum += exp2_minus(c - least);
  return least - (log2_of(static_cast<std::uint64_t>(sum >> 16)) - bits::whole(46));
}

product_mixture fit_product_mixture(std::span<const std::uint8_t> images, std::size_t dims,
                                    std::size_t components, unsigned iterations, std::uint64_t seed) {
  if (dims == 0 || components == 0 || images.size() < dims || images.size() % dims != 0)
    throw domain_error("product_mixture: no whole images to fit to");
  const std::size_t count = images.size() / dims;
  using matrix = Eigen::MatrixXf;
  const auto n = static_cast<Eigen::Index>(count), d = static_cast<Eigen::Index>(dims),
             k = static_cast<Eigen::Index>(components);
  const matrix x =
      Eigen::Map<const Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>>(images.data(), d, n)
          .cast<float>();

  // Each component starts halfway between the mean and an image of its own.
  const Eigen::VectorXf mean = x.rowwise().mean();
  matrix p(d, k);
  Eigen::VectorXf weight = Eigen::VectorXf::Constant(k, 1 / static_cast<float>(components));
  for (Eigen::Index j = 0; j < k; ++j) {
    const auto own =
        static_cast<Eigen::Index>(supply::seeded(seed).word(static_cast<std::uint64_t>(j)) % count);
    p.col(j) = (x.col(own) + mean) / 2;
  }
  const auto log = [](float v) { return static_cast<float>(Sleef_cinz_logd1_u10purec(v)); };
  const auto exp = [](float v) { return static_cast<float>(Sleef_cinz_expd1_u10purec(v)); };
  constexpr float smoothing = 0.2F;
  for (unsigned i = 0; i < iterations; ++i) {
    p = p.cwiseMax(1e-4F).cwiseMin(1 - 1e-4F);
    const matrix off = (1 - p.array()).unaryExpr(log).matrix(), odds = p.unaryExpr(log) - off;
    matrix r = odds.transpose() * x;  // log of the joint, then the responsibilities
    r.colwise() += off.colwise().sum().transpose() + weight.unaryExpr(log);
    for (Eigen::Index j = 0; j < n; ++j) {
      r.col(j) = (r.col(j).array() - r.col(j).maxCoeff()).cwiseMax(-80.0F).unaryExpr(exp).matrix();
      r.col(j) /= r.col(j).sum();
    }
    const Eigen::VectorXf total = r.rowwise().sum();
    p = x * r.transpose() + smoothing * mean.replicate(1, k);
    for (Eigen::Index j = 0; j < k; ++j) p.col(j) /= total(j) + smoothing;
    weight = (total.array() + smoothing) /
             (static_cast<float>(count) + smoothing * static_cast<float>(components));
  }

  product_mixture out;
  out.dims = dims;
  constexpr float unit = 1 << product_mixture::precision;
  for (Eigen::Index j = 0; j < k; ++j) {
    out.weights.push_back(static_cast<std::uint32_t>(std::clamp(weight(j) * unit, 1.0F, unit)));
    for (Eigen::Index i = 0; i < d; ++i)
      out.ones.push_back(static_cast<std::uint32_t>(std::clamp(p(i, j) * unit + 0.5F, 1.0F, unit - 1)));
  }
  return out;
}

}  // namespace ansatz

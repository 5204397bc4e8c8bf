#include <algorithm>
#include <ansatz/stack/supply.hpp>
#include <hmm/private/forward_backward.hpp>

namespace ansatz::em {

chain random_chain(std::size_t states, std::uint64_t seed) {
  const auto n = static_cast<Eigen::Index>(states);
  const supply random = supply::seeded(seed);
  chain c{Eigen::VectorXd::Constant(n, 1.0 / static_cast<double>(n)), Eigen::MatrixXd(n, n)};
  for (Eigen::Index y = 0; y < n; ++y) {
    for (Eigen::Index z = 0; z < n; ++z)
      c.transitions(y, z) =
          0.1 + 0x1p-32 * static_cast<double>(random.word(static_cast<std::uint64_t>(y * n + z)) >> 32);
    c.transitions.row(y) /= c.transitions.row(y).sum();
  }
  return c;
}

Eigen::MatrixXd forward_backward(const chain& c, const Eigen::MatrixXd& likelihoods, chain& counts) {
  const Eigen::Index moments = likelihoods.cols();
  Eigen::MatrixXd alpha(likelihoods.rows(), moments);
  Eigen::VectorXd scale(moments);
  for (Eigen::Index t = 0; t < moments; ++t) {
    if (t == 0)
      alpha.col(0) = c.initial.cwiseProduct(likelihoods.col(0));
    else
      alpha.col(t) = (c.transitions.transpose() * alpha.col(t - 1)).cwiseProduct(likelihoods.col(t));
    scale(t) = alpha.col(t).sum();
    alpha.col(t) /= scale(t);
  }
  // What follows each moment: likelihood times beta, over the scale, so that a posterior is alpha times beta.
  Eigen::MatrixXd after(likelihoods.rows(), moments);
  Eigen::VectorXd beta = Eigen::VectorXd::Ones(likelihoods.rows());
  Eigen::MatrixXd posterior(likelihoods.rows(), moments);
  for (Eigen::Index t = moments; t-- > 0;) {
    posterior.col(t) = alpha.col(t).cwiseProduct(beta);
    after.col(t) = likelihoods.col(t).cwiseProduct(beta) / scale(t);
    beta = c.transitions * after.col(t);
  }
  counts.initial += posterior.col(0);
  if (moments > 1)
    counts.transitions.noalias() += alpha.leftCols(moments - 1) * after.rightCols(moments - 1).transpose();
  return posterior;
}

chain normalise_chain(const chain& c, const chain& counts, double smoothing) {
  const double share = smoothing / static_cast<double>(c.initial.size());
  chain out{counts.initial.array() + share, counts.transitions.cwiseProduct(c.transitions).array() + share};
  out.initial /= out.initial.sum();
  for (Eigen::Index y = 0; y < out.transitions.rows(); ++y)
    out.transitions.row(y) /= out.transitions.row(y).sum();
  return out;
}

std::vector<std::uint64_t> weights_of(const Eigen::VectorXd& probabilities) {
  std::vector<std::uint64_t> out;
  for (const double p : probabilities)
    out.push_back(std::max<std::uint64_t>(1, static_cast<std::uint64_t>(p * 0x1p16 + 0.5)));
  return out;
}

std::vector<std::vector<std::uint64_t>> rows_of(const Eigen::MatrixXd& probabilities) {
  std::vector<std::vector<std::uint64_t>> out;
  for (Eigen::Index y = 0; y < probabilities.rows(); ++y)
    out.push_back(weights_of(probabilities.row(y).transpose()));
  return out;
}

}  // namespace ansatz::em

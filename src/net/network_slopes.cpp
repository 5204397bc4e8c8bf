#include <algorithm>
#include <ansatz/error.hpp>
#include <cmath>
#include <limits>
#include <net/network_slopes.hpp>
#include <net/network_state.hpp>
#include <utility>
#include <vector>

namespace ansatz {

struct network_slopes::state {
  struct layer {
    integer_matrix transposed;
    int reach;  // sums of |weights| that lead to an input are below 2^reach
    double unit;
  };

  std::shared_ptr<const network::state> forward;
  std::vector<layer> layers;
};

namespace {

/// The exponent above a finite number: |x| < 2^above(x).
int above(double x) {
  int exponent = 0;
  std::frexp(x, &exponent);
  return exponent;
}

/// Slopes as integers of units of 2^-result, so that sums below 2^reach times the largest stay exact.
int to_integers(double* slopes, std::size_t count, int reach) {
  double most = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!(std::fabs(slopes[i]) <= std::numeric_limits<double>::max()))
      throw domain_error("network_slopes: a slope that is not finite");
    most = std::max(most, std::fabs(slopes[i]));
  }
  const int bits = most == 0 ? 0 : std::min(50 - reach - above(most), 1000);
  for (std::size_t i = 0; i < count; ++i) slopes[i] = round_half_even(std::ldexp(slopes[i], bits));
  return bits;
}

}  // namespace

network_slopes::network_slopes(const network& net) {
  auto s = std::make_shared<state>();
  s->forward = net.state_;
  for (const network::state::layer& l : s->forward->layers)
    s->layers.push_back({integer_matrix{l.weight.transpose()},
                         above(l.weight.cwiseAbs().colwise().sum().maxCoeff()), l.unit});
  state_ = std::move(s);
}

void network_slopes::run(std::span<const std::int32_t> in, std::span<const double> at_outputs,
                         std::span<double> at_inputs, std::size_t count) const {
  require_ieee_arithmetic();
  const auto& forward = state_->forward->layers;
  const auto inputs = static_cast<std::size_t>(forward.front().weight.cols()),
             outputs = static_cast<std::size_t>(forward.back().weight.rows());
  const auto holds = [count](std::size_t size, std::size_t each) {
    return size / each == count && size % each == 0;
  };
  if (!holds(in.size(), inputs) || !holds(at_outputs.size(), outputs) || !holds(at_inputs.size(), inputs))
    throw domain_error("network_slopes: the spans do not hold as many inputs and slopes as promised");
  if (count == 0) return;
  std::vector<Eigen::MatrixXd> hidden;  // what each layer but the last gives
  Eigen::MatrixXd from;
  state_->forward->columns_of(in, count, from);
  for (std::size_t i = 0; i + 1 < forward.size(); ++i) {
    Eigen::MatrixXd to;
    forward[i].apply(i == 0 ? from.data() : hidden.back().data(), count, to);
    hidden.push_back(to.cwiseMax(0.0));
  }
  std::vector<double> slopes(at_outputs.begin(), at_outputs.end()), next;
  std::vector<int> bits(count);
  for (std::size_t i = forward.size(); i-- > 0;) {
    const state::layer& l = state_->layers[i];
    const std::size_t rows = slopes.size() / count,
                      columns = static_cast<std::size_t>(forward[i].weight.cols());
    for (std::size_t c = 0; c < count; ++c) bits[c] = to_integers(slopes.data() + c * rows, rows, l.reach);
    next.resize(columns * count);
    l.transposed.multiply(slopes.data(), count, next.data());
    for (std::size_t c = 0; c < count; ++c)
      for (std::size_t k = c * columns; k < (c + 1) * columns; ++k)
        next[k] = i > 0 && hidden[i - 1].data()[k] == 0 ? 0 : std::ldexp(next[k], -bits[c]) * l.unit;
    std::swap(slopes, next);
  }
  std::ranges::copy(slopes, at_inputs.begin());
}

}  // namespace ansatz

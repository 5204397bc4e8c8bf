#include "colour_group.hpp"

#include <algorithm>

#include "likelihood.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;
using torch::indexing::Slice;

constexpr double unit = 16;  // of means and of what is missed, in levels
constexpr std::int64_t by_channel = 1;

/// Outputs begin as a mixture that is as wide as a group's pixels are far from what is expected of them.
void spread(Tensor bias, const architecture& a, double width) {
  const torch::NoGradGuard guard;
  const std::int64_t weights = a.outputs() - 2 * a.logistics;
  for (std::int64_t k = 0; k < a.logistics; ++k) {
    const double at = (static_cast<double>(k) + 0.5) / static_cast<double>(a.logistics) * 2 - 1;
    bias[weights + k].fill_(at * width / unit);
    bias[weights + a.logistics + k].fill_(std::log(width / 2));
  }
  for (std::int64_t c = a.logistics; c < weights; ++c) bias[c].fill_(-4);
}

}  // namespace

colour_group::colour_group(const architecture& a, std::size_t g, const trunk::kind& k)
    : shape_{a},
      cell_{a.groups[g].cell},
      place_{a.groups[g].places.front()},
      known_{known_places(a, g)},
      nearest_{nearest_known(a, g)} {
  says_ = register_module(
      "says", std::make_shared<trunk>(a.features + 1 + 3 * static_cast<std::int64_t>(known_.size()),
                                      a.groups[g].network, a.said, k));
  trunk::kind pointwise = k;
  pointwise.first = 1;
  pointwise.dropout = 0;
  std::int64_t before = 0;
  for (const char* name : {"green", "red", "blue"}) {
    heads_.push_back(register_module(
        name, std::make_shared<trunk>(a.said + before, trunk_size{a.head, 0}, a.outputs(), pointwise)));
    spread(heads_.back()->bias(), a, known_.empty() && before == 0 ? 60 : 4 * static_cast<double>(cell_));
    ++before;
  }
}

Tensor colour_group::seen(const Tensor& places) {
  const Tensor inside = torch::ones({places.size(0), 1, places.size(2), places.size(3)}, places.options());
  return torch::cat({inside, (places - 128) / 64}, by_channel);
}

Tensor colour_group::expected(const Tensor& images) const {
  const std::int64_t rows = images.size(2) / cell_, columns = images.size(3) / cell_;
  if (nearest_.empty()) return torch::full({images.size(0), 3, rows, columns}, 128.0, images.options());
  const auto shifted = [&](const Tensor& padded, const std::array<std::int64_t, 2>& by) {
    const std::int64_t r = cell_ + place_ / cell_ + by[0], c = cell_ + place_ % cell_ + by[1];
    return padded.index(
        {Slice(), Slice(), Slice(r, r + rows * cell_, cell_), Slice(c, c + columns * cell_, cell_)});
  };
  const auto padded = [&](const Tensor& x) {
    return torch::constant_pad_nd(x, {cell_, 2 * cell_, cell_, 2 * cell_});
  };
  const Tensor all = padded(images), ones = padded(torch::ones({1, 1, images.size(2), images.size(3)}));
  Tensor sum = torch::zeros({images.size(0), 3, rows, columns}), count = torch::zeros({1, 1, rows, columns});
  for (const auto& by : nearest_) {
    sum = sum + shifted(all, by);
    count = count + shifted(ones, by);
  }
  return torch::where(count > 0, sum / count.clamp_min(1), torch::full({}, 128.0));
}

Tensor colour_group::nats(const Tensor& features, const Tensor& images, const pixel_mixture& mixture) {
  const Tensor places = places_of(images, cell_);
  std::vector<std::int64_t> chosen;
  for (std::int64_t c = 0; c < 3; ++c)
    for (const std::int64_t k : known_) chosen.push_back(c * cell_ * cell_ + k);
  const Tensor known = seen(places.index_select(by_channel, torch::tensor(chosen)));
  const Tensor said = says_->told(torch::cat({features, known}, by_channel));
  const Tensor base = expected(images);
  Tensor missed = torch::zeros({images.size(0), 0, base.size(2), base.size(3)}), sum = torch::zeros({});
  for (std::int64_t c = 0; c < 3; ++c) {
    const Tensor x = places.select(by_channel, c * cell_ * cell_ + place_), own = base.select(by_channel, c);
    trunk& head = *heads_[static_cast<std::size_t>(c)];
    const Tensor out =
        head.of_bounded(c == 0 ? said : torch::cat({said, head.bounded(missed / unit)}, by_channel));
    const Tensor mean = c == 0 ? own : own + missed.mean(by_channel);
    const std::int64_t n = x.size(0), weights = shape_.outputs() - 2 * shape_.logistics;
    const auto parts =
        out.flatten(2).split_with_sizes({weights, shape_.logistics, shape_.logistics}, by_channel);
    sum = sum + mixture_nats(
                    x.reshape({n, -1}),
                    torch::cat({parts[0], parts[1] * unit + mean.reshape({n, 1, -1}), parts[2]}, by_channel),
                    mixture);
    missed = torch::cat({missed, (x - own).unsqueeze(by_channel)}, by_channel);
  }
  return sum;
}

void colour_group::settle() {
  says_->settle();
  for (const auto& head : heads_) head->settle();
}

}  // namespace ansatz::training

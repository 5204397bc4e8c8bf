#include "module.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "likelihood.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;

constexpr std::int64_t by_channel = 1;

/// A group's outputs begin as a mixture that covers all values, its means spread evenly.
void spread(Tensor bias, const architecture& a, std::int64_t pixels) {
  const torch::NoGradGuard guard;
  const Tensor b = bias.view({a.outputs(), pixels});
  const std::int64_t weights = a.outputs() - 2 * a.logistics;
  for (std::int64_t k = 0; k < a.logistics; ++k) {
    b[weights + k].fill_((static_cast<double>(k) + 0.5) / static_cast<double>(a.logistics) * 2);
    b[weights + a.logistics + k].fill_(3);
  }
}

}  // namespace

std::string hierarchy_loss::describe() const {
  return fmt::format("free {} warm-up {}", free_bits, warm_up) +
         (dropout == 0 ? "" : fmt::format(" dropout {}", dropout)) +
         (plain == 0 ? "" : fmt::format(" plain {}", plain)) + (half ? " half" : "") +
         (rounded ? " rounded" : "");
}

objective_maker hierarchy_maker(const architecture& shape, const hierarchy_loss& loss, const Tensor& images) {
  return [shape, loss, height = images.size(-2), width = images.size(-1), edges = edges_from(images, shape)] {
    return std::make_shared<hierarchy_module>(shape, height, width, edges, loss);
  };
}

hierarchy_module::hierarchy_module(const architecture& shape, std::int64_t height, std::int64_t width,
                                   const Tensor& edges, const hierarchy_loss& loss)
    : shape_{shape},
      height_{height},
      width_{width},
      loss_{loss},
      edges_{register_buffer("edges", edges.clone())} {
  const architecture& a = shape_;
  if (!a.binary()) mixture_ = mixture_of(a, edges_);
  const std::int64_t seen_as = a.binary() ? 1 : 3, levels = a.levels();
  const std::int64_t all = a.cell * a.cell * seen_as + (a.colour() ? 1 : 0);
  const bool markov = a.inference == "bit_swap";
  if (!markov) {
    context_ = add("context", a.cell, all, a.q, a.q.width);
    start_ = register_parameter("start", a.colour()
                                             ? torch::zeros({1, a.p.width, 1, 1})
                                             : torch::zeros({1, a.p.width, height / a.cell, width / a.cell}));
  }
  std::int64_t below = all;
  for (std::int64_t l = 0; l < levels; ++l) {
    const std::string n = std::to_string(l + 1);
    const auto level = static_cast<std::size_t>(l);
    const std::int64_t channels = a.latents[level], scale = a.scale(level), cell = a.cell * scale;
    if (markov) {
      const std::int64_t coarser = l == 0 ? 1 : scale / a.scale(level - 1);
      q_.push_back(add("q" + n, cell, below * coarser * coarser, a.q, 2 * channels));
      if (l + 1 < levels) {
        const std::int64_t finer = a.scale(level + 1) / scale;
        p_.push_back(add("p" + n, cell * finer, a.latents[level + 1], a.p, 2 * channels * finer * finer));
      }
      below = channels;
    } else {
      q_.push_back(add("q" + n, cell, a.p.width + a.q.width * scale * scale, a.q, 2 * channels));
      p_.push_back(add("p" + n, cell, a.p.width, a.p, 2 * channels));
      merge_.push_back(add("merge" + n, cell, a.p.width + channels, a.p, a.p.width));
    }
  }
  for (std::size_t g = 0; g < a.groups.size(); ++g) {
    const pixel_group& group = a.groups[g];
    const auto pixels = static_cast<std::int64_t>(group.places.size());
    const auto known = static_cast<std::int64_t>(known_places(a, g).size());
    const std::int64_t finer = a.cell / group.cell;
    if (!features_.contains(group.cell))
      features_[group.cell] = add("features" + std::to_string(group.cell), a.cell,
                                  markov ? a.latents[0] : a.p.width, a.p, a.features * finer * finer);
    if (a.colour()) {
      colour_.push_back(
          register_module("group" + std::to_string(g),
                          std::make_shared<colour_group>(
                              a, g, trunk::kind{loss_.dropout, true, loss_.rounded, loss_.half, 3})));
      count(*colour_.back(), group.cell);
      continue;
    }
    group_.push_back(add("group" + std::to_string(g), group.cell, a.features + known * seen_as, group.network,
                         a.outputs() * pixels));
    if (!a.binary()) spread(group_.back()->bias(), a, pixels);
  }
}

std::shared_ptr<trunk> hierarchy_module::add(const std::string& name, std::int64_t cell, std::int64_t in,
                                             const trunk_size& size, std::int64_t out) {
  auto t =
      register_module(name, std::make_shared<trunk>(in, size, out,
                                                    trunk::kind{loss_.dropout, shape_.shorts(), loss_.rounded,
                                                                shape_.shorts() && loss_.half, 3}));
  count(*t, cell);
  return t;
}

void hierarchy_module::count(torch::nn::Module& m, std::int64_t cell) {
  for (const auto& item : m.named_parameters())
    if (item.value().dim() == 4) multiply_adds_ += item.value().numel() * (height_ / cell) * (width_ / cell);
}

void hierarchy_module::settle() {
  for (const auto& child : children())
    if (auto* t = dynamic_cast<trunk*>(child.get())) t->settle();
  for (const auto& group : colour_) group->settle();
}

hierarchy_module::location_scale hierarchy_module::parameters_of(const Tensor& outputs) const {
  const auto halves = outputs.chunk(2, by_channel);
  return {halves[0].clamp(-shape_.latent_mean, shape_.latent_mean),
          halves[1].clamp(shape_.latent_log_scale.low, shape_.latent_log_scale.high)};
}

Tensor hierarchy_module::draw(const location_scale& l) const {
  if (shape_.inference == "hilloc") return l.mean + l.log_scale.exp() * torch::randn_like(l.mean);
  return l.mean + l.log_scale.exp() * torch::rand_like(l.mean).clamp(1e-6, 1 - 1e-6).logit();
}

Tensor hierarchy_module::log_density(const Tensor& z, const location_scale& l) const {
  return (shape_.inference == "hilloc" ? log_normal : log_logistic)(z, l.mean, l.log_scale);
}

Tensor hierarchy_module::seen(const Tensor& places) const {
  if (shape_.binary()) return places;
  if (shape_.colour()) return colour_group::seen(places);
  return torch::stack({places / 128, (places > 0).to(torch::kFloat32), (places > 251).to(torch::kFloat32)}, 2)
      .flatten(1, 2);
}

Tensor hierarchy_module::told_latents(const Tensor& images) {
  const std::int64_t n = images.size(0);
  if (loss_.plain == 0 || !is_training()) return torch::ones({n, 1, 1, 1});
  return (torch::rand({n, 1, 1, 1}) >= loss_.plain).to(torch::kFloat32);
}

Tensor hierarchy_module::bottom_up(const Tensor& x, std::vector<Tensor>& levels) {
  Tensor below = x;
  const location_scale standard{torch::zeros({}, x.device()), torch::zeros({}, x.device())};
  std::vector<Tensor> z, log_q;
  for (std::size_t l = 0; l < q_.size(); ++l) {
    if (l > 0) below = torch::pixel_unshuffle(below, shape_.scale(l) / shape_.scale(l - 1));
    const location_scale to = parameters_of(q_[l]->forward(below));
    z.push_back(below = draw(to) * with_latents_);
    log_q.push_back(log_density(below, to));
  }
  for (std::size_t l = 0; l < z.size(); ++l) {
    location_scale prior = standard;
    if (l + 1 < z.size())
      prior = parameters_of(
          torch::pixel_shuffle(p_[l]->forward(z[l + 1]), shape_.scale(l + 1) / shape_.scale(l)));
    levels.push_back(((log_q[l] - log_density(z[l], prior)) * with_latents_).sum());
  }
  return z.front();
}

Tensor hierarchy_module::top_down(const Tensor& x, std::vector<Tensor>& levels) {
  const Tensor context = context_->forward(x);
  std::int64_t scale = shape_.scale(q_.size() - 1);
  Tensor state = start_.expand(
      {x.size(0), -1, shape_.colour() ? x.size(2) / scale : -1, shape_.colour() ? x.size(3) / scale : -1});
  levels.resize(q_.size());
  for (std::size_t l = q_.size(); l-- > 0;) {
    if (const std::int64_t finer = scale / shape_.scale(l); finer > 1)
      state = state.repeat_interleave(finer, 2).repeat_interleave(finer, 3);
    scale = shape_.scale(l);
    const location_scale prior = parameters_of(p_[l]->forward(state));
    const location_scale posterior = parameters_of(
        q_[l]->forward(torch::cat({state, torch::pixel_unshuffle(context, scale)}, by_channel)));
    const Tensor z = torch::where(with_latents_ > 0, draw(posterior), prior.mean);
    levels[l] = ((log_density(z, posterior) - log_density(z, prior)) * with_latents_).sum();
    state = state + merge_[l]->forward(torch::cat({state, z}, by_channel));
  }
  return state;
}

Tensor hierarchy_module::group_nats(std::size_t g, const Tensor& features, const Tensor& images) {
  const pixel_group& group = shape_.groups[g];
  const Tensor places = places_of(images, group.cell);
  const auto at = [&](const std::vector<std::int64_t>& chosen) {
    return places.index_select(by_channel, torch::tensor(chosen, images.device()));
  };
  const Tensor x = at(group.places).flatten(1);
  Tensor in = features;
  if (const auto known = known_places(shape_, g); !known.empty())
    in = torch::cat({in, seen(at(known))}, by_channel);
  const Tensor out = group_[g]->forward(in).reshape({x.size(0), shape_.outputs(), x.size(1)});
  if (shape_.binary())
    return torch::binary_cross_entropy_with_logits(out.flatten(1).clamp(-shape_.logit, shape_.logit), x, {},
                                                   {}, at::Reduction::Sum);
  // A network's outputs should be near 1: its means are in units of 128 grey levels.
  const std::int64_t weights = shape_.outputs() - 2 * shape_.logistics;
  const auto parts = out.split_with_sizes({weights, shape_.logistics, shape_.logistics}, by_channel);
  return mixture_nats(x, torch::cat({parts[0], parts[1] * 128, parts[2]}, by_channel), mixture_);
}

elbo_parts hierarchy_module::forward(const Tensor& given) {
  elbo_parts out;
  const Tensor images =
      shape_.colour() ? given.index_select(by_channel, torch::tensor(std::vector<std::int64_t>{1, 0, 2}))
                      : given;
  with_latents_ = told_latents(images);
  const Tensor all = seen(places_of(images, shape_.cell));
  const Tensor latent =
      shape_.inference == "hilloc" ? top_down(all, out.latents) : bottom_up(all, out.latents);
  std::map<std::int64_t, Tensor> features;
  for (const auto& [cell, network] : features_)
    features[cell] = torch::pixel_shuffle(network->forward(latent), shape_.cell / cell);
  for (std::size_t g = 0; g < colour_.size(); ++g)
    out.pixels.push_back(colour_[g]->nats(features[shape_.groups[g].cell], images, mixture_));
  for (std::size_t g = 0; g < group_.size(); ++g)
    out.pixels.push_back(group_nats(g, features[shape_.groups[g].cell], images));
  return out;
}

Tensor hierarchy_module::loss(const elbo_parts& parts, const moment& at) const {
  const auto images = static_cast<double>(at.images),
             pixels = static_cast<double>(height_ * width_ * (shape_.colour() ? 3 : 1));
  const std::int64_t cells = (height_ / shape_.cell) * (width_ / shape_.cell);
  const double weight = std::min(
      1.0, (static_cast<double>(at.step) + 1) / (loss_.warm_up * static_cast<double>(at.steps_an_epoch) + 1));
  Tensor sum = torch::stack(parts.pixels).sum();
  for (std::size_t l = 0; l < parts.latents.size(); ++l) {
    const double free =
        loss_.free_bits * std::log(2.0) *
        static_cast<double>(at.images * shape_.latents[l] * (cells / shape_.scale(l) / shape_.scale(l)));
    sum = sum + weight * parts.latents[l].clamp_min(free);
  }
  return sum * (100 / (images * pixels));
}

std::map<std::string, std::string> hierarchy_module::metadata() const {
  return {{"architecture", format_architecture(shape_)}};
}

}  // namespace ansatz::training

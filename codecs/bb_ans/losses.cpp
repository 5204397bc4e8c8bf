#include <algorithm>
#include <bb_ans/losses.hpp>
#include <bb_ans/real_vae_layers.hpp>
#include <cstddef>
#include <model/real_buckets.hpp>
#include <vector>

namespace ansatz {
namespace {

constexpr double q24 = 0x1p-24, q16 = 0x1p-16;

std::vector<std::int32_t> outputs_of(const vae& net, const std::vector<std::int32_t>& z) {
  std::vector<std::int32_t> p(z.size() / net.latents() * net.outputs());
  net.generate(z, p);
  return p;
}

/// Of pixel i of a block.
std::uint32_t pixel_frequency(const vae& net, std::span<const std::uint8_t> x,
                              const std::vector<std::int32_t>& p, std::size_t i, unsigned precision) {
  const std::size_t at = i / net.pixels() * net.outputs() + i % net.pixels();
  if (net.observation() == likelihood::bernoulli)
    return bernoulli_model::from_logit(p[at], precision).interval_of(x[i]).freq;
  return beta_binomial_model{255, p[at], p[at + net.pixels()], precision}.interval_of(x[i]).freq;
}

struct block_losses {
  bits ideal, fixed_point, bucketing, intervals;
};

void add_block(block_losses& sum, const vae_layers& v, const vae& net, const bucket_set& buckets,
               bb_ans_precision precision, std::span<const std::uint8_t> x, const real::matrix& eps) {
  const double ideal = real::negative_elbo(v, x, eps);
  std::vector<gaussian_parameters> q(static_cast<std::size_t>(eps.size()));
  net.infer(x, q);
  std::vector<std::int32_t> z(q.size()), median(q.size());
  double divergence = 0;  // KL(q || p) in closed form
  double density = 0;     // log q(z) / p(z) at the sample
  double mass = 0;        // log Q(i) / P(i) at its bucket
  bits coded;             // the same from the frequency: what latents cost, the pop being negative
  for (std::size_t k = 0; k < q.size(); ++k) {
    const double mean = q[k].mean * q24, inverse = q[k].inverse_stddev * q16,
                 t = eps(static_cast<Eigen::Index>(k));
    const double at = std::clamp(mean + t / inverse, -8.0, 8.0), log_inverse = real::log(inverse);
    const std::uint32_t i = real::bucket_of(buckets, at);
    divergence += real::divergence(mean, -log_inverse);
    density += (at * at - t * t) / 2 + log_inverse;
    mass += real::log_mass(buckets, i, mean, inverse, real::normal_cdf) + real::ln2 * buckets.mass_bits();
    // A frequency of 0 is never popped, and a sample hardly ever falls there.
    const std::uint32_t freq = gaussian_model{buckets, q[k], precision.posterior}.interval_of(i).freq;
    coded +=
        log2_of(std::max(freq, 1u)) - bits::whole(precision.posterior) + bits::whole(buckets.mass_bits());
    z[k] = static_cast<std::int32_t>(at * 0x1p24);
    median[k] = buckets.representative(i);
  }
  const auto p = outputs_of(net, median);
  const double at_sample = real::nats(net, x, z), at_median = real::nats(net, x, median);
  for (std::size_t i = 0; i < x.size(); ++i)
    coded += bits::whole(precision.pixel) - log2_of(pixel_frequency(net, x, p, i, precision.pixel));
  sum.ideal += real::bits_of(ideal);
  sum.fixed_point += real::bits_of(divergence + at_sample - ideal);
  sum.bucketing += real::bits_of(mass + at_median - density - at_sample);
  sum.intervals += coded - real::bits_of(mass + at_median);
}

}  // namespace

rate_losses losses_of(const safetensors& model, const vae& net, std::span<const std::uint8_t> images,
                      bb_ans_precision precision, std::uint64_t seed) {
  const vae_layers v = read_vae_layers(model);
  real::check_images(v, images);
  const bucket_set buckets = equal_mass_buckets(precision.latent);
  real::normal_source normal{seed};
  block_losses sum;
  real::in_blocks(images, net.pixels(), [&](std::span<const std::uint8_t> x) {
    add_block(sum, v, net, buckets, precision, x,
              real::normal_matrix(normal, net.latents(), x.size() / net.pixels()));
  });
  return {sum.ideal,
          {{"fixed point", sum.fixed_point}, {"buckets", sum.bucketing}, {"intervals", sum.intervals}}};
}

}  // namespace ansatz

#include <fmt/format.h>

#include <ansatz/parallel.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <bb_ans/elbo.hpp>
#include <common/plot.hpp>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <inference/autoencoder.hpp>
#include <utility>

namespace ansatz::experiment {

void refined_autoencoder(const std::vector<std::vector<std::uint8_t>>& images, const std::string& model,
                         const std::string& name, const command_line& line, results& found) {
  constexpr std::uint32_t samples = 64;  // of -ELBO
  const vae net{safetensors::load(bb_ans_entry().models->named(model))};
  const bb_ans_precision precision;
  const bucket_set buckets = equal_mass_buckets(precision.latent);
  const auto numbers = static_cast<double>(images.size() * net.pixels());
  table t{"bb_ans",
          {{"steps", ""},
           {"net", "bits/dim", 5},
           {"elbo", "bits/dim", 5, "-ELBO"},
           {"saved", "%", 2},
           {"initial", "bits", 1},
           {"push", "ms/image", 3},
           {"pop", "ms/image", 3}}};
  curve coded{"net", {}, source::ours, false}, expected{"-ELBO", {}, source::other, true};
  const std::uint32_t steps[] = {0, 1, 2, 5, 10, 20, 50};
  progress shown{"bb_ans", std::size(steps)};
  double first = 0, first_elbo = 0;
  for (const std::uint32_t k : steps) {
    const vae_refinement how{.steps = k};
    const trip c = round_trip(bb_ans_bernoulli(net, buckets, 1, precision, how), images);
    std::vector<bits> elbos(images.size());
    in_parallel(images.size(), line.thread_count(),
                [&](std::uint64_t i) { elbos[i] = negative_elbo(net, images[i], how, samples, i); });
    bits elbo;
    for (const bits b : elbos) elbo += b;
    const double net_rate = c.net.to_double() / numbers, elbo_rate = elbo.to_double() / numbers;
    if (k == 0) first = net_rate, first_elbo = elbo_rate;
    const auto count = static_cast<double>(images.size());
    t.add({k, net_rate, elbo_rate, 100 * (1 - net_rate / first), c.initial.to_double(),
           1000 * c.push_seconds / count, 1000 * c.pop_seconds / count});
    coded.points.emplace_back(1 + k, 100 * (1 - net_rate / first));
    expected.points.emplace_back(1 + k, 100 * (1 - elbo_rate / first_elbo));
    shown.add(1);
  }
  t.note(
      fmt::format("{} images, {}; the model {}; steps down the negative ELBO of each image from what the "
                  "recognition network gives, {} samples a step",
                  images.size(), name, model, vae_refinement{}.samples));
  found.add(std::move(t));
  line.plot("inference_bb_ans", line_chart("BB-ANS, posteriors refined", "1 + steps", "saved, %",
                                           {std::move(coded), std::move(expected)}));
}

}  // namespace ansatz::experiment

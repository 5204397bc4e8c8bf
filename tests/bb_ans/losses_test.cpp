#include <gtest/gtest.h>

#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/losses.hpp>
#include <cmath>

#include "archive/tiny_images.hpp"
#include "tiny_vae.hpp"

namespace ansatz {
namespace {

constexpr std::uint64_t count = 3000;

/// A random model, and images drawn from it, so that the posterior is not far off.
struct sample_of_model {
  bb_ans_coder model;
  safetensors weights;
  image_set images;
  std::vector<std::uint8_t> numbers;
};

sample_of_model drawn(std::size_t numbers_a_pixel) {
  const auto bytes = testing::tiny_vae_bytes(12, 7, 3, numbers_a_pixel);
  safetensors weights = safetensors::parse(bytes);
  bb_ans_coder model{"tiny", safetensors::parse(bytes)};
  auto images = std::get<image_set>(model.sample(count, 11));
  std::vector<std::uint8_t> numbers;
  for (const image& x : images) numbers.insert(numbers.end(), x.pixels.begin(), x.pixels.end());
  return {std::move(model), std::move(weights), std::move(images), std::move(numbers)};
}

double per_image(bits b) { return b.to_double() / count; }

TEST(losses, begin_at_the_ideal) {
  for (const std::size_t numbers : {1u, 2u}) {
    const sample_of_model m = drawn(numbers);
    const auto losses = m.model.losses(m.images, 4);
    EXPECT_EQ(losses->ideal, negative_elbo(m.weights, m.numbers, 4));
    EXPECT_EQ(losses->ideal, m.model.ideal(m.images, 4));
    ASSERT_EQ(losses->steps.size(), 3u);
    EXPECT_EQ(losses->steps[1].first, "buckets");
  }
}

TEST(losses, end_at_the_net_rate) {
  for (const std::size_t numbers : {1u, 2u})
    for (const bb_ans_precision p : {bb_ans_precision{}, bb_ans_precision{4, 16, 10}}) {
      const sample_of_model m = drawn(numbers);
      coding_account account;
      m.model.compress(m.images,
                       {.parameters = {{"latent", p.latent}, {"posterior", p.posterior}, {"pixel", p.pixel}}},
                       &account);
      // Two draws of three latents an image differ by noise of less than 2 bits an image; the first images are plain.
      EXPECT_NEAR(per_image(account.net),
                  per_image(losses_of(m.weights, m.model.net(), m.numbers, p).expected()),
                  5 * 2 / std::sqrt(double{count}))
          << numbers << " " << p.latent;
    }
}

TEST(losses, are_next_to_nothing_for_a_trained_model_and_show_what_is_coarse) {
  const codec_entry entry = bb_ans_entry();
  for (const bool binary : {true, false}) {
    image_set images = drawn_digit_images(100, 5);
    if (binary) images = binarized(std::move(images), 5);
    const auto best = std::move(best_first(all_coders(std::span{&entry, 1}, {}), images).at(0).coder);
    const vae& net = dynamic_cast<const bb_ans_coder&>(*best).net();
    const safetensors weights = safetensors::load(entry.models->model(best->fingerprint()));
    std::vector<std::uint8_t> numbers;
    for (const image& x : images) numbers.insert(numbers.end(), x.pixels.begin(), x.pixels.end());
    constexpr std::size_t fixed_point = 0, buckets = 1, intervals = 2;
    const auto share = [&](bb_ans_precision p, std::size_t step) {
      const rate_losses l = losses_of(weights, net, numbers, p);
      return l.steps.at(step).second.to_double() / l.ideal.to_double();
    };
    const bb_ans_precision fine{14, 30, 30};
    for (const std::size_t step : {fixed_point, buckets, intervals}) EXPECT_NEAR(share(fine, step), 0, 1e-3);
    EXPECT_GT(share({2, 30, 30}, buckets), 0.01);
    EXPECT_GT(share({14, 30, 9}, intervals), 0.003);
    EXPECT_GT(share({14, 14, 30}, intervals), 1e-4) << "a sample's bucket may have no count";
  }
}

TEST(losses, of_images_of_another_size_or_kind_are_refused) {
  const sample_of_model binary = drawn(1);
  const std::vector<std::uint8_t> odd(13), grey(12, 9);
  for (const auto& images : {odd, grey}) {
    EXPECT_THROW(negative_elbo(binary.weights, images), domain_error);
    EXPECT_THROW(losses_of(binary.weights, binary.model.net(), images, {}), domain_error);
  }
}

}  // namespace
}  // namespace ansatz

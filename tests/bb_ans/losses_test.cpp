#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <bb_ans/archive.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/losses.hpp>
#include <bb_ans/models.hpp>
#include <cmath>

#include "tiny_vae.hpp"

namespace ansatz {
namespace {

constexpr std::uint64_t count = 3000;

struct sample_of_model {
  safetensors weights;
  vae net;
  idx_array images;
};

/// Images drawn from the model itself, so that the posterior is not far off.
sample_of_model drawn(std::size_t numbers) {
  safetensors weights = safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, numbers));
  vae net{weights};
  idx_array images = sample_images(net, count, 11);
  return {std::move(weights), std::move(net), std::move(images)};
}

double per_image(bits b) { return static_cast<double>(b.q24) / bits::one / count; }

TEST(losses, begin_at_the_ideal) {
  for (const std::size_t numbers : {1u, 2u}) {
    const sample_of_model m = drawn(numbers);
    EXPECT_EQ(losses_of(m.weights, m.net, m.images.data, {}, 4).ideal,
              negative_elbo(m.weights, m.images.data, 4));
  }
}

TEST(losses, end_at_the_net_rate) {
  for (const std::size_t numbers : {1u, 2u})
    for (const bb_ans_precision p : {bb_ans_precision{}, bb_ans_precision{4, 16, 10}}) {
      const sample_of_model m = drawn(numbers);
      bb_ans_options o;
      o.precision = p;
      image_account account;
      compress_images(m.net, m.images, o, &account);
      // Two draws of three latents an image differ by noise of less than 2 bits an image.
      EXPECT_NEAR(per_image(account.net), per_image(losses_of(m.weights, m.net, m.images.data, p).expected()),
                  5 * 2 / std::sqrt(double{count}))
          << numbers << " " << p.latent;
    }
}

TEST(losses, are_next_to_nothing_for_a_trained_model_and_show_what_is_coarse) {
  for (const bool binary : {true, false}) {
    idx_array images = digits(100, 5);
    if (binary) images.data = binarize(images.data, 5);
    const named_vae m = shipped_model_for(images);
    const auto share = [&](bb_ans_precision p, bits rate_losses::* part) {
      const rate_losses l = losses_of(m.weights, m.net, images.data, p);
      return static_cast<double>((l.*part).q24) / static_cast<double>(l.ideal.q24);
    };
    const bb_ans_precision fine{14, 30, 30};
    EXPECT_NEAR(share(fine, &rate_losses::fixed_point), 0, 1e-3);
    EXPECT_NEAR(share(fine, &rate_losses::bucketing), 0, 1e-3);
    EXPECT_NEAR(share(fine, &rate_losses::intervals), 0, 1e-3);
    EXPECT_GT(share({2, 30, 30}, &rate_losses::bucketing), 0.01);
    EXPECT_GT(share({14, 30, 9}, &rate_losses::intervals), 0.003);
    EXPECT_GT(share({14, 14, 30}, &rate_losses::intervals), 1e-4) << "a sample's bucket may have no count";
  }
}

TEST(losses, of_images_of_another_size_or_kind_are_refused) {
  const sample_of_model binary = drawn(1);
  const std::vector<std::uint8_t> odd(13), grey(12, 9);
  for (const auto& images : {odd, grey}) {
    EXPECT_THROW(negative_elbo(binary.weights, images), domain_error);
    EXPECT_THROW(losses_of(binary.weights, binary.net, images, {}), domain_error);
  }
}

}  // namespace
}  // namespace ansatz

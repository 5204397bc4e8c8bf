#include <algorithm>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/testing/laws.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/elbo.hpp>
#include <climits>

#include "arithmetic_modes.hpp"
#include "data.hpp"
#include "tiny_vae.hpp"

namespace ansatz {
namespace {

const vae binary{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 1))};
const vae grey{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 2))};
const bucket_set buckets = equal_mass_buckets(6);
constexpr bb_ans_precision precision{.latent = 6, .posterior = 24, .pixel = 20};

rc::Gen<std::vector<std::uint8_t>> images(std::size_t count, int values) {
  return rc::gen::container<std::vector<std::uint8_t>>(
      count * 12,
      rc::gen::map(rc::gen::inRange(0, values), [](int v) { return static_cast<std::uint8_t>(v); }));
}

ANSATZ_LAWS(bb_ans_bernoulli_one_image, bb_ans_bernoulli(binary, buckets, 1, precision), images(1, 2),
            .full_support = false);
ANSATZ_LAWS(bb_ans_bernoulli_four_images, bb_ans_bernoulli(binary, buckets, 4, precision), images(4, 2),
            .full_support = false);
ANSATZ_LAWS(bb_ans_beta_binomial_two_images, bb_ans_beta_binomial(grey, buckets, 2, precision),
            images(2, 256), .full_support = false);

ANSATZ_LAWS(bb_ans_bernoulli_refined, bb_ans_bernoulli(binary, buckets, 2, precision, {3, 4}), images(2, 2),
            .full_support = false);
ANSATZ_LAWS(bb_ans_beta_binomial_refined, bb_ans_beta_binomial(grey, buckets, 1, precision, {2, 2}),
            images(1, 256), .full_support = false);

std::vector<std::pair<std::int32_t, std::uint32_t>> numbers_of(std::span<const gaussian_parameters> q) {
  std::vector<std::pair<std::int32_t, std::uint32_t>> out;
  for (const gaussian_parameters& p : q) out.emplace_back(p.mean, p.inverse_stddev);
  return out;
}

/// Each image by itself, whatever block it is in, and from no step on the network's own posterior.
TEST(vae, refines_the_posterior_of_each_image) {
  for (const vae* net : {&binary, &grey}) {
    std::vector<std::uint8_t> x;
    for (std::size_t i = 0; i < 48; ++i) x.push_back(static_cast<std::uint8_t>(i * 7 % 3 % 2));
    std::vector<gaussian_parameters> plain(12), none(12), refined(12), alone(3);
    net->infer(x, plain);
    net->infer(x, none, {});
    EXPECT_EQ(numbers_of(plain), numbers_of(none));
    const vae_refinement how{.steps = 4, .samples = 6};
    net->infer(x, refined, how);
    EXPECT_NE(numbers_of(plain), numbers_of(refined));
    for (std::size_t i = 0; i < 4; ++i) {
      net->infer(std::span{x}.subspan(i * 12, 12), alone, how);
      EXPECT_EQ(numbers_of(alone), numbers_of(std::span{refined}.subspan(i * 3, 3)));
    }
  }
  const std::vector<std::uint8_t> dark(12);
  std::vector<gaussian_parameters> q(3);
  EXPECT_THROW(binary.infer(dark, q, {1025, 2}), domain_error);
  EXPECT_THROW(binary.infer(dark, q, {33, 256}), domain_error);
  for (const std::uint32_t samples : {0u, 3u, 258u})
    EXPECT_THROW(binary.infer(dark, q, {1, samples}), domain_error);
}

/// Fresh networks know nothing of posteriors, so that there is much to find.
TEST(vae, refined_posteriors_lower_the_negative_elbo) {
  for (const vae* net : {&binary, &grey}) {
    const int values = net == &binary ? 2 : 256;
    std::vector<std::uint8_t> x;
    for (int i = 0; i < 480; ++i) x.push_back(static_cast<std::uint8_t>(i * i % 251 % values));
    const auto elbo = [&](std::uint32_t steps) {
      return negative_elbo(*net, x, {.steps = steps}, 400).to_double();
    };
    const double start = elbo(0), first = elbo(1), fifth = elbo(5), last = elbo(40);
    EXPECT_LT(first, start);
    EXPECT_LT(fifth, first);
    EXPECT_LT(last, fifth + 0.001 * start);
  }
}

TEST(vae, is_refused_where_tensors_are_missing_misshapen_or_not_finite) {
  auto bytes = testing::tiny_vae_bytes(12, 7, 3, 3);
  EXPECT_THROW(vae{safetensors::parse(bytes)}, corrupt_error);
  bytes = testing::tiny_vae_bytes(12, 7, 3, 1);
  for (std::size_t i = 1; i <= 4; ++i) bytes[bytes.size() - i] = std::byte{0xff};
  EXPECT_THROW(vae{safetensors::parse(bytes)}, corrupt_error);
  EXPECT_THROW(
      bb_ans_bernoulli(binary, buckets, 1, precision).likelihood(std::vector<std::uint32_t>{64, 0, 0}),
      domain_error);
}

TEST(vae, refuses_a_processor_that_computes_otherwise) {
  const auto file = safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 1));
  const std::vector<std::uint8_t> x(12);
  const std::vector<std::int32_t> z(3);
  std::vector<gaussian_parameters> q(3);
  std::vector<std::int32_t> p(12);
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW(vae{file}, error) << mode.name;
      EXPECT_THROW(binary.infer(x, q), error) << mode.name;
      EXPECT_THROW(binary.generate(z, p), error) << mode.name;
      rans_stack s;
      EXPECT_THROW(bb_ans_bernoulli(binary, buckets, 1, precision).push(s, x), error) << mode.name;
      EXPECT_TRUE(s.is_fresh());
    });
}

TEST(bb_ans, refuses_blocks_and_buckets_that_cannot_be) {
  for (const std::size_t images : {SIZE_MAX, SIZE_MAX / 12 + 1, std::size_t{1} << 62, std::size_t{1} << 40})
    EXPECT_THROW((void)bb_ans_bernoulli(binary, buckets, images, precision), domain_error);
  for (const unsigned latent : {5u, 7u, 24u, 32u, 38u, 64u, UINT_MAX})
    EXPECT_THROW((void)bb_ans_bernoulli(binary, buckets, 1, {latent, 24, 20}), domain_error) << latent;
}

TEST(vae, has_a_fingerprint_of_its_numbers) {
  EXPECT_EQ(vae{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 1))}.fingerprint(),
            binary.fingerprint());
  EXPECT_NE(vae{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 1, 6))}.fingerprint(),
            binary.fingerprint());
  EXPECT_NE(grey.fingerprint(), binary.fingerprint());
}

/// A chain over real images with the authors' published weights: back exactly, at a rate near -ELBO.
void expect_chain(const char* weights, std::size_t count, bool binarised, double most) {
  const auto model = testing::data_path("weights") / weights;
  const auto data = testing::data_path("mnist/t10k-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(model);
  ANSATZ_NEEDS_DATA(data);
  auto pixels = parse_idx(read_maybe_gzip(data)).data;
  if (binarised) pixels = binarize(pixels, 0);
  pixels.resize(count * 784);
  const safetensors file = safetensors::load(model);
  const vae net{file};
  const bucket_set fine = equal_mass_buckets(10);
  constexpr std::size_t block = 8;
  metered s{rans_stack{}};
  const auto run = [&](const auto& codec) {
    for (std::size_t i = count / block; i-- > 0;) {
      const auto at = pixels.begin() + static_cast<std::ptrdiff_t>(i * block * 784);
      codec.push(s, {at, at + block * 784});
    }
    const double scale = 1.0 / bits::one / static_cast<double>(pixels.size());
    const double net_rate = static_cast<double>(s.net().q24) * scale;
    EXPECT_LT(net_rate, most);
    EXPECT_NEAR(net_rate, static_cast<double>(negative_elbo(file, pixels).q24) * scale, 0.01 * net_rate);
    for (std::size_t i = 0; i < count / block; ++i) {
      const auto x = codec.pop(s);
      ASSERT_TRUE(
          std::equal(x.begin(), x.end(), pixels.begin() + static_cast<std::ptrdiff_t>(i * block * 784)))
          << i;
    }
    EXPECT_TRUE(s.inner().is_fresh());
  };
  if (binarised)
    run(bb_ans_bernoulli(net, fine, block, {}));
  else
    run(bb_ans_beta_binomial(net, fine, block, {}));
}

TEST(bb_ans, codes_binarised_mnist_near_the_bound) {
  expect_chain("bbans-binary-stochastic.safetensors", 1000, true, 0.1942);
}
TEST(bb_ans, codes_mnist_near_the_bound) {
  expect_chain("bbans-beta-binomial.safetensors", 200, false, 1.40);
}

}  // namespace
}  // namespace ansatz

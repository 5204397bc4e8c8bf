#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <variational/noisy_or_codec.hpp>

#include "variational/small_noisy_or.hpp"

namespace ansatz {
namespace {

const noisy_or tiny{drawn_noisy_or(5, 3, 1)};
const auto pixels = rc::gen::container<std::vector<std::uint8_t>>(
    5, rc::gen::map(rc::gen::inRange(0, 2), [](int v) { return static_cast<std::uint8_t>(v); }));

// Totals of 7 bits, so that the stacks of small words take part.
ANSATZ_LAWS(noisy_or_by_sweeps, noisy_or_codec(tiny, {.steps = 2, .precision = 7}), pixels);
ANSATZ_LAWS(noisy_or_by_score,
            noisy_or_codec(tiny, {.method = inference_method::score, .steps = 5, .precision = 7}), pixels);
ANSATZ_LAWS(noisy_or_exact, noisy_or_codec(tiny, {.method = inference_method::exact, .precision = 7}),
            pixels);
ANSATZ_LAWS(noisy_or_of_large_totals, noisy_or_codec(tiny, {}), pixels);
ANSATZ_LAWS(noisy_or_without_latents, noisy_or_pixels(tiny, 7), pixels);

/// Vectors drawn from the model: a pop of prior and likelihood on random bits.
std::vector<std::vector<std::uint8_t>> draws(const noisy_or& model, std::size_t count) {
  const auto codec = noisy_or_codec(model, {});
  rans_stack random{supply::seeded(3)};
  std::vector<std::vector<std::uint8_t>> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back(codec.likelihood(codec.prior.pop(random)).pop(random));
  return out;
}

/// The net bits of a chain, after it was popped again.
double coded(const noisy_or& model, const std::vector<std::vector<std::uint8_t>>& x, const inference& how) {
  const auto codec = noisy_or_codec(model, how);
  metered s{rans_stack{supply::seeded(4)}};
  for (const auto& v : x) codec.push(s, v);
  const double net = real(s.net());
  for (std::size_t i = x.size(); i-- > 0;) EXPECT_EQ(codec.pop(s), x[i]);
  EXPECT_TRUE(s.inner().is_fresh());
  return net;
}

TEST(noisy_or_codec, exact_posterior_costs_the_information) {
  const noisy_or model{drawn_noisy_or(60, 8, 4)};
  const auto x = draws(model, 100);
  double information = 0;
  for (const auto& v : x) information += real(model.joint(v).information());
  EXPECT_NEAR(coded(model, x, {.method = inference_method::exact}), information, 1e-4 * information);
}

TEST(noisy_or_codec, costs_the_negative_elbo_on_average_at_every_step) {
  const noisy_or model{drawn_noisy_or(60, 6, 4)};
  const auto x = draws(model, 2000);
  for (const inference& how :
       {inference{.steps = 0}, {.steps = 1}, {.steps = 3}, {.method = inference_method::score, .steps = 3}}) {
    double elbo = 0;
    for (const auto& v : x) {
      const joint_table joint = model.joint(v);
      elbo += real(negative_elbo(joint, infer(model, joint, v, how)));
    }
    EXPECT_NEAR(coded(model, x, how), elbo, 0.004 * elbo);
  }
}

TEST(noisy_or_codec, refuses_what_it_cannot_code_before_anything_is_pushed) {
  rans_stack s;
  const auto codec = noisy_or_codec(tiny, {});
  EXPECT_THROW(codec.push(s, std::vector<std::uint8_t>(4)), domain_error);
  EXPECT_THROW(codec.push(s, std::vector<std::uint8_t>{0, 1, 2, 0, 0}), domain_error);
  EXPECT_THROW(latents_codec{prior_of(tiny, 8)}.push(s, 8), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_THROW((void)noisy_or_codec(tiny, {.steps = (1u << 16) + 1}), domain_error);
  EXPECT_THROW((void)noisy_or_codec(tiny, {.precision = 31}), domain_error);
  EXPECT_THROW((void)noisy_or_codec(tiny, {.method = static_cast<inference_method>(3)}), domain_error);
  EXPECT_THROW(
      (void)infer(tiny, tiny.joint(std::vector<std::uint8_t>(5)), {}, {.method = inference_method::exact}),
      domain_error);
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>

#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <variational/noisy_or_fit.hpp>
#include <variational/noisy_or_stream.hpp>

#include "variational/small_noisy_or.hpp"

namespace ansatz {
namespace {

using vectors = std::vector<std::vector<std::uint8_t>>;

/// Rows 6 to 21 of every second column of drawn digits: 16 x 14.
vectors parts_of_digits(std::uint64_t count, std::uint64_t seed) {
  const auto binary = binarize(digits(count, seed).data, static_cast<std::uint32_t>(seed));
  vectors out(count);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t row = 6; row < 22; ++row)
      for (std::size_t column = 0; column < 28; column += 2)
        out[i].push_back(binary[784 * i + 28 * row + column]);
  return out;
}

std::vector<std::uint8_t> joined(const vectors& x) {
  std::vector<std::uint8_t> out;
  for (const auto& v : x) out.insert(out.end(), v.begin(), v.end());
  return out;
}

TEST(noisy_or_fit, finds_causes_by_which_others_cost_less_than_by_their_pixels) {
  const vectors train = parts_of_digits(500, 1), test = parts_of_digits(50, 2);
  const std::size_t dims = train.front().size();
  const auto rate = [&](unsigned rounds) {
    const noisy_or model{fit_noisy_or(joined(train), dims, 6, rounds, 0, 2)};
    bits sum;
    for (const auto& v : test) sum += model.joint(v).information();
    return real(sum) / 50;
  };
  const double before = rate(1), after = rate(12);
  EXPECT_LT(after, before);
  const noisy_or model{fit_noisy_or(joined(train), dims, 6, 12, 0)};
  double plain = 0;
  for (const auto& v : test) {
    tally t;
    noisy_or_pixels(model, 30).push(t, v);
    plain += real(t.cost()) / 50;
  }
  EXPECT_LT(after, 0.9 * plain);
}

TEST(noisy_or_fit, is_the_same_on_any_number_of_threads) {
  const vectors train = parts_of_digits(60, 1);
  const std::size_t dims = train.front().size();
  EXPECT_EQ(fit_noisy_or(joined(train), dims, 4, 3, 5, 1), fit_noisy_or(joined(train), dims, 4, 3, 5, 2));
}

TEST(noisy_or_fit, refuses_what_it_cannot_fit_to) {
  EXPECT_THROW((void)fit_noisy_or({}, 4, 2, 1, 0), domain_error);
  EXPECT_THROW((void)fit_noisy_or(std::vector<std::uint8_t>(9), 4, 2, 1, 0), domain_error);
  EXPECT_THROW((void)fit_noisy_or(std::vector<std::uint8_t>(8), 4, 0, 1, 0), domain_error);
  EXPECT_THROW((void)fit_noisy_or(std::vector<std::uint8_t>(8), 4, 17, 1, 0), domain_error);
  EXPECT_THROW((void)fit_noisy_or(std::vector<std::uint8_t>(8, 2), 4, 2, 1, 0), domain_error);
}

noisy_or_header header_of(const noisy_or_parameters& p, const vectors& x, inference how = {}) {
  return {x.size(), plain_vectors(noisy_or{p}, how, x), how, p};
}

TEST(noisy_or_stream, holds_all_that_a_decoder_needs_and_starts_on_nothing) {
  vectors x;
  for (std::uint64_t i = 0; i < 30; ++i) x.push_back(drawn_pixels(40, i));
  for (const inference& how : {inference{},
                               {.steps = 0, .precision = 12},
                               {.method = inference_method::score,
                                .steps = 4,
                                .score = {3, control_variate::running_mean, 99},
                                .seed = 8},
                               {.method = inference_method::exact}}) {
    const noisy_or_header header = header_of(drawn_noisy_or(40, 5, 9), x, how);
    EXPECT_LT(header.plain, 8u);
    rans_stack s{supply::none()};
    noisy_or_stream(1000).push(s, {header, x});
    const auto back = noisy_or_stream(1000).pop(s);
    EXPECT_EQ(back.first, header);
    EXPECT_EQ(back.second, x);
    EXPECT_TRUE(s.is_fresh());
  }
}

TEST(noisy_or_stream, refuses_headers_that_do_not_fit) {
  const vectors x(3, std::vector<std::uint8_t>(4));
  const noisy_or_header good = header_of(drawn_noisy_or(4, 2, 0), x);
  const auto refused = [&](auto change) {
    noisy_or_header h = good;
    change(h);
    rans_stack s;
    EXPECT_THROW(noisy_or_stream(3).push(s, {h, x}), domain_error);
  };
  refused([](auto& h) { h.count = 4; });
  refused([](auto& h) { h.count = 2; });
  refused([](auto& h) { h.plain = 4; });
  refused([](auto& h) { h.how.precision = 0; });
  refused([](auto& h) { h.how.steps = 1u << 17; });
  refused([](auto& h) {
    h.how = {.method = inference_method::score, .steps = 1u << 13, .score = {.samples = 256}};
  });
  refused([](auto& h) {
    h.model = drawn_noisy_or(4, 16, 0);
    h.how.steps = 1u << 11;
  });
  refused([](auto& h) { h.model.levels[0] = 0; });
  refused([](auto& h) { h.model.prior.resize(145, 1); });
}

/// What lies on the stack is random: an error of ours or vectors that push back to the very same stack,
/// never more than was allowed.
TEST(noisy_or_stream, takes_random_bits_without_harm) {
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    rans_stack s{supply::seeded(seed).limited_to(4000)};
    try {
      const auto back = noisy_or_stream(20).pop(s);
      EXPECT_LE(back.second.size(), 20u);
      noisy_or_stream(20).push(s, back);
      EXPECT_TRUE(s.is_fresh());
    } catch (const error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace ansatz

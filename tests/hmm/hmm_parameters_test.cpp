#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <hmm/hmm_parameters.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

hmm_parameters some(std::uint32_t states, std::uint32_t symbols, std::uint64_t seed) {
  std::uint64_t next = 0;
  const auto exponents = [&](std::size_t n) {
    std::vector<std::uint8_t> out;
    for (std::size_t i = 0; i < n; ++i)
      out.push_back(static_cast<std::uint8_t>(supply::seeded(seed).word(next++) % 65));
    return out;
  };
  hmm_parameters p{states, symbols, exponents(states), {}, {}};
  p.transitions = exponents(std::size_t{states} * states);
  p.emissions = exponents(std::size_t{states} * symbols);
  return p;
}
const auto models = [](std::uint32_t states, std::uint32_t symbols) {
  return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                      [=](std::uint64_t seed) { return some(states, symbols, seed); });
};
ANSATZ_LAWS(hmm_parameters_of_three_states, hmm_parameters_codec(3, 5), models(3, 5));
ANSATZ_LAWS(hmm_parameters_of_one_state, hmm_parameters_codec(1, 1), models(1, 1));

/// A model that shows: two states that alternate, and give different symbols.
std::vector<std::vector<std::uint32_t>> alternating(std::size_t sequences, std::size_t length) {
  const hmm truth{{1, 1}, {{1, 30}, {30, 1}}, {{40, 10, 1}, {1, 10, 40}}};
  std::vector<std::vector<std::uint32_t>> out;
  for (std::uint64_t i = 0; i < sequences; ++i) {
    rans_stack random{supply::seeded(i)};
    out.push_back(state_space(length, truth).pop(random));
  }
  return out;
}
double net_bits(const hmm& m, const std::vector<std::vector<std::uint32_t>>& all) {
  metered s{rans_stack{}};
  for (const auto& x : all) state_space(x.size(), m).push(s, x);
  return static_cast<double>(s.net().q24) / bits::one;
}

TEST(hmm_parameters, are_fitted_to_what_they_code) {
  const auto x = alternating(40, 50), unseen = alternating(60, 50);
  const hmm truth{{1, 1}, {{1, 30}, {30, 1}}, {{40, 10, 1}, {1, 10, 40}}};
  const double untrained = net_bits(fit_hmm(x, 2, 3, 0, 1).model(), unseen),
               trained = net_bits(fit_hmm(x, 2, 3, 60, 1).model(), unseen), best = net_bits(truth, unseen);
  EXPECT_LT(trained, 1.01 * best);
  EXPECT_GT(untrained, 1.1 * best);
}

TEST(hmm_parameters, do_not_depend_on_threads) {
  const auto x = alternating(40, 50);
  EXPECT_EQ(fit_hmm(x, 3, 3, 7, 1, 1), fit_hmm(x, 3, 3, 7, 1, 5));
}

TEST(hmm_parameters, stand_for_weights_a_quarter_of_an_octave_apart) {
  hmm_parameters p{1, 3, {64}, {64}, {64, 60, 0}};
  const auto mass = [&](std::uint32_t x) {
    return static_cast<double>(p.model().emission(0).distribution.interval_of(x).freq);
  };
  EXPECT_NEAR(mass(0) / mass(1), 2, 1e-3);
  EXPECT_NEAR(mass(2), 1, 0.5);
  p.emissions[1] = 61;
  EXPECT_NEAR(std::pow(mass(0) / mass(1), 4), 8, 0.02);
}

TEST(hmm_parameters, refuse_what_cannot_be) {
  rans_stack s;
  EXPECT_THROW(hmm_parameters_codec(3, 4).push(s, some(3, 5, 1)), domain_error);
  EXPECT_THROW(hmm_parameters_codec(0, 4), domain_error);
  EXPECT_THROW(hmm_parameters_codec(4, 65537), domain_error);
  hmm_parameters p = some(3, 5, 1);
  p.transitions.pop_back();
  EXPECT_THROW(p.model(), domain_error);
  EXPECT_THROW(hmm_parameters_codec(3, 5).push(s, p), domain_error);
  p = some(3, 5, 1);
  p.emissions[2] = 65;
  EXPECT_THROW(p.model(), domain_error);
  EXPECT_THROW(hmm_parameters_codec(3, 5).push(s, p), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_THROW(fit_hmm({}, 2, 3, 1, 1), domain_error);
  const std::vector<std::vector<std::uint32_t>> x{{}, {0, 3}};
  EXPECT_THROW(fit_hmm(x, 2, 3, 1, 1), domain_error);
  EXPECT_THROW(fit_hmm(x, 0, 4, 1, 1), domain_error);
  EXPECT_NO_THROW(fit_hmm(x, 2, 4, 1, 1));
}

TEST(hmm_parameters, have_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(hmm_parameters_codec(2, 3), some(2, 3, 1)), "0194126c466845faffb0912ece9c");
}

TEST(hmm_parameters, mutants_are_caught) {
  const auto turned =
      codec_of<hmm_parameters>([](auto& s, const auto& p) { hmm_parameters_codec(3, 5).push(s, p); },
                               [](auto& s) {  // turns exponents over
                                 hmm_parameters p = hmm_parameters_codec(3, 5).pop(s);
                                 for (auto& exponent : p.initial)
                                   exponent = static_cast<std::uint8_t>(64 - exponent);
                                 return p;
                               });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(turned), models(3, 5), 50)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

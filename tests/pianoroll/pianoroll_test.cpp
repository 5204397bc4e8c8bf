#include <ansatz/combinator/particle_filter.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <pianoroll/pianoroll.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

constexpr std::size_t notes = 6;

pianoroll_hmm some(std::uint32_t states) {
  const supply random = supply::seeded(states);
  std::uint64_t next = 0;
  const auto row = [&] {
    std::vector<std::uint64_t> out;
    for (std::uint32_t i = 0; i < states; ++i) out.push_back(1 + (random.word(next++) >> 60));
    return out;
  };
  const auto initial = row();
  std::vector<std::vector<std::uint64_t>> transitions;
  for (std::uint32_t z = 0; z < states; ++z) transitions.push_back(row());
  std::vector<std::uint32_t> ones;
  for (std::size_t i = 0; i < states * notes; ++i)
    ones.push_back(
        random.word(next++) % 4 == 0 ? 50000 : 300 + static_cast<std::uint32_t>(random.word(next++) % 3000));
  return {initial, transitions, chord_emissions{notes, ones}};
}

const auto tunes = [](std::size_t n) {
  return rc::gen::container<std::vector<chord>>(
      n, rc::gen::container<chord>(notes, rc::gen::map(rc::gen::inRange(0, 4), [](int i) {
                                     return static_cast<std::uint8_t>(i == 0 ? 1 : 0);
                                   })));
};
ANSATZ_LAWS(pianoroll_of_eight, state_space(8, some(4)), tunes(8));
ANSATZ_LAWS(pianoroll_of_none, state_space(0, some(4)), tunes(0));
ANSATZ_LAWS(pianoroll_by_particles, by_particles(5, 3, some(4), some(4).proposal()), tunes(5));

/// -log2 p(x) by the forward algorithm in binary64.
double information(const pianoroll_hmm& m, const std::vector<chord>& x) {
  const auto p = [](const auto& c, std::uint32_t v) { return c.distribution.interval_of(v).freq / 65536.0; };
  std::vector<double> alpha;
  double sum = 0;
  for (const chord& symbol : x) {
    std::vector<double> next(m.states());
    double all = 0;
    for (std::uint32_t z = 0; z < m.states(); ++z) {
      if (alpha.empty()) next[z] = p(m.initial(), z);
      for (std::uint32_t y = 0; y < alpha.size(); ++y) next[z] += alpha[y] * p(m.transition(y), z);
      all += next[z] *= std::exp2(-static_cast<double>(cost(m.emission(z), symbol).q24) / bits::one);
    }
    for (double& a : next) a /= all;
    sum -= std::log2(all);
    alpha = next;
  }
  return sum;
}

std::vector<chord> draw(const pianoroll_hmm& m, std::size_t n, std::uint64_t seed) {
  rans_stack random{supply::seeded(seed)};
  return state_space(n, m).pop(random);
}
template <class Codec>
double net_of(const Codec& c, const std::vector<chord>& x) {
  metered s{rans_stack{}};
  c.push(s, x);
  return static_cast<double>(s.net().q24) / bits::one;
}

TEST(pianoroll, costs_what_the_chords_cost_without_their_states) {
  for (const std::uint32_t states : {1u, 3u, 20u}) {
    const auto m = some(states);
    const auto x = draw(m, 500, states);
    EXPECT_NEAR(net_of(state_space(x.size(), m), x), information(m, x), 1e-4 * 500) << states;
  }
}

/// A chord that no state likes: costs of hundreds of bits that differ by many.
TEST(pianoroll, keeps_its_rate_where_chords_are_unlikely) {
  const std::size_t wide = 60;
  std::vector<std::uint32_t> ones;
  for (std::size_t z = 0; z < 3; ++z)
    for (std::size_t i = 0; i < wide; ++i) ones.push_back(z == 0 ? 1 : z == 1 ? 8 : 65535);
  const pianoroll_hmm m{{1, 1, 1}, {{100, 1, 1}, {1, 100, 1}, {1, 1, 100}}, chord_emissions{wide, ones}};
  const std::vector<chord> x{chord(wide, 1), chord(wide, 0), chord(wide, 1), chord(wide, 1)};
  EXPECT_NEAR(net_of(state_space(x.size(), m), x), information(m, x), 1e-3);
}

TEST(pianoroll, is_fitted_to_what_it_codes) {
  const auto truth = some(4);
  std::vector<std::vector<chord>> x, unseen;
  for (std::uint64_t i = 0; i < 60; ++i) (i < 40 ? x : unseen).push_back(draw(truth, 60, 100 + i));
  double best = 0, untrained = 0, trained = 0;
  const auto from = fit_pianoroll(x, 4, 0, 1), to = fit_pianoroll(x, 4, 80, 1, 3);
  for (const auto& tune : unseen) {
    best += information(truth, tune);
    untrained += information(from, tune);
    trained += information(to, tune);
  }
  EXPECT_LT(trained, 1.03 * best);
  EXPECT_LT(trained, 0.95 * untrained);
}

TEST(pianoroll, is_fitted_alike_on_any_number_of_threads) {
  std::vector<std::vector<chord>> x;
  for (std::uint64_t i = 0; i < 20; ++i) x.push_back(draw(some(3), 30, i));
  const auto one = fit_pianoroll(x, 3, 5, 1, 1), five = fit_pianoroll(x, 3, 5, 1, 5);
  const auto tune = draw(one, 50, 7);
  EXPECT_EQ(testing::bytes_of(state_space(50, one), tune), testing::bytes_of(state_space(50, five), tune));
}

TEST(pianoroll, refuses_what_cannot_be) {
  EXPECT_THROW((chord_emissions{0, {1}}), domain_error);
  EXPECT_THROW((chord_emissions{2, {1, 2, 3}}), domain_error);
  EXPECT_THROW((chord_emissions{2, {1, 65536}}), domain_error);
  EXPECT_THROW((chord_emissions{2, {0, 5}}), domain_error);
  rans_stack s;
  EXPECT_THROW(state_space(1, some(3)).push(s, {chord(5, 0)}), domain_error);
  EXPECT_THROW(state_space(1, some(3)).push(s, {chord(notes, 2)}), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_THROW(some(3).emission(3), domain_error);
  const std::vector<std::vector<chord>> uneven{{{0, 1}}, {{0, 1, 0}}}, two{{{0, 2}}}, none{{}};
  EXPECT_THROW(fit_pianoroll(uneven, 2, 1, 1), domain_error);
  EXPECT_THROW(fit_pianoroll(two, 2, 1, 1), domain_error);
  EXPECT_THROW(fit_pianoroll(none, 2, 1, 1), domain_error);
  const std::vector<std::vector<chord>> tune{{{0, 1}}};
  EXPECT_THROW(fit_pianoroll(tune, 0, 1, 1), domain_error);
}

TEST(pianoroll, has_golden_bytes) {
  const std::vector<chord> x{{1, 0, 0, 1, 0, 0}, {1, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 0}};
  EXPECT_EQ(testing::bytes_of(state_space(3, some(4)), x), "016fae21e23245d56e789e6a");
}

/// Filters by the weights alone, as if every state gave every chord alike.
struct deaf_emissions : chord_emissions {
  using chord_emissions::chord_emissions;
  void multiply(std::span<std::uint64_t>, const chord&) const {}
};
struct hears_on_one_side {
  using symbol_type = std::vector<chord>;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    state_space(3, hearing()).push(s, x);
  }
  template <class S>
  symbol_type pop(S& s) const {
    return state_space(3, deaf()).pop(s);
  }
  static std::vector<std::uint32_t> ones() {
    std::vector<std::uint32_t> out(2 * notes, 3000);
    std::fill_n(out.begin(), notes, 30000u);
    return out;
  }
  static pianoroll_hmm hearing() { return {{1, 1}, {{3, 1}, {1, 3}}, chord_emissions{notes, ones()}}; }
  static basic_hmm<deaf_emissions> deaf() {
    return {{1, 1}, {{3, 1}, {1, 3}}, deaf_emissions{notes, ones()}};
  }
};
TEST(pianoroll, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(hears_on_one_side{}), tunes(3), 200)),
            testing::broken_on(testing::wider_stacks, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

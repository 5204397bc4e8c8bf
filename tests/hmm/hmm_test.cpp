#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <hmm/hmm.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

std::vector<std::uint64_t> row(std::size_t size, std::uint64_t seed) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t i = 0; i < size; ++i) out.push_back(1 + (supply::seeded(seed).word(i) >> 60));
  return out;
}
hmm random_hmm(std::size_t states, std::size_t symbols) {
  std::vector<std::vector<std::uint64_t>> transitions, emissions;
  for (std::size_t z = 0; z < states; ++z) {
    transitions.push_back(row(states, 100 + z));
    emissions.push_back(row(symbols, 200 + z));
  }
  return {row(states, 1), transitions, emissions};
}

const auto texts = [](std::size_t n, std::uint32_t symbols) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, symbols));
};
ANSATZ_LAWS(hmm_of_eight, state_space(8, random_hmm(3, 4)), texts(8, 4));
ANSATZ_LAWS(hmm_of_one, state_space(1, random_hmm(3, 4)), texts(1, 4));
ANSATZ_LAWS(hmm_of_none, state_space(0, random_hmm(3, 4)), texts(0, 4));

/// With states and symbols that exclude each other. A stack that no push gave may still be popped: what is
/// popped is possible.
hmm sparse_hmm() {
  return {{1, 1, 0}, {{3, 1, 0}, {0, 2, 1}, {1, 0, 1}}, {{1, 0, 0, 0}, {1, 1, 0, 1}, {0, 0, 5, 1}}};
}
ANSATZ_LAWS(hmm_with_zeros, state_space(4, sparse_hmm()),
            rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t seed) {
              rans_stack random{supply::seeded(seed)};
              return state_space(4, sparse_hmm()).pop(random);
            }));

/// -log2 p(x) by the forward algorithm in binary64.
double information(const hmm& m, const std::vector<std::uint32_t>& x) {
  const auto p = [](const hmm::codec_type& c, std::uint32_t v) {
    return c.distribution.interval_of(v).freq / 65536.0;
  };
  std::vector<double> alpha;
  double sum = 0;
  for (std::size_t t = 0; t < x.size(); ++t) {
    std::vector<double> next(m.states(), 0.0);
    double total = 0;
    for (std::uint32_t z = 0; z < m.states(); ++z) {
      if (t == 0)
        next[z] = p(m.initial(), z);
      else
        for (std::uint32_t y = 0; y < m.states(); ++y) next[z] += alpha[y] * p(m.transition(y), z);
      total += next[z] *= p(m.emission(z), x[t]);
    }
    for (double& a : next) a /= total;
    sum -= std::log2(total);
    alpha = next;
  }
  return sum;
}

std::vector<std::uint32_t> draw(const hmm& m, std::size_t n, std::uint64_t seed) {
  rans_stack random{supply::seeded(seed)};
  return state_space(n, m).pop(random);
}

TEST(hmm, costs_what_the_symbols_cost_without_their_states) {
  for (const std::size_t states : {1U, 2U, 8U, 40U}) {
    const hmm m = random_hmm(states, 30);
    const auto x = draw(m, 1000, states);
    metered s{rans_stack{}};
    state_space(x.size(), m).push(s, x);
    EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, information(m, x), 1e-4 * 1000) << states;
  }
}

TEST(hmm, takes_initial_bits_that_do_not_grow) {
  const hmm m = random_hmm(16, 50);
  double shortest = 0, longest = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const std::size_t n : {4U, 1000U}) {
      metered s{rans_stack{supply::seeded(seed)}};
      state_space(n, m).push(s, draw(m, n, 50 + seed));
      (n == 4 ? shortest : longest) += static_cast<double>(s.initial_bits().q24) / bits::one / 20;
    }
  EXPECT_LT(longest, shortest + 3);
  EXPECT_LT(longest, 10);
}

TEST(hmm, refuses_what_it_cannot_be) {
  EXPECT_THROW((hmm{{}, {}, {}}), domain_error);
  EXPECT_THROW((hmm{{1, 1}, {{1, 1}}, {{1}, {1}}}), domain_error);
  EXPECT_THROW((hmm{{1, 1}, {{1, 1}, {1}}, {{1}, {1}}}), domain_error);
  EXPECT_THROW((hmm{{1, 1}, {{1, 1}, {0, 0}}, {{1}, {1}}}), domain_error);
  EXPECT_THROW((hmm{{1}, {{1}}, {{}}}), domain_error);
  rans_stack s;
  const auto codec = state_space(3, sparse_hmm());
  EXPECT_THROW(codec.push(s, {0, 1}), domain_error);
  EXPECT_THROW(codec.push(s, {0, 4, 0}), domain_error);  // no such symbol
  EXPECT_THROW(codec.push(s, {2, 0, 0}), domain_error);  // the first state cannot give it
  EXPECT_EQ(s, rans_stack{});
}

TEST(hmm, has_its_states_and_no_others) {
  const hmm m{{1, 1}, {{1, 1}, {1, 1}}, {{1, 1}, {1, 1}}};
  auto seen = m.filter();
  seen.observe(1);
  for (const std::uint32_t z : {2u, 3u, 9u, 1u << 31, UINT32_MAX}) {
    EXPECT_THROW((void)m.transition(z), domain_error);
    EXPECT_THROW((void)m.emission(z), domain_error);
    EXPECT_THROW((void)m.emissions().codec(z), domain_error);
    EXPECT_THROW((void)seen.backward(z), domain_error);
    EXPECT_THROW((void)m.proposal().next(z, 0), domain_error);
  }
  std::vector<std::uint64_t> three(3, 1);
  EXPECT_THROW(m.emissions().multiply(three, 0), domain_error);
}

TEST(hmm, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(state_space(6, random_hmm(3, 4)), {0, 1, 2, 3, 2, 1}), "0e710d380dc4c69c6f3f");
}

/// Puts a state back without looking at the one after it.
struct forgets_the_next {
  using symbol_type = std::vector<std::uint32_t>;
  hmm m = random_hmm(3, 4);
  template <class S>
  void push(S& s, const symbol_type& x) const {
    state_space(4, m).push(s, x);
  }
  template <class S>
  symbol_type pop(S& s) const {
    auto filter = m.filter();
    std::uint32_t z = m.initial().pop(s);
    symbol_type x{m.emission(z).pop(s)};
    filter.observe(x.back());
    for (int t = 1; t < 4; ++t) {
      const std::uint32_t next = m.transition(z).pop(s);
      filter.posterior().push(s, z);
      z = next;
      x.push_back(m.emission(z).pop(s));
      filter.observe(x.back());
    }
    filter.posterior().push(s, z);
    return x;
  }
};
TEST(hmm, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(forgets_the_next{}), texts(4, 4), 200)),
            testing::broken_on(testing::wider_stacks, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

#include <ansatz/combinator/particle_filter.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/monte_carlo.hpp"

namespace ansatz {
namespace {

using testing::symmetric_step;

/// A number below 8 that walks on a circle, seen through one more step.
struct circle {
  using state_type = std::uint32_t;
  using symbol_type = std::uint32_t;
  auto initial() const { return uniform(8); }
  auto transition(std::uint32_t z) const { return symmetric_step{}(z); }
  auto emission(std::uint32_t z) const { return symmetric_step{}(z); }
};
/// Looks at the symbol alone.
struct by_symbol {
  auto first(std::uint32_t x) const { return symmetric_step{}(x); }
  auto next(std::uint32_t, std::uint32_t x) const { return symmetric_step{}(x); }
};
using path = std::vector<std::uint32_t>;

const auto texts = [](std::size_t n) { return rc::gen::container<path>(n, rc::gen::inRange(0u, 8u)); };
ANSATZ_LAWS(particle_filter_of_one, by_particles(5, 1, circle{}, by_symbol{}, resampling::adaptive, 7),
            texts(5));
ANSATZ_LAWS(particle_filter_of_four, by_particles(5, 4, circle{}, by_symbol{}, resampling::adaptive, 7),
            texts(5));
ANSATZ_LAWS(particle_filter_always, by_particles(4, 3, circle{}, by_symbol{}, resampling::always, 7),
            texts(4));
ANSATZ_LAWS(particle_filter_never, by_particles(4, 3, circle{}, by_symbol{}, resampling::never), texts(4));
ANSATZ_LAWS(particle_filter_of_one_symbol, by_particles(1, 6, circle{}, by_symbol{}), texts(1));
ANSATZ_LAWS(particle_filter_alone,
            particle_filter(3, circle{}, by_symbol{}, path{1, 2, 2, 7}, resampling::adaptive, 7), texts(4));
ANSATZ_LAWS(particle_filter_of_nothing, particle_filter(3, circle{}, by_symbol{}, path{}), texts(0));

/// One symbol leaves nothing to draw anew: the filter is importance sampling, to the bit.
TEST(particle_filter, of_one_symbol_is_importance_sampling) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    auto s = testing::midlife<rans_stack>::from(seed), t = s;
    const auto z = particle_filter(5, circle{}, by_symbol{}, path{3}).pop(s);
    const auto target = joint_cost(uniform(8), symmetric_step{}, 3u);
    const auto c = importance(5, symmetric_step{}(3), target);
    const std::uint32_t same = c.pop(t);
    ASSERT_EQ(z.at(0), same);
    // Only the order in which the others go back differs.
    EXPECT_NEAR(testing::in_bits(s.content()), testing::in_bits(t.content()), 1e-4);
  }
}

/// -log2 p(x) by the forward algorithm.
double information(const path& x) {
  std::vector<double> alpha(8, 0.125);
  double all = 0;
  for (std::size_t t = 0; t < x.size(); ++t) {
    std::vector<double> next(8);
    double sum = 0;
    for (std::uint32_t z = 0; z < 8; ++z) {
      for (std::uint32_t y = 0; y < 8; ++y)
        next[z] +=
            t == 0 ? alpha[z] / 8 : alpha[y] * std::exp2(-testing::in_bits(cost(symmetric_step{}(y), z)));
      sum += next[z] *= std::exp2(-testing::in_bits(cost(symmetric_step{}(z), x[t])));
    }
    for (double& a : next) a /= sum;
    alpha = next;
    all -= std::log2(sum);
  }
  return all;
}

TEST(particle_filter, tightens_the_bound_most_where_it_draws_anew) {
  path x;
  for (std::uint64_t i = 0; i < 40; ++i)
    x.push_back(static_cast<std::uint32_t>(supply::seeded(5).word(i) >> 61));
  const double exact = information(x);
  const auto of = [&](std::uint32_t particles, resampling when) {
    return testing::mean_cost_of(by_particles(x.size(), particles, circle{}, by_symbol{}, when), x, 60).net;
  };
  const double one = of(1, resampling::adaptive), paths = of(32, resampling::never),
               filtered = of(32, resampling::adaptive);
  EXPECT_LT(paths, one);
  EXPECT_LT(filtered, paths);
  EXPECT_GT(filtered, exact - 0.1);
  EXPECT_LT(filtered - exact, 0.5 * (paths - exact));
  EXPECT_NEAR(of(1, resampling::never), one, 1e-9);
}

TEST(particle_filter, refuses_what_cannot_be) {
  rans_stack s;
  EXPECT_THROW(by_particles(3, 4, circle{}, by_symbol{}).push(s, {1, 2}), domain_error);
  EXPECT_THROW(particle_filter(4, circle{}, by_symbol{}, path{1, 2}).push(s, {1}), domain_error);
  EXPECT_THROW(particle_filter(0, circle{}, by_symbol{}, path{1}), domain_error);
  EXPECT_THROW(particle_filter(9, circle{}, by_symbol{}, path{1}, resampling::never, 3), domain_error);
  EXPECT_THROW(particle_filter(65537, circle{}, by_symbol{}, path{1}), domain_error);
  EXPECT_THROW(by_particles(0, 4, circle{}, by_symbol{}), domain_error);
}

TEST(particle_filter, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(by_particles(3, 4, circle{}, by_symbol{}, resampling::always), {4, 5, 7}),
            "043d4eeee763a62daf69180b6a3f");
}

/// Forgets to draw the ancestors anew when it pushes.
struct forgetful {
  using symbol_type = path;
  static auto of(resampling when) {
    return particle_filter(3, circle{}, by_symbol{}, path{1, 2, 2, 7}, when, 7);
  }
  template <class S>
  void push(S& s, const path& z) const {
    of(resampling::never).push(s, z);
  }
  template <class S>
  path pop(S& s) const {
    return of(resampling::always).pop(s);
  }
};
TEST(particle_filter, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(forgetful{}), texts(4))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

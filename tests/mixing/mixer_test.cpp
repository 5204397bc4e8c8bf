#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/error.hpp>
#include <ansatz/mixing/counter.hpp>
#include <ansatz/mixing/mixer.hpp>
#include <ansatz/mixing/probability_map.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>
#include <memory>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

constexpr learning quick{.first = one_logit / 2, .rate = 1 << 11};

/// The whole engine on bits: what followed the last one, and the last two, mixed, and refined.
template <class Mixer>
class walker {
 public:
  explicit walker(unsigned precision, Mixer m) : precision_{precision}, mixer_{std::move(m)} { predict(); }
  auto next() const { return bernoulli_logit(logit_, precision_); }
  void learn(std::uint8_t bit) {
    if constexpr (std::is_same_v<Mixer, mixer>)
      mixer_.learn(miss_of(bit != 0, squash(logit_)));
    else
      mixer_.learn(bit != 0);
    map_.learn(bit != 0);
    one_[last_ & 1].learn(bit != 0);
    two_[last_].learn(bit != 0);
    last_ = (2 * last_ | bit) & 3;
    predict();
  }

 private:
  void predict() {
    const auto x = mixer_.inputs();
    x[0] = one_[last_ & 1].logit(), x[1] = two_[last_].logit(), x[2] = one_logit / 4;
    if constexpr (std::is_same_v<Mixer, mixer>)
      logit_ = mixer_.mix(chosen());
    else
      logit_ = mixer_.mix(chosen(), 0);
    logit_ = (logit_ + map_.refine(logit_, last_)) / 2;
  }
  std::array<std::size_t, 2> chosen() const { return {0, last_}; }

  unsigned precision_;
  Mixer mixer_;
  std::array<bit_counts, 2> one_;
  std::array<adaptive_probability, 4> two_;
  probability_map map_{4};
  std::size_t last_ = 0;
  std::int32_t logit_ = 0;
};
constexpr std::array<std::size_t, 2> sets{1, 4};

auto mixed(std::size_t n, unsigned precision) {
  return autoregressive(n, [=] { return walker<mixer>{precision, {3, sets, quick}}; });
}
auto layered(std::size_t n, unsigned precision) {
  return autoregressive(n, [=] { return walker<layered_mixer>{precision, {3, sets, quick, 1, 1 << 10}}; });
}
const auto tosses = [](std::size_t n) {
  return rc::gen::container<std::vector<std::uint8_t>>(
      n, rc::gen::map(rc::gen::inRange(0, 2), [](int x) { return static_cast<std::uint8_t>(x); }));
};
ANSATZ_LAWS(mixer_deep, mixed(40, 31), tosses(40));
ANSATZ_LAWS(mixer_shallow, mixed(40, 7), tosses(40));
ANSATZ_LAWS(layered_mixer_deep, layered(40, 31), tosses(40));
ANSATZ_LAWS(layered_mixer_shallow, layered(40, 7), tosses(40));

std::vector<std::uint8_t> periodic(std::size_t n) {
  std::vector<std::uint8_t> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = i % 3 == 0;
  return x;
}

template <class Codec>
double bits_of(const Codec& codec, const std::vector<std::uint8_t>& x) {
  metered s{rans_stack{}};
  codec.push(s, x);
  const double out = s.net().to_double();
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_TRUE(s.inner().is_fresh());
  return out;
}

TEST(mixer, learns_which_input_to_trust) {
  // The last two bits tell the next one, the last one does not: 14 bits or so to find out, then next to
  // nothing.
  EXPECT_LT(bits_of(mixed(30000, 31), periodic(30000)), 30);
  EXPECT_LT(bits_of(layered(30000, 31), periodic(30000)), 30);
  std::vector<std::uint8_t> random(30000);
  for (std::size_t i = 0; i < random.size(); ++i) random[i] = supply::seeded(8).word(i) & 1;
  EXPECT_LT(bits_of(mixed(30000, 31), random), 30000 * 1.003);
}

TEST(mixer, has_golden_bytes) {
  std::vector<std::uint8_t> x(40);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = i % 20 < 14 ? i % 20 % 3 != 2 : i % 4 == 0;
  EXPECT_EQ(testing::bytes_of(mixed(40, 31), x), "0774fd0a37bb798ff5");
  EXPECT_EQ(testing::bytes_of(layered(40, 31), x), "077d1be78e726065cf");
}

TEST(mixer, takes_a_mean_rounded_down) {
  const std::array<std::size_t, 3> three{1, 1, 1};
  mixer m{1, three, {.first = one_logit}};
  m.inputs()[0] = -5;
  EXPECT_EQ(m.mix(std::array<std::size_t, 3>{}), -5);
  mixer halves{1, three, {.first = one_logit / 2}};
  halves.inputs()[0] = -5;
  EXPECT_EQ(halves.mix(std::array<std::size_t, 3>{}), -3);
  halves.inputs()[0] = most_logit;
  EXPECT_EQ(halves.mix(std::array<std::size_t, 3>{}), most_logit / 2);
  mixer large{1, three, {.first = 8 * one_logit}};
  large.inputs()[0] = most_logit;
  EXPECT_EQ(large.mix(std::array<std::size_t, 3>{}), most_logit);
}

TEST(mixer, refuses_sets_that_are_not_there) {
  mixer m{1, sets, quick};
  EXPECT_THROW(m.mix(std::array<std::size_t, 2>{0, 4}), domain_error);
  EXPECT_THROW(m.mix(std::array<std::size_t, 1>{0}), domain_error);
  EXPECT_THROW((mixer{1, {}, quick}), domain_error);
  EXPECT_THROW((layered_mixer{1, {}, quick, 1, 1}), domain_error);
}

/// What is learnt must be learnt anew by a pop.
TEST(mixer, that_outlives_its_symbol_breaks_the_laws) {
  const auto kept = std::make_shared<walker<mixer>>(7u, mixer{3, sets, quick});
  struct shared {
    std::shared_ptr<walker<mixer>> inner;
    auto next() const { return inner->next(); }
    void learn(std::uint8_t bit) { inner->learn(bit); }
  };
  const auto broken = autoregressive(9, [kept] { return shared{kept}; });
  const auto laws = testing::names(testing::broken_laws(testing::laws_of(broken), tosses(9)));
  EXPECT_EQ(laws, testing::broken_on(testing::every_stack, testing::both_inverses));
}

/// A push goes from the last symbol to the first, but learns from the first to the last, as a pop does.
TEST(layered_mixer, that_learns_in_the_order_of_pushes_breaks_the_laws) {
  const auto made = [] { return walker<layered_mixer>{7, {3, sets, quick, 1, 1 << 10}}; };
  const auto broken = codec_of<std::vector<std::uint8_t>>(
      [made](auto& s, const std::vector<std::uint8_t>& x) {
        auto w = made();
        for (std::size_t i = x.size(); i-- > 0;) {
          w.next().push(s, x[i]);
          w.learn(x[i]);
        }
      },
      [made](auto& s) {
        auto w = made();
        std::vector<std::uint8_t> x(9);
        for (std::uint8_t& bit : x) {
          bit = w.next().pop(s);
          w.learn(bit);
        }
        return x;
      });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(broken), tosses(9))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

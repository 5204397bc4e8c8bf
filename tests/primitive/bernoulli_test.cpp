#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

const auto coin = rc::gen::map(rc::gen::inRange(0, 2), [](int x) { return static_cast<std::uint8_t>(x); });
ANSATZ_LAWS(bernoulli_of_seven_bits, bernoulli_logit(-70000, 7), coin);
ANSATZ_LAWS(bernoulli_of_24_bits, bernoulli_logit(900000, 24), coin);

TEST(bernoulli, is_the_codec_of_its_model) {
  EXPECT_EQ(bernoulli(3, 4).distribution.interval_of(1), (interval{13, 3}));
  EXPECT_EQ(bernoulli_logit(0, 8).distribution.interval_of(0).freq, 128u);
  rans_stack s;
  EXPECT_THROW(bernoulli(0, 4).push(s, 1), domain_error);
  EXPECT_THROW(bernoulli(17, 4), domain_error);
}

}  // namespace
}  // namespace ansatz

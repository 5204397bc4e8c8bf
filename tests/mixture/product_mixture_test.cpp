#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/testing/laws.hpp>
#include <mixture/product_mixture.hpp>

namespace ansatz {
namespace {

const product_mixture tiny{3, {1, 5, 2}, {1000, 60000, 30000, 5, 65535, 40000, 32768, 32768, 32768}};
const auto triples = rc::gen::container<std::vector<std::uint8_t>>(
    3, rc::gen::map(rc::gen::inRange(0, 2), [](int v) { return static_cast<std::uint8_t>(v); }));
ANSATZ_LAWS(product_mixture_of_three, product_mixture_codec(tiny), triples);

TEST(product_mixture, knows_the_information_of_a_vector) {
  double sum = 0;
  for (std::uint8_t v = 0; v < 8; ++v) {
    const std::vector<std::uint8_t> x{static_cast<std::uint8_t>(v & 1), static_cast<std::uint8_t>(v >> 1 & 1),
                                      static_cast<std::uint8_t>(v >> 2)};
    sum += static_cast<double>(exp2_minus(tiny.information(x))) * 0x1p-62;
  }
  EXPECT_NEAR(sum, 1, 1e-6);
}

TEST(product_mixture, fitted_to_digits_codes_others_at_their_information) {
  const auto binary = [](std::uint64_t count, std::uint64_t seed) {
    return binarize(digits(count, seed).data, static_cast<std::uint32_t>(seed));
  };
  const auto train = binary(1000, 1), test = binary(100, 2);
  const product_mixture one = fit_product_mixture(train, 784, 1, 1, 0),
                        many = fit_product_mixture(train, 784, 20, 8, 0);
  const auto codec = product_mixture_codec(many);
  metered s{rans_stack{}};
  bits information, by_one;
  for (std::size_t i = 0; i < 100; ++i) {
    const std::vector<std::uint8_t> x(test.begin() + static_cast<std::ptrdiff_t>(784 * i),
                                      test.begin() + static_cast<std::ptrdiff_t>(784 * (i + 1)));
    information += many.information(x);
    by_one += one.information(x);
    codec.push(s, x);
  }
  EXPECT_LT(information, by_one);
  EXPECT_LT(s.net() - information, bits::whole(1));
  EXPECT_GT(s.net() - information, bits::whole(-1));
  for (std::size_t i = 100; i-- > 0;) {
    const auto x = codec.pop(s);
    ASSERT_TRUE(std::equal(x.begin(), x.end(), test.begin() + static_cast<std::ptrdiff_t>(784 * i)));
  }
  EXPECT_TRUE(s.inner().is_fresh());
}

TEST(product_mixture, refuses_what_it_cannot_fit_or_code) {
  EXPECT_THROW(fit_product_mixture({}, 784, 2, 1, 0), domain_error);
  EXPECT_THROW(fit_product_mixture(std::vector<std::uint8_t>(10), 3, 2, 1, 0), domain_error);
  EXPECT_THROW(tiny.information(std::vector<std::uint8_t>{0, 1}), domain_error);
  EXPECT_THROW(tiny.information(std::vector<std::uint8_t>{0, 1, 2}), domain_error);
}

TEST(product_mixture, refuses_parts_that_do_not_fit_one_another) {
  const std::vector<std::uint8_t> x(2);
  for (const product_mixture& m : {product_mixture{},
                                   {2, {}, {}},
                                   {2, {1}, {1}},
                                   {2, {1}, {1, 2, 3}},
                                   {2, {1, 1}, {1, 2, 3}},
                                   {2, {0}, {1, 2}},
                                   {2, {1}, {0, 2}},
                                   {2, {1}, {1, 1 << 16}},
                                   {SIZE_MAX, {1}, {1, 1}},
                                   {(SIZE_MAX >> 1) + 2, {1, 1}, {1, 1}}}) {
    EXPECT_THROW(m.check(), domain_error);
    EXPECT_THROW((void)product_mixture_codec(m), domain_error);
    EXPECT_THROW((void)m.information(x), domain_error);
    EXPECT_THROW((void)m.posterior(x), domain_error);
  }
}

}  // namespace
}  // namespace ansatz

#include <ansatz/primitive/beta_binomial.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

ANSATZ_LAWS(beta_binomial_of_seven_bits, beta_binomial(20, 1 << 15, 1 << 16, 7),
            rc::gen::inRange<std::uint8_t>(0, 21));
ANSATZ_LAWS(beta_binomial_of_24_bits, beta_binomial(255, -(1 << 16), 2 << 16, 24),
            rc::gen::arbitrary<std::uint8_t>());

}  // namespace
}  // namespace ansatz

#include <ansatz/primitive/logistic_mixture.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 24;

const std::array<logistic_component, 2> two{{{-one, 1 << 15, 1 << 15}, {4 * one, 1 << 16, 1 << 15}}};
ANSATZ_LAWS(logistic_mixture_of_seven_bits, logistic_mixture(integer_buckets(20), two, 7),
            rc::gen::inRange(0u, 20u));
ANSATZ_LAWS(logistic_mixture_of_24_bits, logistic_mixture(integer_buckets(256), two, 24),
            rc::gen::inRange(0u, 256u));

}  // namespace
}  // namespace ansatz

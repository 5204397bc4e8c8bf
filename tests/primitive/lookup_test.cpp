#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/lookup.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

namespace ansatz {
namespace {

const std::array<std::uint32_t, 4> masses{60, 3, 1, 64};
ANSATZ_LAWS(lookup_of_seven_bits, lookup<std::uint8_t>(masses), rc::gen::inRange<std::uint8_t>(0, 4));

TEST(lookup, gives_the_bytes_of_the_categorical) {
  rans_stack a, b;
  for (std::uint32_t i = 0; i < 100; ++i) {
    lookup(masses).push(a, i % 4);
    categorical(masses).push(b, i % 4);
  }
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace ansatz

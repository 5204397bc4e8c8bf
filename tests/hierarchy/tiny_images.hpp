#pragma once
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <ansatz/error.hpp>
#include <ansatz/stack/rans.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::testing {

/// Images for `random_hierarchy`: 64 pixels.
inline auto tiny_images(bool binary) {
  return rc::gen::container<std::vector<std::uint8_t>>(
      64, binary ? rc::gen::inRange<std::uint8_t>(0, 2) : rc::gen::arbitrary<std::uint8_t>());
}

/// Codecs of 64 grey and of 64 binary pixels refuse other images, before the stack is touched.
template <class Codec>
void expect_other_images_refused(const Codec& grey, const Codec& binary) {
  rans_stack s;
  const auto before = s;
  EXPECT_THROW(grey.push(s, std::vector<std::uint8_t>(63)), domain_error);
  EXPECT_THROW(binary.push(s, std::vector<std::uint8_t>(64, 7)), domain_error);
  EXPECT_EQ(s, before);
}

}  // namespace ansatz::testing

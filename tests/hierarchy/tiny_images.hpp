#pragma once
#include <rapidcheck.h>

#include <cstdint>
#include <vector>

namespace ansatz::testing {

/// Images for `random_hierarchy`: 64 pixels.
inline auto tiny_images(bool binary) {
  return rc::gen::container<std::vector<std::uint8_t>>(
      64, binary ? rc::gen::inRange<std::uint8_t>(0, 2) : rc::gen::arbitrary<std::uint8_t>());
}

}  // namespace ansatz::testing

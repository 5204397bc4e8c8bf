#pragma once
#include <gtest/gtest.h>

#include <ansatz/model/buckets.hpp>
#include <cstdint>

namespace ansatz::testing {

/// The factories give the codecs of the models.
template <class Model, class Floored, class Factory, class FlooredFactory>
void expect_codecs_of(Factory plain, FlooredFactory floored) {
  const typename Model::parameters p{1 << 24, 1 << 15};
  const bucket_set b = equal_mass_buckets(4);
  for (const std::uint32_t x : {0u, 7u, 9u, 15u}) {
    EXPECT_EQ(plain(b, p, 16).distribution.interval_of(x), (Model{b, p, 16}.interval_of(x)));
    EXPECT_EQ(floored(b, p, 16).distribution.interval_of(x), (Floored{b, p, 16}.interval_of(x)));
  }
}

}  // namespace ansatz::testing

#include <gtest/gtest.h>

#include <ansatz/primitive/alias.hpp>
#include <ansatz/stack/rans.hpp>
#include <array>

namespace ansatz {
namespace {

TEST(alias, codes_by_its_table) {
  const std::array masses{1u, 5u, 0u, 6u};
  rans_stack s;
  for (std::uint32_t i = 0; i < 10; ++i) alias(masses).push(s, i % 2);
  for (std::uint32_t i = 10; i-- > 0;) EXPECT_EQ(alias(masses, alias_table::inverse::table).pop(s), i % 2);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(alias(masses).push(s, 2), domain_error);
}

}  // namespace
}  // namespace ansatz

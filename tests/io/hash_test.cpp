#include <gtest/gtest.h>

#include <ansatz/io/hash.hpp>

namespace ansatz {
namespace {

TEST(hash64, is_xxh3) {
  EXPECT_EQ(hash64({}), 0x2d06800538d394c2u);  // the published value of XXH3_64bits of nothing
  const std::byte one[]{std::byte{'a'}};
  EXPECT_EQ(hash_hex(hash64(one)), "e6c632b61e964e1f");
  EXPECT_EQ(hash_hex(15), "000000000000000f");
}

}  // namespace
}  // namespace ansatz

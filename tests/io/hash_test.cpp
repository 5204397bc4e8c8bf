#include <gtest/gtest.h>

#include <ansatz/io/hash.hpp>
#include <span>
#include <vector>

namespace ansatz {
namespace {

TEST(hash64, is_xxh3) {
  EXPECT_EQ(hash64({}), 0x2d06800538d394c2u);  // the published value of XXH3_64bits of nothing
  const std::byte one[]{std::byte{'a'}};
  EXPECT_EQ(hash_hex(hash64(one)), "e6c632b61e964e1f");
  EXPECT_EQ(hash_hex(15), "000000000000000f");
}

TEST(hasher, is_the_hash_of_all_parts_however_they_are_cut) {
  std::vector<std::byte> all;
  for (int i = 0; i < 1000; ++i) all.push_back(static_cast<std::byte>(i * 7));
  for (const std::size_t cut : {0u, 1u, 255u, 256u, 999u, 1000u}) {
    hasher h;
    h.add(std::span{all}.first(cut));
    h.add(std::span{all}.subspan(cut));
    EXPECT_EQ(h.value(), hash64(all)) << cut;
  }
  EXPECT_EQ(hasher{}.value(), hash64({}));
}

}  // namespace
}  // namespace ansatz

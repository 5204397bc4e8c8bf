#include <gtest/gtest.h>

#include <common/text_table.hpp>

namespace ansatz::experiment {
namespace {

TEST(text_table, aligns_its_columns) {
  EXPECT_EQ(text_table({{"name", "rate"}, {"a", "0.5"}, {}, {"longer", "12.25", "s"}}),
            "name     rate\n"
            "----------------\n"
            "a         0.5\n"
            "----------------\n"
            "longer  12.25  s\n");
}

TEST(text_table, counts_characters_and_not_bytes) {
  EXPECT_EQ(text_table({{"x", "y"}, {"\u2212\u00e9", "1"}}), "x   y\n-----\n\u2212\u00e9  1\n");
}

TEST(text_table, of_nothing_is_nothing) { EXPECT_EQ(text_table({}), ""); }

}  // namespace
}  // namespace ansatz::experiment

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <cmath>
#include <common/results.hpp>
#include <nlohmann/json.hpp>
#include <optional>

namespace ansatz::experiment {
namespace {

table lengths() {
  table t{"lengths",
          {{"symbols", ""},
           {"net", "bits", 2, "net, here"},
           {"over", "%", 1, "", true},
           {"push_seconds", "s", 3}}};
  t.add({4, 21.3157, 0.25, 0.5});
  t.rule();
  t.add({"all", bits::whole(7), -0.04, std::optional<double>{}});
  t.note("means");
  return t;
}

TEST(results, a_table_is_text_with_its_units_under_its_heads) {
  EXPECT_EQ(lengths().text(),
            "symbols  net, here  over  push seconds\n"
            "              bits     %             s\n"
            "--------------------------------------\n"
            "4            21.32  +0.2         0.500\n"
            "--------------------------------------\n"
            "all           7.00  -0.0\n"
            "\n"
            "means\n");
}

TEST(results, a_table_without_units_has_one_line_of_heads) {
  table t{"names", {{"a_name", ""}, {"n", ""}}};
  t.add({"x", 1});
  EXPECT_EQ(t.text(), "a name  n\n---------\nx       1\n");
}

TEST(results, the_json_has_the_same_values_undiminished) {
  results all{"test"};
  all.set("states", std::uint64_t{32});
  all.set("kind", "lines");
  all.add(lengths());
  const auto j = nlohmann::json::parse(all.json());
  EXPECT_EQ(j["experiment"], "test");
  EXPECT_EQ(j["settings"], (nlohmann::json{{"states", 32}, {"kind", "lines"}}));
  EXPECT_GT(j["peak_rss_bytes"], 100000);
  ASSERT_EQ(j["tables"].size(), 1u);
  const auto& t = j["tables"][0];
  EXPECT_EQ(t["name"], "lengths");
  ASSERT_EQ(t["columns"].size(), 4u);
  EXPECT_EQ(t["columns"][1], (nlohmann::json{{"name", "net"}, {"unit", "bits"}}));
  ASSERT_EQ(t["rows"].size(), 2u);
  EXPECT_EQ(t["rows"][0],
            (nlohmann::json{{"symbols", 4}, {"net", 21.3157}, {"over", 0.25}, {"push_seconds", 0.5}}));
  EXPECT_EQ(t["rows"][1],
            (nlohmann::json{{"symbols", "all"}, {"net", 7.0}, {"over", -0.04}, {"push_seconds", nullptr}}));
}

TEST(results, what_is_no_number_is_null_in_json) {
  results all{"test"};
  table t{"t", {{"x", ""}}};
  t.add({std::nan("")});
  all.add(t);
  EXPECT_EQ(nlohmann::json::parse(all.json())["tables"][0]["rows"][0]["x"], nullptr);
}

TEST(results, points_are_what_two_columns_have_in_common) {
  table t{"t", {{"n", ""}, {"y", "bits"}}};
  t.add({1, 0.5});
  t.add({"sum", 0.75});
  t.add({4, {}});
  t.add({8, 2});
  EXPECT_EQ(t.points("n", "y"), (std::vector<std::pair<double, double>>{{1, 0.5}, {8, 2}}));
}

TEST(results, refuses_rows_and_columns_that_are_not_the_tables) {
  table t{"t", {{"n", ""}, {"y", "bits"}}};
  EXPECT_THROW(t.add({1}), domain_error);
  EXPECT_THROW(t.add({1, 2, 3}), domain_error);
  EXPECT_THROW((void)t.points("n", "z"), domain_error);
}

/// Names of files and what was typed are in tables: the text is legible, the JSON is UTF-8 with the name as far as it is.
TEST(results, take_whatever_a_file_is_called) {
  table t{"t\xff", {{"name", "", 0, "caf\xe9\n"}, {"n", ""}}};
  t.add({"a\x1b[2J\nb\xe9", 1});
  t.note("of c\x1b\xff\nand d");
  EXPECT_EQ(t.text(),
            "caf\\xe9\\x0a        n\n"
            "--------------------\n"
            "a\\x1b[2J\\x0ab\\xe9  1\n"
            "\n"
            "of c\\x1b\\xff\n"
            "and d\n");
  results all{"test"};
  all.set("file", "caf\xe9.idx");
  all.set("seed", UINT64_MAX);
  all.set("shift", std::int64_t{-3});
  ::testing::internal::CaptureStdout();
  all.add(t);
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), t.text());
  const auto j = nlohmann::json::parse(all.json());
  EXPECT_EQ(j["settings"]["file"], "caf\xef\xbf\xbd.idx");
  EXPECT_EQ(j["settings"]["seed"], UINT64_MAX);
  EXPECT_EQ(j["settings"]["shift"], -3);
  EXPECT_EQ(j["tables"][0]["rows"][0]["name"], "a\x1b[2J\nb\xef\xbf\xbd");
}

}  // namespace
}  // namespace ansatz::experiment

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <limits>
#include <net/strict_json.hpp>

#include "sentence_of.hpp"

namespace ansatz {
namespace {

TEST(strict_json, is_read_into_a_tree) {
  const json_value all = parse_strictly(
      R"( {"b": [1, -2, 1.5, 1e3, "\u00e9", true, null, {}, []], "a": {"x": 18446744073709551615}})",
      "a file");
  const auto& list = std::get<json_value::list>(all.member("b")->is);
  ASSERT_EQ(list.size(), 9u);
  EXPECT_EQ(*list[0].get_if<std::uint64_t>(), 1u);
  EXPECT_EQ(*list[1].get_if<std::int64_t>(), -2);
  EXPECT_EQ(*list[2].get_if<double>(), 1.5);
  EXPECT_EQ(*list[3].get_if<double>(), 1000);
  EXPECT_EQ(*list[4].get_if<std::string>(), "\xc3\xa9");
  EXPECT_TRUE(*list[5].get_if<bool>());
  EXPECT_NE(list[6].get_if<std::nullptr_t>(), nullptr);
  EXPECT_TRUE(list[7].get_if<json_value::object>()->empty());
  EXPECT_TRUE(list[8].get_if<json_value::list>()->empty());
  EXPECT_EQ(*all.member("a")->member("x")->get_if<std::uint64_t>(),
            std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(all.member("c"), nullptr);
  EXPECT_EQ(list[0].member("a"), nullptr);
}

TEST(strict_json, is_read_in_one_way_only) {
  const auto said = [](std::string_view text) {
    return testing::sentence_of([&] { parse_strictly(text, "a file", 3); });
  };
  using namespace std::string_view_literals;
  EXPECT_EQ(said(""), "a file: it does not begin with a brace");
  EXPECT_EQ(said("[]"), "a file: it does not begin with a brace");
  EXPECT_EQ(said("\xef\xbb\xbf{}"), "a file: it does not begin with a brace");
  EXPECT_EQ(said("{}\0"sv), "a file: there is a byte 0 in it");
  EXPECT_EQ(said(R"({"a":{"b":1,"c":2,"b":1}})"), "a file: the key \"b\" comes twice");
  EXPECT_EQ(said(R"({"a":[[{}]]})"), "a file: it is nested too deeply");
  for (const char* text : {"{", "{}x", "{,}", R"({"a"})", R"({"a":1,})", R"({"a":01})", R"({"a":1e999})",
                           "{\"a\":\"\xff\"}", R"({"a":nan})", R"({"a":1}{})"})
    EXPECT_EQ(said(text), "a file: it is no JSON") << text;
}

TEST(strict_json, is_written_as_it_is_read) {
  EXPECT_EQ(json_text("a\"\n"), R"("a\"\n")");
  EXPECT_THROW(json_text("\xff"), domain_error);
  for (const double x : {0.0, -2.5, 1e-9, 0.1, 1e300}) {
    const json_value all = parse_strictly("{\"x\":" + json_number(x) + '}', "a file");
    EXPECT_EQ(*all.member("x")->get_if<double>(), x);
  }
}

}  // namespace
}  // namespace ansatz

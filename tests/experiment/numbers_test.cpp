#include <gtest/gtest.h>

#include <common/numbers.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ansatz::experiment {
namespace {

/// The number that an option takes its value for; throws where it is refused.
template <class Number>
Number parsed(const std::string& text, const CLI::Validator& as) {
  CLI::App app;
  Number n{};
  app.add_option("--n", n)->transform(as);
  app.parse(std::vector<std::string>{"--n=" + text});
  return n;
}

TEST(whole_number, is_decimal) {
  EXPECT_EQ(parsed<std::uint64_t>("0", whole_number), 0u);
  EXPECT_EQ(parsed<std::uint64_t>("10", whole_number), 10u);
  EXPECT_EQ(parsed<std::uint64_t>("010", whole_number), 10u);
  EXPECT_EQ(parsed<std::uint64_t>("0000000000000000000000000000000000012", whole_number), 12u);
  EXPECT_EQ(parsed<std::uint64_t>("089", whole_number), 89u);
  EXPECT_EQ(parsed<std::uint64_t>("18446744073709551615", whole_number), UINT64_MAX);
  EXPECT_EQ(parsed<unsigned>("007", whole_number), 7u);
  EXPECT_EQ(parsed<int>("008", whole_number), 8);
}

TEST(whole_number, is_nothing_else) {
  for (const char* text : {"",
                           "-1",
                           "-0",
                           "+1",
                           "1e3",
                           "1.0",
                           "1.",
                           "0x10",
                           "0b1",
                           "10k",
                           "1 ",
                           " 1",
                           "1,000",
                           "1'000",
                           "ten",
                           "18446744073709551616",
                           "99999999999999999999999999",
                           "-18446744073709551615",
                           "1\n",
                           "\xef\xbc\x91",
                           "0o10"})
    EXPECT_THROW(parsed<std::uint64_t>(text, whole_number), CLI::ParseError) << text;
  EXPECT_THROW(parsed<std::uint32_t>("4294967296", whole_number), CLI::ParseError);
  EXPECT_THROW(parsed<int>("2147483648", whole_number), CLI::ParseError);
}

TEST(whole_number, says_what_is_wrong) {
  const auto sentence = [](const std::string& text) -> std::string {
    try {
      parsed<std::uint64_t>(text, whole_number);
    } catch (const CLI::ParseError& e) {
      return e.what();
    }
    return "nothing";
  };
  EXPECT_EQ(sentence("-1"), "--n: '-1' is no whole number in decimal digits");
  EXPECT_EQ(sentence("18446744073709551616"), "--n: 18446744073709551616 is more than 2^64 - 1");
}

TEST(real_number, is_finite_and_decimal) {
  EXPECT_EQ(parsed<double>("010", real_number), 10);
  EXPECT_EQ(parsed<double>("-0.5", real_number), -0.5);
  EXPECT_EQ(parsed<double>("1e-3", real_number), 1e-3);
  for (const char* text :
       {"", "nan", "NAN", "inf", "-inf", "infinity", "1e400", "0x1p3", "1.5x", " 1", "1 ", "+1", "1,5"})
    EXPECT_THROW(parsed<double>(text, real_number), CLI::ParseError) << text;
}

}  // namespace
}  // namespace ansatz::experiment

#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <limits>
#include <map>
#include <net/real_layer.hpp>
#include <span>
#include <string>
#include <vector>

#include "sentence_of.hpp"

namespace ansatz {
namespace {

std::vector<std::byte> file(const std::string& header, std::size_t data) {
  std::vector<std::byte> out;
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::byte>(header.size() >> (8 * i)));
  for (const char c : header) out.push_back(static_cast<std::byte>(c));
  for (std::size_t i = 0; i < data; ++i) out.push_back(static_cast<std::byte>(i));
  return out;
}
const std::string two =
    R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1,1],"data_offsets":[8,16]}})";

TEST(safetensors, are_read) {
  const auto t = safetensors::parse(file(two, 16));
  EXPECT_EQ(t.at("a").shape, std::vector<std::uint64_t>{2});
  EXPECT_EQ(t.at("b").data.size(), 8u);
  EXPECT_THROW(t.at("c"), corrupt_error);
  const safetensors padded = safetensors::parse(file(two + "   ", 16));
  EXPECT_EQ(padded.tensors().size(), 2u);
}

TEST(safetensors, that_are_hostile_are_refused) {
  const auto entry = [](const std::string& shape, const std::string& offsets) {
    return R"({"a":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
  };
  EXPECT_NO_THROW(safetensors::parse(file(entry("[2]", "[0,8]"), 8)));
  for (
      const auto& [header, data] : std::vector<std::pair<std::string, std::size_t>>{
          {entry("[2]", "[0,8]"), 9},                      // a byte of nobody's
          {entry("[2]", "[0,8]"), 7},                      // cut
          {entry("[3]", "[0,8]"), 8},                      // shape and bytes differ
          {entry("[2]", "[8,0]"), 8},                      // backwards
          {entry("[2]", "[0,18446744073709551615]"), 8},   // beyond everything
          {entry("[4294967296,4294967296]", "[0,8]"), 8},  // a product that wraps around
          {entry("[-2]", "[0,8]"), 8},
          {entry("[2]", "[0]"), 8},
          {entry("2", "[0,8]"), 8},
          {entry("[2.5]", "[0,8]"), 8},
          {entry("[0]", "[0,8]"), 8},  // nothing, and bytes for it
          {entry("[0,4294967296,4294967296]", "[0,8]"), 8},
          {entry("[1.0,2]", "[0,8]"), 8},
          {entry("[true]", "[0,4]"), 4},
          {R"({"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}})", 1},  // no whole bytes
          {R"({"a":{"dtype":"C64","shape":[3],"data_offsets":[0,8]}})", 8},
          {R"({"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}})", 8},
          {R"({"a":{"shape":[2],"data_offsets":[0,8]}})", 8},
          {R"({"a":{"dtype":"F32","data_offsets":[0,8]}})", 8},
          {R"({"a":{"dtype":"F32","shape":[2]}})", 8},
          {R"({"__metadata__":5})", 0},
          {R"({"__metadata__":["a"]})", 0},
          {R"({"__metadata__":{"a":1}})", 0},
          {R"({"__metadata__":{"a":null}})", 0},
          {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
           8},
          {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
           12},
          {R"({"a":5})", 0},
          {R"([1,2])", 0},
          {"{", 0},
          {"", 0},
          {std::string(100000, '['), 0}})
    EXPECT_THROW(safetensors::parse(file(header, data)), corrupt_error) << header.substr(0, 100);
  EXPECT_THROW(safetensors::parse({}), corrupt_error);
  auto huge = file(two, 16);
  huge[7] = std::byte{0x7f};
  EXPECT_THROW(safetensors::parse(huge), corrupt_error);
}

TEST(safetensors, are_read_in_one_way_only) {
  const auto refused = [](const std::string& header, std::size_t data) {
    EXPECT_THROW(safetensors::parse(file(header, data)), corrupt_error) << header;
  };
  // Keys that come twice, of the file, of a tensor and of the texts, alike or spelt otherwise.
  refused(R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8);
  refused(R"({"a":{"dtype":"I32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8);
  refused(R"({"a":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,8]}})", 8);
  refused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4],"data_offsets":[0,8]}})", 8);
  refused(R"({"a":{"dtype":"F32","sh\u0061pe":[1],"shape":[2],"data_offsets":[0,8]}})", 8);
  refused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":{"y":1,"y":2}}})", 8);
  refused(R"({"__metadata__":{"a":"b","a":"b"}})", 0);
  refused(R"({"__metadata__":{"a":"b"},"__metadata__":{"c":"d"}})", 0);
  // What is beside it: a byte 0 and whatever follows, a mark of order, blanks before, another value after.
  const std::string whole = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  EXPECT_NO_THROW(safetensors::parse(file(whole + " \n\t\r ", 8)));
  for (const std::string& after : {std::string(1, '\0'), std::string("\0 x", 3), std::string("   \0   ", 7),
                                   std::string("{}"), std::string("x"), std::string(","), std::string("//")})
    refused(whole + after, 8);
  for (const char* before : {"\xef\xbb\xbf", " ", "\n", "\t", "\xff\xfe", "//\n", "[", "x"})
    refused(before + whole, 8);
  refused(std::string(1, '\0') + whole, 8);
  refused(std::string(R"({"a)") + '\0' + R"(":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8);
}

TEST(safetensors, that_are_well_formed_are_kept_even_if_nobody_can_read_their_numbers) {
  const auto kept = [](const std::string& dtype, const std::string& shape, std::size_t bytes) {
    const auto f = safetensors::parse(file(R"({"a":{"dtype":")" + dtype + R"(","shape":)" + shape +
                                               R"(,"data_offsets":[0,)" + std::to_string(bytes) + "]}}",
                                           bytes));
    EXPECT_EQ(f.at("a").dtype, dtype);
    EXPECT_EQ(f.at("a").data.size(), bytes);
    if (dtype != "Q3") {
      const auto again = safetensors::parse(format_safetensors(f.tensors()));
      EXPECT_EQ(again.at("a").shape, f.at("a").shape);
    }
    return testing::sentence_of([&] { values_of(f, "a", std::vector<std::size_t>(1, bytes)); });
  };
  for (const char* dtype : {"F8_E4M3", "F8_E5M2", "F8_E8M0", "I8", "U8", "BOOL"})
    EXPECT_EQ(kept(dtype, "[5]", 5), "the model: the tensor a is neither F16 nor F32 nor F64") << dtype;
  kept("C64", "[3]", 24);
  kept("I64", "[2,1]", 16);
  kept("BF16", "[2]", 4);
  kept("F4", "[2,3]", 3);
  kept("F6_E2M3", "[4]", 3);
  kept("F6_E3M2", "[2,4]", 6);
  kept("Q3", "[7]", 3);  // of a type that is not known the bytes are taken as they are
  kept("F32", "[0]", 0);
  kept("F32", "[3,0,5]", 0);
  kept("F32", "[0,18446744073709551615]", 0);
  kept("F32", "[]", 4);
}

TEST(safetensors, with_nothing_lie_anywhere_between_the_others) {
  const auto f = safetensors::parse(file(
      R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0],"data_offsets":[8,8]},)"
      R"("c":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"d":{"dtype":"U8","shape":[4,0],"data_offsets":[0,0]}})",
      12));
  EXPECT_EQ(f.tensors().size(), 4u);
  EXPECT_TRUE(values_of(f, "b", std::array<std::size_t, 1>{0}).empty());
  EXPECT_THROW(
      safetensors::parse(file(
          R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}})",
          8)),
      corrupt_error);
  EXPECT_THROW(
      layer_of(safetensors::parse(file(R"({"l.weight":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]},)"
                                       R"("l.bias":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})",
                                       0)),
               "l"),
      corrupt_error);
}

/// What a file calls its parts neither commands a terminal nor fills it.
TEST(safetensors, are_quoted_in_print) {
  const auto printable_and_short = [](const std::string& sentence) {
    EXPECT_NE(sentence, "nothing");
    EXPECT_LT(sentence.size(), 400u);
    for (const char c : sentence) EXPECT_TRUE(c >= 0x20 && c < 0x7f) << sentence;
  };
  const std::string hostile = "\\u001b]0;title\\u0007\\u001b[2J\\n\\u009b\\u202e" + std::string(100000, 'a');
  for (const std::string& entry :
       {std::string{"5"}, std::string{R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"},
        std::string{R"({"dtype":"F32","shape":3,"data_offsets":[0,8]})"},
        std::string{R"({"dtype":"F32","shape":[2],"data_offsets":[0,9]})"},
        std::string{R"({"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]})"}})
    printable_and_short(
        testing::sentence_of([&] { safetensors::parse(file("{\"" + hostile + "\":" + entry + "}", 8)); }));
  printable_and_short(testing::sentence_of([&] {
    safetensors::parse(file(R"({"a":{"dtype":"F32",")" + hostile + R"(":1,")" + hostile + R"(":2}})", 8));
  }));
  std::string ones;
  for (int i = 0; i < 1000; ++i) ones += ",1";
  const auto f = safetensors::parse(file(
      R"({"a":{"dtype":")" + hostile + R"(","shape":[)" + "1" + ones + R"(],"data_offsets":[0,8]}})", 8));
  printable_and_short(testing::sentence_of([&] { values_of(f, "a", std::array<std::size_t, 1>{2}); }));
  printable_and_short(testing::sentence_of([&] { (void)f.at("\x1b[2J\n" + std::string(1000, 'x')); }));
  printable_and_short(testing::sentence_of([&] { format_safetensors(f.tensors()); }));
}

TEST(safetensors, with_flipped_bits_are_read_or_refused_but_never_more) {
  const auto good = file(two, 16);
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    auto bad = good;
    bad[bit / 8] ^= std::byte{1} << (bit % 8);
    try {
      safetensors::parse(bad);
    } catch (const corrupt_error&) {
    }
  }
}

TEST(safetensors, with_a_nan_are_refused_as_weights) {
  auto bytes = file(two, 16);
  const std::size_t data = bytes.size() - 16;
  for (std::size_t i = 0; i < 4; ++i) bytes[data + i] = std::byte{0xff};
  EXPECT_THROW(values_of(safetensors::parse(bytes), "a", std::array<std::size_t, 1>{2}), corrupt_error);
  EXPECT_THROW(values_of(safetensors::parse(file(two, 16)), "a", std::array<std::size_t, 1>{3}),
               corrupt_error);
  EXPECT_EQ(values_of(safetensors::parse(file(two, 16)), "a", std::array<std::size_t, 1>{2}).size(), 2u);
}

std::vector<std::byte> bytes_of(std::initializer_list<unsigned> values) {
  std::vector<std::byte> out;
  for (const unsigned v : values) out.push_back(static_cast<std::byte>(v));
  return out;
}

TEST(safetensors, come_back_as_they_were_formatted) {
  const auto a = bytes_of({1, 2, 3, 4, 5, 6, 7, 8}), b = bytes_of({9, 10, 11, 12});
  const auto bytes = format_safetensors({{"b", {"F16", {2, 2}, a}}, {"a", {"F32", {1}, b}}});
  const safetensors file = safetensors::parse(bytes);
  ASSERT_EQ(file.tensors().size(), 2u);
  EXPECT_EQ(file.at("b").dtype, "F16");
  EXPECT_EQ(file.at("b").shape, (std::vector<std::uint64_t>{2, 2}));
  EXPECT_TRUE(std::ranges::equal(file.at("b").data, a));
  EXPECT_TRUE(std::ranges::equal(file.at("a").data, b));
  EXPECT_EQ(format_safetensors(file.tensors()), bytes);
  const auto named = safetensors::parse(format_safetensors(file.tensors(), {{"what", "a \"text\""}}));
  EXPECT_EQ(named.metadata().at("what"), "a \"text\"");
  EXPECT_TRUE(file.metadata().empty());
  EXPECT_THROW(format_safetensors({{"a", {"F32", {2}, b}}}), domain_error);
  EXPECT_THROW(format_safetensors({{"a", {"F32", {}, {}}}}), domain_error);
}

/// Whatever is formatted is read again, and is the same; what would not be is refused.
TEST(safetensors, are_not_formatted_where_they_could_not_be_read) {
  using tensors = std::map<std::string, safetensors::tensor>;
  using texts = std::map<std::string, std::string>;
  const auto four = bytes_of({1, 2, 3, 4});
  const std::span<const std::byte> none;
  const auto same = [](const tensors& t, const texts& m = {}) {
    const auto f = safetensors::parse(format_safetensors(t, m));
    EXPECT_EQ(f.metadata(), m);
    ASSERT_EQ(f.tensors().size(), t.size());
    for (const auto& [name, x] : t) {
      EXPECT_EQ(f.at(name).shape, x.shape);
      EXPECT_EQ(f.at(name).dtype, x.dtype);
      EXPECT_TRUE(std::ranges::equal(f.at(name).data, x.data));
    }
  };
  same({});
  same({}, {{"k", "v"}, {"", ""}});
  same({{"", {"F32", {1}, four}}});
  same({{std::string("a\0\"\n\\b", 6), {"F32", {1}, four}}}, {{"\x1b", "\xf0\x9f\x8e\xb2\x1b[2J"}});
  same({{"a", {"F32", {0}, none}}, {"b", {"F32", {1}, four}}, {"c", {"F8_E4M3", {2, 2}, four}}});
  same({{"a", {"U8", {0, std::uint64_t{1} << 63, 4}, none}}, {"b", {"F4", {8}, four}}});
  const auto refused = [](const tensors& t, const texts& m = {}) {
    EXPECT_THROW(format_safetensors(t, m), domain_error);
  };
  refused({{"__metadata__", {"F32", {1}, four}}});
  refused({{"__metadata__", {"F32", {1}, four}}}, {{"k", "v"}});
  refused({{"a", {"U8", {(std::uint64_t{1} << 62) + 1, 4}, four}}});
  refused({{"a", {"U8", {std::uint64_t{1} << 32, std::uint64_t{1} << 32}, none}}});
  refused({{"a", {"F64", {std::uint64_t{1} << 61}, none}}});
  refused({{"a", {"U8", {std::uint64_t{1} << 63, 2}, none}}});
  refused({{"a", {"F4", {7}, four}}});
  refused({{"a", {"F31", {1}, four}}});
  refused({{"a", {"", {1}, four}}});
  refused({{"\xff\xfe", {"F32", {1}, four}}});
  refused({{"\xed\xa0\x80", {"F32", {1}, four}}});
  refused({{"a", {"F32", {1}, four}}}, {{"k", "\xe9t\xe9"}});
  refused({{"a", {"F32", {1}, four}}}, {{"\xc0\x80", "x"}});
  refused({}, {{"k", "\xf0\x9f"}});
}

TEST(safetensors, of_half_precision_hold_their_numbers) {
  const auto data =
      bytes_of({0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0xff, 0x7b, 0xff, 0x03, 0x00, 0x80, 0x55, 0x35});
  const auto bytes = format_safetensors({{"h", {"F16", {7}, data}}});
  EXPECT_EQ(values_of(safetensors::parse(bytes), "h", std::array<std::size_t, 1>{7}),
            (std::vector{1.0, -2.0, 0x1p-24, 65504.0, 1023 * 0x1p-24, 0.0, 0.333251953125}));
  for (const unsigned high : {0x7cu, 0xfcu, 0x7eu}) {
    const auto bad = bytes_of({0, high});
    EXPECT_THROW(values_of(safetensors::parse(format_safetensors({{"h", {"F16", {1}, bad}}})), "h",
                           std::array<std::size_t, 1>{1}),
                 corrupt_error);
  }
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <limits>
#include <net/real_layer.hpp>
#include <string>

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
          {entry("[0]", "[0,0]"), 0},
          {R"({"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}})", 8},
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

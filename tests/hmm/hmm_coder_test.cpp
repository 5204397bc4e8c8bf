#include <hmm/hmm_coder.hpp>

#include "archive/coder_check.hpp"

namespace ansatz {
namespace {

const auto made = hmm_entry().make();
const coder& coder_of_bytes = *made;
const coding_options small{.parameters = {{"states", 3}, {"rounds", 4}}};

byte_string text(std::size_t n) {
  byte_string out;
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(static_cast<std::uint8_t>("hidden states"[i % 13 - (i * i % 31 == 0 && i % 13 > 0)]));
  return out;
}

TEST(hmm_coder, brings_bytes_back) {
  testing::expect_round_trips(coder_of_bytes, text(1000), small);
  for (const byte_string& few : {byte_string{7}, byte_string(100, 0)})
    EXPECT_EQ(
        coder_of_bytes.decompress(parse_container(format_container(coder_of_bytes.compress(few, small)))),
        data_set{few});
}

TEST(hmm_coder, refuses_data_and_parameters_that_are_not_its) {
  EXPECT_NE(coder_of_bytes.objection(image_set{}), "");
  EXPECT_THROW(coder_of_bytes.compress(byte_string{}, {}), domain_error);
  for (const std::pair<const std::string, std::uint64_t>& bad :
       {std::pair<const std::string, std::uint64_t>{"states", 0},
        {"states", 1025},
        {"rounds", 0},
        {"rounds", 10001},
        {"order", 1}})
    EXPECT_THROW(coder_of_bytes.compress(text(10), {.parameters = {bad}}), domain_error)
        << bad.first << bad.second;
}

TEST(hmm_coder, is_refused_when_damaged_or_where_its_header_lies) {
  const container good = coder_of_bytes.compress(text(300), small);
  testing::expect_damage_is_noticed(coder_of_bytes, format_container(good), 60);
  testing::expect_lie_is_noticed(coder_of_bytes, good, "states",
                                 [](chunk& c) { c.parameters["states"] = 4; });
  testing::expect_lie_is_noticed(coder_of_bytes, good, "no states", [](chunk& c) { c.parameters.clear(); });
  testing::expect_lie_is_noticed(coder_of_bytes, good, "length", [](chunk& c) { c.chains[0].count += 1; });
}

TEST(hmm_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden("hmm_v1.bin", format_container(coder_of_bytes.compress(text(200), small)));
}

}  // namespace
}  // namespace ansatz

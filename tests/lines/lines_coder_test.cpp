#include <lines/lines_coder.hpp>

#include "archive/coder_check.hpp"

namespace ansatz {
namespace {

const auto made = lines_entry().make();
const coder& coder_of_lines = *made;

byte_string text(const std::vector<std::string>& lines) {
  byte_string out;
  for (const std::string& line : lines) {
    out.insert(out.end(), line.begin(), line.end());
    out.push_back('\n');
  }
  return out;
}

byte_string numbers(int n) {
  std::vector<std::string> lines;
  for (int i = 0; i < n; ++i) lines.push_back(std::to_string(i * 31 % 400));
  std::ranges::sort(lines);
  return text(lines);
}

TEST(lines_coder, brings_sorted_lines_back) {
  testing::expect_round_trips(coder_of_lines, numbers(300));
  for (const byte_string& few : {text({"a"}), text({"", "", "b", "b"}), text({"\x01", "\xff"})})
    EXPECT_EQ(coder_of_lines.decompress(parse_container(format_container(coder_of_lines.compress(few, {})))),
              data_set{few});
}

TEST(lines_coder, pays_nothing_for_their_order) {
  coding_account account;
  coder_of_lines.compress(numbers(400), {}, &account);
  bits order;
  for (const auto& [label, net] : account.ledger)
    if (label == "order") order = net;
  EXPECT_LT(order.to_double(), -2800) << "log2 400! is 2886";
}

TEST(lines_coder, refuses_what_it_could_not_give_back) {
  EXPECT_NE(coder_of_lines.objection(text({"b", "a"})), "");
  EXPECT_NE(coder_of_lines.objection(byte_string{'a'}), "");
  EXPECT_NE(coder_of_lines.objection(byte_string{}), "");
  EXPECT_NE(coder_of_lines.objection(text({"", ""})), "");
  EXPECT_NE(coder_of_lines.objection(image_set{}), "");
  EXPECT_THROW(coder_of_lines.compress(text({"b", "a"}), {}), domain_error);
  EXPECT_THROW(coder_of_lines.compress(text({"a"}), {.parameters = {{"order", 1}}}), domain_error);
}

TEST(lines_coder, is_refused_when_damaged) {
  testing::expect_damage_is_noticed(coder_of_lines,
                                    format_container(coder_of_lines.compress(numbers(100), {})), 100);
}

TEST(lines_coder, has_the_bytes_of_format_version_0) {
  testing::expect_golden("lines_v0.bin", format_container(coder_of_lines.compress(numbers(50), {})));
}

}  // namespace
}  // namespace ansatz

#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/rans.hpp>
#include <lines/lines.hpp>
#include <lines/lines_coder.hpp>

#include "archive/coder_check.hpp"
#include "sentence_of.hpp"

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
  testing::expect_chunks(coder_of_lines, numbers(300), {});
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
  EXPECT_EQ(coder_of_lines.objection(byte_string{'b', '\n', 'a'}), "") << "more of the last line may come";
  EXPECT_THROW(coder_of_lines.compress(byte_string{'b', '\n', 'c'}, {}), domain_error);
  EXPECT_NE(coder_of_lines.objection(byte_string{}), "");
  EXPECT_NE(coder_of_lines.objection(text({"", ""})), "");
  EXPECT_NE(coder_of_lines.objection(image_set{}), "");
  EXPECT_THROW(coder_of_lines.compress(text({"b", "a"}), {}), domain_error);
  EXPECT_THROW(coder_of_lines.compress(text({"abc"}), {.chains = 2}), domain_error)
      << "a chain ends in a line";
  EXPECT_THROW(coder_of_lines.compress(text({"a"}), {.parameters = {{"order", 1}}}), domain_error);
}

TEST(lines_coder, is_refused_when_damaged) {
  testing::expect_damage_is_noticed(coder_of_lines,
                                    format_container(coder_of_lines.compress(numbers(100), {})), 100);
}

/// A byte that is sure, and sure to be followed by another, costs nothing: a stream of 20 bytes may ask for 2^31 of them.
TEST(lines_coder, decodes_no_more_than_the_chunk_says) {
  const auto refusal = [](std::uint64_t bytes, std::uint64_t limit) {
    string_counts counts;
    counts.bytes['a'] = bytes;
    counts.strings = 1;
    counts.limit = limit;
    rans_stack s{supply::seeded(0)};
    detail::counts_codec().push(s, counts);
    chunk c = coder_of_lines.compress(text({"a"}), {}).chunks.front();
    c.chains.front() = {2, 0, to_bytes(s)};
    return testing::sentence_of([&] { coder_of_lines.decompress_chunk(c); });
  };
  EXPECT_EQ(refusal(1 << 20, 1 << 20),
            "the stream is damaged: lines: too many strings, too many bytes, or none");
  EXPECT_EQ(refusal(2, 1 << 20), "the stream is damaged: lines: a string may be longer than all of them");
}

TEST(lines_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden("lines_v1.bin", format_container(coder_of_lines.compress(numbers(50), {})));
}

}  // namespace
}  // namespace ansatz

#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <lines/lines.hpp>

namespace ansatz {
namespace {

/// Sorted strings with a byte in them, and their counts.
const auto counted = rc::gen::map(
    rc::gen::suchThat(
        rc::gen::container<std::vector<std::string>>(
            rc::gen::resize(8, rc::gen::container<std::string>(rc::gen::inRange('a', 'e')))),
        [](const auto& all) { return std::ranges::any_of(all, [](const auto& s) { return !s.empty(); }); }),
    [](std::vector<std::string> all) {
      std::ranges::sort(all);
      return std::pair{counts_of(all), all};
    });
/// RapidCheck's lists have up to 100 elements, and up to 200 where `suchThat` has thrown some away. A pop from
/// any stack may give counts beyond all measure, and then throws.
ANSATZ_LAWS(strings_by_counts, strings_by_counts(200), counted, .full_support = false);

TEST(lines, cost_their_bytes_and_ends_less_their_orders) {
  std::vector<std::string> lines;
  for (int i = 0; i < 500; ++i) lines.push_back(std::to_string(i * 7919 % 1000));
  std::ranges::sort(lines);
  const string_counts c = counts_of(lines);
  metered s{rans_stack{supply::seeded(1)}};
  strings_by_counts().push(s, {c, lines});
  const double bytes = static_cast<double>(c.total()), all = bytes + 500;
  double ideal =
      -bytes * std::log2(bytes / all) - 500 * std::log2(500 / all) - std::lgamma(501) / std::log(2);
  for (const std::uint64_t n : c.bytes)
    if (n > 0) ideal -= static_cast<double>(n) * std::log2(static_cast<double>(n) / bytes);
  bits net;
  for (const auto& e : s.ledger())
    if (e.label != "parameters") net += e.net();
  EXPECT_NEAR(net.to_double(), ideal, 0.5);
  EXPECT_EQ(strings_by_counts().pop(s), (std::pair{c, lines}));
}

TEST(lines, refuse_too_many_strings_and_none_with_a_byte) {
  rans_stack s;
  EXPECT_THROW(
      strings_by_counts().push(s, {counts_of(std::vector<std::string>(3)), std::vector<std::string>(3)}),
      domain_error);
  string_counts c = counts_of(std::vector<std::string>{"a"});
  c.strings = most_strings + 1;
  EXPECT_THROW(strings_by_counts().push(s, {c, {"a"}}), domain_error);
  EXPECT_THROW(strings_by_counts(1).push(s, {counts_of(std::vector<std::string>{"a", "b"}), {"a", "b"}}),
               domain_error);
}

}  // namespace
}  // namespace ansatz

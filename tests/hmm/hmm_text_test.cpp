#include <ansatz/testing/laws.hpp>
#include <hmm/hmm_text.hpp>

namespace ansatz {
namespace {

hmm_text fitted(std::vector<std::uint8_t> bytes) {
  hmm_text t = hmm_text_of(bytes);
  fit_hmm_text(t, 2, 3);
  return t;
}

const auto texts = rc::gen::map(
    rc::gen::nonEmpty(rc::gen::resize(
        20, rc::gen::container<std::vector<std::uint8_t>>(rc::gen::map(
                rc::gen::inRange(0, 4), [](int x) { return static_cast<std::uint8_t>(60 * x); })))),
    [](std::vector<std::uint8_t> bytes) { return fitted(std::move(bytes)); });
/// A pop from any stack may give a model without symbols, and then throws.
ANSATZ_LAWS(hmm_text, (hmm_text_codec{.limit = 20, .state_bits = 4}), texts, .full_support = false);

TEST(hmm_text, has_no_more_symbols_than_the_limit_and_at_least_one) {
  rans_stack s;
  EXPECT_THROW(hmm_text_codec{3}.push(s, fitted({1, 2, 3, 4})), domain_error);
  EXPECT_THROW(hmm_text_codec{3}.push(s, hmm_text{}), domain_error);
  EXPECT_THROW(fitted({}), domain_error);
}

TEST(hmm_text, is_the_bytes_in_their_own_alphabet) {
  const std::vector<std::uint8_t> bytes{9, 200, 9, 0};
  const hmm_text t = hmm_text_of(bytes);
  EXPECT_EQ(t.alphabet, (std::vector<std::uint32_t>{0, 9, 200}));
  EXPECT_EQ(t.symbols, (std::vector<std::uint32_t>{1, 2, 1, 0}));
  EXPECT_EQ(t.bytes(), bytes);
}

}  // namespace
}  // namespace ansatz

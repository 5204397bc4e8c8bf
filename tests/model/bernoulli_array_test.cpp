#include <ansatz/model/bernoulli_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/stack/supply.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<bernoulli_array>);

class bernoulli_arrays : public testing::each_target {};

TEST_P(bernoulli_arrays, answer_as_the_models_do) {
  const supply random = supply::seeded(1);
  std::vector<std::int32_t> logits{INT32_MIN,      INT32_MAX,     0, -1, 1, -(24 << 16), 24 << 16,
                                   (24 << 16) - 1, 1 - (24 << 16)};
  while (logits.size() < 1003)
    logits.push_back(static_cast<std::int32_t>(random.word(logits.size()) >> 32) >>
                     (7 + random.word(logits.size()) % 8));
  for (const unsigned bits : {1u, 2u, 12u, 24u, 31u}) {
    const bernoulli_array many{logits, bits};
    std::vector<std::uint8_t> x(logits.size()), found_x(logits.size());
    std::vector<std::uint32_t> cells(logits.size()), starts(logits.size()), freqs(logits.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = random.word(5000 + i) >> 63 != 0;
      const std::uint32_t zeros = many[i].interval_of(0).freq;
      cells[i] = i % 3 == 0   ? zeros
                 : i % 3 == 1 ? zeros - 1
                              : static_cast<std::uint32_t>(random.word(9000 + i) >> (63 - bits) >> 1);
      EXPECT_EQ(zeros, bernoulli_model::from_logit(logits[i], bits).interval_of(0).freq) << logits[i];
    }
    many.intervals_of(0, x, starts, freqs);
    for (std::size_t i = 0; i < x.size(); ++i)
      ASSERT_EQ((interval{starts[i], freqs[i]}), many[i].interval_of(x[i])) << i;
    many.find_all(0, cells, found_x, starts, freqs);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto [symbol, owner] = many[i].find(cells[i]);
      ASSERT_EQ(found_x[i], symbol);
      ASSERT_EQ((interval{starts[i], freqs[i]}), owner);
    }
  }
}

TEST_P(bernoulli_arrays, refuse_what_the_models_refuse) {
  const std::vector<std::int32_t> logits(20);
  EXPECT_THROW((bernoulli_array{logits, 0}), domain_error);
  EXPECT_THROW((bernoulli_array{logits, 32}), domain_error);
  std::vector<std::uint8_t> x(20);
  std::vector<std::uint32_t> starts(20), freqs(20);
  x[19] = 2;
  EXPECT_THROW((bernoulli_array{logits, 16}.intervals_of(0, x, starts, freqs)), domain_error);
  testing::expect_no_more_elements_than_models(bernoulli_array{logits, 16});
}

INSTANTIATE_TEST_SUITE_P(targets, bernoulli_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz

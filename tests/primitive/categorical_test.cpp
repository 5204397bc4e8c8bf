#include <ansatz/primitive/categorical.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>
#include <vector>

namespace ansatz {
namespace {

const auto symbol = rc::gen::elementOf(std::vector<std::uint32_t>{0, 2, 3});
ANSATZ_LAWS(categorical_of_counts, categorical({3, 0, 50, 7}), symbol);
ANSATZ_LAWS(categorical_of_weights, categorical({1, 0, 1000000, 55}, 24), symbol);

TEST(categorical, takes_counts_and_weights_of_any_integer_type) {
  const auto of = [](const categorical_codec& c) { return c.distribution.interval_of(2); };
  const interval expected{3, 50};
  EXPECT_EQ(of(categorical(std::vector<std::uint8_t>{3, 0, 50, 7})), expected);
  EXPECT_EQ(of(categorical(std::array<std::int64_t, 4>{3, 0, 50, 7})), expected);
  EXPECT_EQ(of(categorical(std::array<std::uint64_t, 4>{3, 0, 50, 7})), expected);
  EXPECT_THROW(categorical({3, -1}), domain_error);
  EXPECT_THROW(categorical({3, -1}, 8), domain_error);
  EXPECT_THROW(categorical(std::array{std::uint64_t{1} << 40}), domain_error);
  EXPECT_EQ(of(categorical(std::array<std::int16_t, 3>{1, 0, 3}, 8)),
            of(categorical(std::array{1ull, 0ull, 3ull}, 8)));
}

}  // namespace
}  // namespace ansatz

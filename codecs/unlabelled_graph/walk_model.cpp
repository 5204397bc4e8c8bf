#include <array>
#include <unlabelled_graph/private/walk_model.hpp>

namespace ansatz::detail {
namespace {

// First weights: Q16 from thousandths, what the mixers had learnt, on the mean, on three networks.
template <std::size_t N>
constexpr std::array<std::int32_t, N> thousandths(const std::array<std::int32_t, N>& of) {
  std::array<std::int32_t, N> out{};
  for (std::size_t i = 0; i < N; ++i) out[i] = of[i] * 8192 / 125;
  return out;
}
constexpr auto candidate_weights = thousandths<20>(
    {-354, -20, 141, 361, 118, 185, 287, 286, 165, 307, 53, 36, 1, 15, 8, 27, -93, -13, 112, -41});
constexpr auto range_weights = thousandths<9>({5, -1, 15, 8, 76, -9, -32, -26, -176});
constexpr auto half_weights = thousandths<3>({645, 886, -805});

constexpr auto similar_candidate_weights =
    thousandths<25>({-635, -38, 48, 322,  204, 159, 149,  292, -91, 224, 141, 190, -15,
                     -41,  -9,  22, -131, -76, 148, -103, 212, 284, 543, 381, 251});
constexpr auto similar_range_weights = thousandths<9>({-82, -2, 28, 14, 162, -16, -75, -44, -267});
constexpr auto similar_half_weights = thousandths<3>({652, 443, -1067});

constexpr std::array<std::size_t, 6> candidate_sets{octaves * octaves, 4 * 4 * 4 * 3, 8, 1, 12 * 3,
                                                    octaves* octaves};
constexpr std::array<std::size_t, 4> range_sets{octaves * octaves, 8 * 3, 1, 12 * 3};
constexpr std::array<std::size_t, 4> half_sets{octaves * octaves, lengths, 1, lengths * 4};
constexpr std::size_t candidate_maps = 4 * 4 * 3 * 2, range_maps = octaves * octaves,
                      half_maps = octaves * lengths;

}  // namespace

// Rates, Q16: 0.003 to 0.02, 0.0007 to 0.015, 0.11.
constinit const walk_model walk_by_degree{
    {candidate_weights, candidate_sets, {197, 1311, 1000}, candidate_maps, 1023, false},
    {range_weights, range_sets, {46, 983, 300}, range_maps, 1023, false},
    {half_weights, half_sets, {7209, 7209, 1}, half_maps, 255, false},
    false,
    64};

// 0.0024 to 0.014, 0.0007 to 0.015, 0.088.
constinit const walk_model walk_by_similar_rows{
    {similar_candidate_weights, candidate_sets, {158, 918, 700}, candidate_maps, 1023, true},
    {similar_range_weights, range_sets, {46, 983, 300}, range_maps, 1023, true},
    {similar_half_weights, half_sets, {5767, 5767, 1}, half_maps, 255, true},
    true,
    1000};

}  // namespace ansatz::detail

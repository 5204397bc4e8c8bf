#pragma once
#include <cstddef>
#include <cstdint>

/// Many lanes at once, as fast as the machine can and with the same result on each: 64-bit heads above 2^31,
/// 32-bit words, totals of 2^bits, bits <= 31, lanes a multiple of 8. Compiled, in the library
/// ansatz::stack.
namespace ansatz::detail {

/// How many words `push_lanes` may write above those that it adds, and `pop_lanes` may read below those that
/// it takes.
inline constexpr std::size_t lane_slack = 16;

/// Whether `push_lanes` may be called: it estimates quotients in binary64, rounded to nearest. Where the
/// caller's thread rounds otherwise, elements are coded one by one, by integers.
bool can_push_lanes();

/// Whether each interval has a frequency and lies in the total.
bool valid_intervals(const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                     std::uint32_t total);

/// Pushes elements count - 1, ..., 0, element j on lane j mod `lanes`; count is a multiple of lanes, the
/// intervals are valid. Words go to `top` and up: count and the slack must fit. Returns where the words then
/// end.
std::uint32_t* push_lanes(std::uint64_t* heads, std::size_t lanes, std::uint32_t* top,
                          const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                          unsigned bits);

/// What each lane's next pop will look up.
void peek_lanes(const std::uint64_t* heads, std::size_t lanes, unsigned bits, std::uint32_t* cells);

/// Pops an element from each lane, 0, 1, ..., given the owners of what `peek_lanes` gave. Words come from
/// below `top`, where lanes and the slack must lie. Returns where those left end; nothing is done and null
/// returned where an interval does not hold its cell.
const std::uint32_t* pop_lanes(std::uint64_t* heads, std::size_t lanes, const std::uint32_t* top,
                               const std::uint32_t* cells, const std::uint32_t* starts,
                               const std::uint32_t* freqs, unsigned bits);

}  // namespace ansatz::detail

#include "resampling_axis.hpp"

namespace ansatz::detail {
namespace {

/// The pixel u, computed as the makers did: from the middle of the square, with floats. Its end is at 0.99 of
/// its length, a constant of binary64. The start may come out below an integer that it ought to be; at 0 that
/// does nothing, as the conversion to an integer drops the fraction.
resampling_axis::pixel pixel_at(std::uint32_t u, std::uint32_t side, double scale) {
  const double start = to_binary32(10.0 + to_binary32(scale * (u - side / 2.0)));
  const double length = 0.99 * scale;
  const double end = to_binary32(start + length);
  const auto first = static_cast<std::uint32_t>(start);
  const auto whole = static_cast<std::uint32_t>(end);
  const std::uint32_t last = whole < end ? whole : whole - 1;
  if (first == last) return {first, last, 100, 100, scale, scale};
  const std::int64_t cell = 5 * std::int64_t{side}, begin = 100 * std::int64_t{u};
  return {first,
          last,
          (first + 1) * cell - begin,
          begin + 99 - last * cell,
          to_binary32(first + 1.0 - start),
          to_binary32(end - last)};
}

}  // namespace

resampling_axis::resampling_axis(std::uint32_t side_)
    : side(side_), scale(to_binary32(20.0 / side)), segments_of{} {
  for (std::uint32_t u = 0; u < side; ++u) {
    const pixel p = pixel_at(u, side, scale);
    const bool split = p.first != p.last;
    if (!split && !segments.empty() && segments.back().first == p.first && segments.back().last == p.first)
      ++segments.back().length;
    else
      segments.push_back({u, 1, p.first, p.last, p.first_weight, p.last_weight});
    pixels.push_back(p);
  }
  for (std::uint32_t c = 0; c < cells; ++c) {
    auto& [begin, end] = segments_of[c];
    while (begin < segments.size() && !segments[begin].in(c)) ++begin;
    end = begin;
    while (end < segments.size() && segments[end].in(c)) ++end;
  }
}

}  // namespace ansatz::detail

#include "resampled_image.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <cstddef>

#include "private/resampling_axis.hpp"

namespace ansatz {
namespace {

using detail::resampling_axis, detail::to_binary32;

bool has_ink(const resampled_image& x, std::uint32_t from, std::uint32_t step, std::uint32_t count) {
  for (std::uint32_t k = 0; k < count; ++k)
    if (x.ink[from + k * step] != 0) return true;
  return false;
}

void expect_valid(const resampled_image& x) {
  if (x.side < x.smallest_side || x.side > x.largest_side)
    throw domain_error("resampled_image: the side of the square is not from 20 to 128");
  if (x.height == 0 || x.width == 0 || x.height > x.side || x.width > x.side || x.top > x.side - x.height ||
      x.left > x.side - x.width)
    throw domain_error("resampled_image: the ink box is empty, or not inside of the square");
  constexpr auto outermost = static_cast<std::int32_t>(resampled_image::image_side);
  if (std::min(x.row, x.column) < -outermost || std::max(x.row, x.column) > outermost)
    throw domain_error("resampled_image: the box is laid outside of the image");
  if (x.ink.size() != std::size_t{x.height} * x.width)
    throw domain_error("resampled_image: the ink is not height x width pixels");
  if (std::ranges::any_of(x.ink, [](std::uint8_t b) { return b > 1; }))
    throw domain_error("resampled_image: ink other than 0 and 1");
  if (!has_ink(x, 0, 1, x.width) || !has_ink(x, (x.height - 1) * x.width, 1, x.width) ||
      !has_ink(x, 0, x.width, x.height) || !has_ink(x, x.width - 1, x.width, x.height))
    throw domain_error("resampled_image: a first or last row or column of the ink box has no ink");
}

/// What the inked pixels leave in the cells, added in raster order.
std::array<double, 400> sums_of(const resampled_image& x) {
  const resampling_axis axis(x.side);
  const double whole = to_binary32(axis.scale * axis.scale);
  std::array<double, 400> sums{};
  const auto add = [&](std::uint32_t i, std::uint32_t j, double area) {
    double& sum = sums[i * resampling_axis::cells + j];
    sum = to_binary32(sum + area);
  };
  for (std::uint32_t y = 0; y < x.height; ++y)
    for (std::uint32_t u = 0; u < x.width; ++u) {
      if (x.ink[y * x.width + u] == 0) continue;
      const auto& r = axis.pixels[x.top + y];
      const auto& c = axis.pixels[x.left + u];
      const bool rows = r.first != r.last, columns = c.first != c.last;
      add(r.first, c.first, rows || columns ? to_binary32(r.first_share * c.first_share) : whole);
      if (columns) add(r.first, c.last, to_binary32(r.first_share * c.last_share));
      if (rows) add(r.last, c.first, to_binary32(r.last_share * c.first_share));
      if (rows && columns) add(r.last, c.last, to_binary32(r.last_share * c.last_share));
    }
  return sums;
}

/// floor(15 - centre of mass) of the masses at 1/2, 3/2, ...
std::int32_t usual_start(std::span<const std::uint32_t, 20> masses) {
  std::int64_t all = 0, moment = 0;
  for (std::int64_t i = 0; i < 20; ++i) {
    all += masses[static_cast<std::size_t>(i)];
    moment += (2 * i + 1) * masses[static_cast<std::size_t>(i)];
  }
  return all == 0 ? 0 : static_cast<std::int32_t>((100 * all - moment) / (2 * all)) - 35;
}

}  // namespace

std::array<std::uint8_t, 400> resampled_image::box() const {
  expect_valid(*this);
  const auto sums = sums_of(*this);
  const double factor = to_binary32(255.0 / *std::ranges::max_element(sums));
  std::array<std::uint8_t, 400> values{};
  // The makers stored values less 128 in signed bytes, and so rounded towards 128.
  for (std::size_t c = 0; c < 400; ++c)
    values[c] = static_cast<std::uint8_t>(
        static_cast<std::int32_t>(to_binary32(to_binary32(sums[c] * factor) - 128.0)) + 128);
  return values;
}

std::vector<std::uint8_t> resampled_image::pixels() const {
  const auto values = box();
  std::vector<std::uint8_t> image(image_side * image_side);
  constexpr auto end = static_cast<std::int32_t>(image_side);
  for (std::int32_t i = 0; i < 20; ++i)
    for (std::int32_t j = 0; j < 20; ++j) {
      const std::int32_t y = row + i, x = column + j;
      if (y >= 0 && y < end && x >= 0 && x < end)
        image[static_cast<std::size_t>(y * end + x)] = values[static_cast<std::size_t>(20 * i + j)];
    }
  return image;
}

resampled_place usual_place(std::span<const std::uint8_t, 400> box) {
  std::array<std::uint32_t, 20> rows{}, columns{};
  for (std::size_t c = 0; c < 400; ++c) {
    rows[c / 20] += box[c];
    columns[c % 20] += box[c];
  }
  return {usual_start(rows), usual_start(columns)};
}

std::vector<std::vector<std::uint32_t>> exchangeable_pixels(const resampled_image& image) {
  expect_valid(image);
  const resampling_axis axis(image.side);
  // The pixels of each segment that lie inside of the ink box and not on its rim.
  const auto inside = [&](std::uint32_t offset, std::uint32_t length) {
    std::vector<std::vector<std::uint32_t>> parts;
    for (const auto& s : axis.segments) {
      std::vector<std::uint32_t> part;
      for (std::uint32_t u = s.begin; u < s.begin + s.length; ++u)
        if (u > offset && u + 1 < offset + length) part.push_back(u - offset);
      if (!part.empty()) parts.push_back(std::move(part));
    }
    return parts;
  };
  std::vector<std::vector<std::uint32_t>> groups;
  const auto columns = inside(image.left, image.width);
  for (const auto& rows : inside(image.top, image.height))
    for (const auto& part : columns) {
      if (rows.size() * part.size() < 2) continue;
      auto& group = groups.emplace_back();
      for (const std::uint32_t y : rows)
        for (const std::uint32_t x : part) group.push_back(y * image.width + x);
    }
  return groups;
}

}  // namespace ansatz

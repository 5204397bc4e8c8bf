#include "bitmap_walk.hpp"

#include <ansatz/error.hpp>
#include <bit>

namespace ansatz::detail {
namespace {

constexpr std::uint32_t parts = 8;       // of the bitmap, each way
constexpr std::uint32_t distances = 12;  // distances to an edge that are told apart
constexpr std::uint32_t sizes = 23;      // in steps of 4
constexpr std::uint32_t positions = 14;  // of a row or column, relative to the size

/// In each byte the ink of four pixels, those of every other group of four from the first or the second on.
std::uint64_t fours(std::uint64_t row, unsigned odd) {
  row -= row >> 1 & 0x5555555555555555;
  row = (row & 0x3333333333333333) + (row >> 2 & 0x3333333333333333);
  return row >> 4 * odd & 0x0f0f0f0f0f0f0f0f;
}

/// Builds a list of inputs, block by block.
class list {
 public:
  list(std::vector<std::uint16_t>& to, std::size_t base) : to_{to}, base_{base} {}

  void one_of(std::uint32_t which, std::uint32_t count) {
    add(which);
    base_ += count;
  }
  void flag(bool set) {
    if (set) add(0);
    ++base_;
  }
  void all(std::uint64_t set, unsigned count) {
    for (; set != 0; set &= set - 1) add(static_cast<std::size_t>(std::countr_zero(set)));
    base_ += count;
  }

 private:
  void add(std::size_t i) { to_.push_back(static_cast<std::uint16_t>(base_ + i)); }

  std::vector<std::uint16_t>& to_;
  std::size_t base_;
};

}  // namespace

bitmap_walk::bitmap_walk(std::uint32_t height, std::uint32_t width)
    : height_{height}, width_{width}, lines_(height + above + 1) {
  if (std::min(height, width) == 0 || std::max(height, width) > most_side)
    throw domain_error("resampled: a bitmap has 1 to 128 rows and columns");
  for (std::uint32_t x = 0; x < width; ++x) part_of_column_[x] = static_cast<std::uint8_t>(x * parts / width);
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x) ++area_[y * parts / height * parts + part_of_column_[x]];
}

void bitmap_walk::tell_row(std::vector<std::uint16_t>& to) const {
  list l{to, 0};
  for (const std::uint32_t size : {std::max(height_, width_), width_, height_})
    l.one_of(std::min(size / 4, sizes - 1), sizes);
  l.one_of(y_ * positions / height_, positions);
  l.one_of(std::min(y_, distances - 1), distances);
  l.one_of(std::min(height_ - 1 - y_, distances - 1), distances);
  std::uint64_t some = 0, much = 0;
  for (std::size_t p = 0; p < ink_.size(); ++p) {
    some |= std::uint64_t{ink_[p] != 0} << p;
    much |= std::uint64_t{ink_[p] != 0 && 2 * ink_[p] >= area_[p]} << p;
  }
  l.all(some, 64);
  l.all(much, 64);
  l.flag(first_inked_);
  l.flag(last_inked_);
}

void bitmap_walk::tell_pixel(std::vector<std::uint16_t>& to) const {
  list l{to, row_inputs};
  for (std::uint32_t up = 1; up <= 10; ++up) l.all(bits(up, -9, 19), 19);
  l.all(bits(0, -9, 9), 9);
  l.one_of(std::min(x_, distances - 1), distances);
  l.one_of(std::min(width_ - 1 - x_, distances - 1), distances);
  l.one_of(x_ * positions / width_, positions);
  // Blocks of 4 x 4 pixels: nine in a row, four rows from 11 above on; and two on either side, two rows.
  const auto blocks = [&](std::uint32_t up, unsigned count, auto&& row) {
    std::array<std::uint64_t, 2> ink{};
    for (std::uint32_t k = 0; k < 4; ++k) {
      const std::uint64_t r = row(up + k);
      for (unsigned odd = 0; odd < 2; ++odd) ink[odd] += fours(r, odd);
    }
    std::uint64_t some = 0, much = 0;
    for (unsigned b = 0; b < count; ++b) {
      const std::uint64_t n = ink[b % 2] >> 8 * (b / 2) & 255;
      some |= std::uint64_t{n > 0} << b;
      much |= std::uint64_t{n > 7} << b;
    }
    l.all(some, count);
    l.all(much, count);
  };
  for (std::uint32_t up = 11; up < 27; up += 4)
    blocks(up, 9, [&](std::uint32_t u) { return bits(u, -18, 36); });
  for (std::uint32_t up = 1; up < 9; up += 4)
    blocks(up, 4, [&](std::uint32_t u) { return bits(u, -17, 8) | bits(u, 10, 8) << 8; });
  l.flag(row_inked_);
}

void bitmap_walk::learn(bool inked) {
  if (inked) {
    lines_[y_ + above][(margin + x_) / 64] |= std::uint64_t{1} << (margin + x_) % 64;
    row_inked_ = true;
    first_inked_ = first_inked_ || x_ == 0;
    last_inked_ = last_inked_ || x_ + 1 == width_;
  }
  if (++x_ < width_) return;
  const std::uint32_t first = y_ * parts / height_ * parts;
  const line& l = lines_[y_ + above];
  for (std::uint32_t x = 0; x < width_; ++x)
    if ((l[(margin + x) / 64] >> (margin + x) % 64 & 1) != 0) ++ink_[first + part_of_column_[x]];
  x_ = 0;
  ++y_;
  row_inked_ = false;
}

}  // namespace ansatz::detail

#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz::detail {

/// What a network is told of a grey pixel from those before it: a few inputs that are 1 among many that are
/// 0, so that its first layer adds rows of weights. Levels are 256 or 2.
struct pixel_window {
  std::size_t levels = 256;
  int up = 5, reach = 5;  ///< rows above that are looked at, at least 3; columns, either way

  static constexpr std::size_t coarse = 4, fine = 32, near = 8, exact = 2;
  static constexpr std::array<std::array<int, 2>, near> nearest{
      {{0, -1}, {-1, 0}, {-1, -1}, {-1, 1}, {0, -2}, {-2, 0}, {-1, 2}, {-1, -2}}};
  static constexpr std::size_t ends = 32;  ///< positions are told up to here

  bool grey() const { return levels > 2; }
  std::size_t neighbours() const { return static_cast<std::size_t>(reach + up * (2 * reach + 1)); }
  std::size_t classes() const { return grey() ? coarse : 1; }
  std::size_t first_near() const { return neighbours() * classes(); }
  std::size_t first_exact() const { return first_near() + (grey() ? near * fine : 0); }
  std::size_t first_place() const { return first_exact() + (grey() ? exact * levels : 0); }
  std::size_t first_seen() const { return first_place() + 2 * ends + 3 * (ends + 1); }
  std::size_t rows() const { return first_seen() + (grey() ? 2 * levels : 0); }
};

/// Walks along the pixels of an image, row by row. It keeps as many rows as are looked at.
class pixel_rows {
 public:
  pixel_rows(pixel_window window, std::size_t width)
      : window_{window},
        width_{width},
        stride_{width + 2 * margin()},
        pixels_((static_cast<std::size_t>(window.up) + 1) * stride_, 0) {
    const int across = static_cast<int>(stride_);
    for (int x = -window.reach; x < 0; ++x) distances_.push_back(x);
    for (int y = 1; y <= window.up; ++y)
      for (int x = -window.reach; x <= window.reach; ++x) distances_.push_back(x - y * across);
    for (std::size_t k = 0; k < near_.size(); ++k)
      near_[k] = window.nearest[k][1] + window.nearest[k][0] * across;
  }

  /// The inputs that are 1 for the next pixel, but for those of levels seen.
  void rows(std::vector<std::uint32_t>& out) const {
    out.clear();
    const std::uint8_t* here = at(x_);
    const auto add = [&](std::size_t row) { out.push_back(static_cast<std::uint32_t>(row)); };
    if (window_.grey()) {
      for (std::size_t i = 0; i < distances_.size(); ++i)
        if (const std::uint8_t v = here[distances_[i]]; v != 0)
          add(i * pixel_window::coarse + v / (256 / pixel_window::coarse));
      for (std::size_t k = 0; k < near_.size(); ++k)
        if (const std::uint8_t v = here[near_[k]]; v != 0)
          add(window_.first_near() + k * pixel_window::fine + v / (256 / pixel_window::fine));
      for (std::size_t k = 0; k < pixel_window::exact; ++k)
        if (const std::uint8_t v = here[near_[k]]; v != 0)
          add(window_.first_exact() + k * window_.levels + v);
    } else {
      for (std::size_t i = 0; i < distances_.size(); ++i)
        if (here[distances_[i]] != 0) add(i);
    }
    constexpr std::size_t ends = pixel_window::ends;
    std::size_t first = window_.first_place();
    add(first + std::min(y_, ends - 1));
    add((first += ends) + std::min(x_, ends - 1));
    first += ends;
    add(first + (ink_ ? std::min(y_ - top_, ends - 1) : ends));
    for (const std::size_t side : {left_, right_})
      add((first += ends + 1) +
          (ink_ ? std::clamp<std::size_t>(x_ + ends / 2 + offset - side, offset, offset + ends - 1) - offset
                : ends));
  }
  /// Whether something near is not 0.
  bool busy() const {
    const std::uint8_t* here = at(x_);
    return std::ranges::any_of(near_, [&](std::ptrdiff_t d) { return here[d] != 0; });
  }

  /// Goes on; `seen` is told of an input that from here on is 1 in this image.
  template <class F>
  void learn(std::uint8_t level, const F& seen) {
    *at(x_) = level;
    if (level != 0) {
      if (!ink_) top_ = y_;
      left_ = ink_ ? std::min(left_, x_) : x_;
      right_ = ink_ ? std::max(right_, x_) : x_;
      ink_ = true;
      if (window_.grey()) {
        const std::uint8_t times = times_[level] = static_cast<std::uint8_t>(std::min(times_[level] + 1, 4));
        if (times == 1) seen(window_.first_seen() + level);
        if (times == 3) seen(window_.first_seen() + window_.levels + level);
      }
    }
    if (++x_ == width_) {
      x_ = 0;
      ++y_;
      const auto row = static_cast<std::ptrdiff_t>(stride_);
      std::copy(pixels_.begin() + row, pixels_.end(), pixels_.begin());
      std::fill(pixels_.end() - row, pixels_.end(), std::uint8_t{0});
    }
  }
  std::size_t y() const { return y_; }
  std::size_t x() const { return x_; }
  std::uint8_t times(std::uint8_t level) const { return times_[level]; }
  std::uint8_t near_level(std::size_t k) const { return at(x_)[near_[k]]; }
  /// The pixel so many rows below, -3 to 0, and columns to the right, -3 to 3.
  int relative(int down, int right) const {
    return at(x_)[right + down * static_cast<std::ptrdiff_t>(stride_)];
  }

 private:
  static constexpr std::size_t offset = std::size_t{1} << 40;  // keeps differences positive

  std::size_t margin() const { return static_cast<std::size_t>(std::max(window_.reach, 3)); }
  /// Of the row that is walked along.
  std::uint8_t* at(std::size_t x) {
    return &pixels_[static_cast<std::size_t>(window_.up) * stride_ + margin() + x];
  }
  const std::uint8_t* at(std::size_t x) const {
    return &pixels_[static_cast<std::size_t>(window_.up) * stride_ + margin() + x];
  }

  pixel_window window_;
  std::size_t width_, stride_, y_ = 0, x_ = 0;
  std::vector<std::uint8_t> pixels_;
  std::vector<std::ptrdiff_t> distances_;
  std::array<std::ptrdiff_t, pixel_window::near> near_{};
  std::array<std::uint8_t, 256> times_{};
  bool ink_ = false;
  std::size_t top_ = 0, left_ = 0, right_ = 0;
};

}  // namespace ansatz::detail

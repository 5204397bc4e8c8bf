#pragma once
#include <adaptive_pixels/private/level_question.hpp>
#include <adaptive_pixels/private/local_squares.hpp>
#include <adaptive_pixels/private/plane_walk.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::detail {

inline constexpr std::size_t most_planes = 3, most_fits = 3;

/// A mean of what was seen, that forgets.
struct forgetful_mean {
  std::int64_t sum = 0;
  std::int32_t count = 0;
  /// As if 0 had been seen so many times more.
  std::int64_t of(std::int32_t more) const { return sum / (count + more); }
  void learn(std::int64_t x, std::int32_t limit) {
    sum += x;
    if (++count > limit) {
      sum /= 2;
      count /= 2;
    }
  }
};

/// Walks along a plane: fits predict a level from levels around it, a fit of fits from these and from what was
/// missed, and what that is worth here says how wide the distributions are from which the level is asked.
class plane_walker {
 public:
  explicit plane_walker(const plane_task& task);

  known_plane run(const level_asked& ask);

 private:
  /// The pixel that is walked over.
  struct pixel {
    std::size_t y, x;
    std::uint8_t* here;                                  // its level
    std::array<const std::uint8_t*, most_planes> there;  // that of each plane: this one, and those before
    std::array<int, most_planes> base;                   // of each: left and above together
    std::uint32_t parity;                                // of row and column
    std::array<std::int32_t, most_fits> fits;            // what fits predict, in 1/256 of a level
    std::int64_t spread;                                 // of these
    std::int32_t mean, bias;                             // the fit of fits; what that misses on the mean
    std::int64_t energy;                                 // of what was missed around
    std::int64_t activity;                               // of planes before, or `spread`
    level_contexts around;
    std::array<std::uint32_t, 3> of_bias;
    forgetful_mean* scale;
    std::int32_t distance;  // how far off `mean + bias` is, on the mean
  };

  // plane_walker.cpp
  void walk(std::size_t y, std::size_t x, const level_asked& ask);
  void gather(pixel& p);
  void fit(pixel& p);
  void blend(pixel& p);
  void learn(const pixel& p);

  // plane_contexts.cpp
  void find_contexts(pixel& p) const;
  void expect(pixel& p);

  // level_views.cpp
  level_view view(const pixel& p) const;

  bool by_parity() const { return how_.parity && !before_.empty(); }
  std::span<local_squares> squares_at(const pixel& p) {
    return std::span{squares_}.subspan(by_parity() ? p.parity * fits_ : 0, fits_);
  }
  std::size_t column(const pixel& p) const { return by_parity() ? p.x / 2 : p.x; }
  /// By how much the level so many rows below and columns to the right was missed, in 1/64; 0 where none was.
  std::int32_t missed(const pixel& p, int down, int right) const;
  std::int32_t missed(const known_plane& of, std::size_t y, std::size_t x) const {
    return y < height_ && x < width_ ? of.missed[y * width_ + x] : 0;
  }

  std::size_t height_, width_;
  std::span<const known_plane> before_;
  adaptive_pixels_settings how_;
  known_plane out_;
  std::vector<std::size_t> planes_;        // of each regressor: 0 this one, k the one k before
  std::vector<std::ptrdiff_t> distances_;  // and where it is
  std::size_t fits_;
  std::vector<local_squares> squares_, blend_;
  std::vector<float> z_, blend_z_;
  std::vector<forgetful_mean> scales_;  // by contexts: what is missed, in 1/256 of a level
  std::array<std::vector<forgetful_mean>, 3> biases_;
};

/// In 1/256 of a level, 20 beyond the ends at most; whatever is no number is the least.
inline std::int32_t fixed_level(float x) {
  if (!(x > -20)) return -20 * 256;
  return x < 275 ? static_cast<std::int32_t>((x + 32) * 256 + 0.5f) - 32 * 256 : 275 * 256;
}

}  // namespace ansatz::detail

#include <adaptive_pixels/private/plane_walker.hpp>
#include <algorithm>
#include <cstdlib>
#include <ieee_arithmetic.hpp>
#include <utility>

namespace ansatz::detail {
namespace {

using offset = std::array<int, 2>;  // rows below, columns to the right
constexpr std::array<offset, 20> own_places{
    {{0, -1}, {-1, 0}, {-1, 1}, {-1, -1}, {0, -2}, {-2, 0},  {-1, 2}, {-1, -2}, {-2, 1}, {-2, -1},
     {0, -3}, {-3, 0}, {-2, 2}, {-2, -2}, {-1, 3}, {-1, -3}, {-3, 1}, {-3, -1}, {0, -4}, {-4, 0}}};
/// Planes before this one are known all around.
constexpr std::array<offset, 13> other_places{{{0, 0},
                                               {0, 1},
                                               {1, 0},
                                               {0, -1},
                                               {-1, 0},
                                               {1, 1},
                                               {1, -1},
                                               {-1, 1},
                                               {-1, -1},
                                               {0, 2},
                                               {2, 0},
                                               {0, -2},
                                               {-2, 0}}};

constexpr std::array<float, 3> decays{0.88f, 0.70f, 0.96f};
constexpr std::array<std::size_t, 3> blocks{2, 2, 4};
constexpr std::size_t block_of_single = 4;
constexpr float ridge = 0.15f, ridge_of_blend = 0.05f;

/// Differences of fits, what was missed in six places, simple guesses, and of planes before what they missed.
constexpr std::size_t blend_regressors(std::size_t before) {
  return decays.size() - 1 + 6 + 4 + (before > 0 ? 2 : 0);
}

float of_fixed(std::int32_t level) { return static_cast<float>(level) * (1.0f / 256); }
float in_levels(std::int32_t sixty_fourths) { return static_cast<float>(sixty_fourths) * (1.0f / 64); }

}  // namespace

plane_walker::plane_walker(const plane_task& task)
    : height_{task.height},
      width_{task.width},
      before_{task.before},
      how_{task.how},
      out_{padded_plane{height_, width_}, std::vector<std::int16_t>(height_ * width_)},
      fits_{how_.blended ? decays.size() : 1},
      scales_(32 * 16 * 4, {8 * 256, 2}) {
  const auto add = [&](std::size_t plane, std::span<const offset> places) {
    for (const auto& [down, right] : places) {
      planes_.push_back(plane);
      distances_.push_back(out_.levels.distance(down, right));
    }
  };
  add(0, std::span{own_places}.first(before_.empty() ? 20 : 12));
  for (std::size_t k = 1; k <= before_.size(); ++k)
    add(k, std::span{other_places}.first(before_.size() > 1 && k == 1 ? 9 : 13));

  const std::size_t columns = by_parity() ? (width_ + 1) / 2 : width_;
  for (std::size_t parity = 0; parity < (by_parity() ? 4u : 1u); ++parity)
    for (std::size_t k = 0; k < fits_; ++k)
      squares_.emplace_back(planes_.size(), columns, decays[k], how_.blended ? blocks[k] : block_of_single,
                            ridge);
  z_.resize(squares_.front().width());
  if (how_.blended) {
    blend_.emplace_back(blend_regressors(before_.size()), width_, decays[0], 1, ridge_of_blend);
    blend_z_.resize(blend_.front().width());
  }
  for (auto& b : biases_) b.resize(512);
}

known_plane plane_walker::run(const level_asked& ask) {
  for (std::size_t y = 0; y < height_; ++y) {
    out_.levels.begin_row(y);
    for (std::size_t k = 0; k < squares_.size(); ++k)
      if (!by_parity() || k / fits_ / 2 == y % 2) squares_[k].begin_row();
    for (local_squares& s : blend_) s.begin_row();
    for (std::size_t x = 0; x < width_; ++x) walk(y, x, ask);
    out_.levels.end_row(y);
  }
  out_.levels.close();
  return std::move(out_);
}

void plane_walker::walk(std::size_t y, std::size_t x, const level_asked& ask) {
  pixel p{};
  p.y = y;
  p.x = x;
  gather(p);
  fit(p);
  blend(p);
  find_contexts(p);
  expect(p);
  *p.here = ask(view(p), p.around, {p.mean + p.bias, std::max(13, p.distance * 72 / 100)}, y * width_ + x);
  learn(p);
}

/// Regressors are differences from the mean of what is left and above in their plane, doubled.
void plane_walker::gather(pixel& p) {
  p.here = out_.levels.at(p.y, p.x);
  p.parity = static_cast<std::uint32_t>(p.y % 2 * 2 + p.x % 2);
  const std::ptrdiff_t above = out_.levels.distance(-1, 0);
  p.there[0] = p.here;
  for (std::size_t k = 0; k < before_.size(); ++k) p.there[k + 1] = before_[k].levels.at(p.y, p.x);
  for (std::size_t k = 0; k <= before_.size(); ++k) p.base[k] = p.there[k][-1] + p.there[k][above];
  for (std::size_t i = 0; i < planes_.size(); ++i)
    z_[i] = static_cast<float>(2 * p.there[planes_[i]][distances_[i]] - p.base[planes_[i]]);
  z_[planes_.size()] = 0;
}

void plane_walker::fit(pixel& p) {
  const std::span<local_squares> squares = squares_at(p);
  for (std::size_t k = 0; k < fits_; ++k) {
    squares[k].begin(column(p));
    p.fits[k] = fixed_level((squares[k].predict(z_) + static_cast<float>(p.base[0])) * 0.5f);
    p.spread += std::abs(p.fits[k] - p.fits[0]);
  }
  p.mean = p.fits[0];
}

/// Predicts what the first fit misses.
void plane_walker::blend(pixel& p) {
  if (!how_.blended) return;
  std::size_t n = 0;
  const auto add = [&](float x) { blend_z_[n++] = x; };
  const float first = of_fixed(p.fits[0]);
  for (std::size_t k = 1; k < fits_; ++k) add(of_fixed(p.fits[k]) - first);
  for (const auto& [down, right] : {offset{0, -1}, {-1, 0}, {-1, 1}, {-1, -1}, {0, -2}, {-2, 0}})
    add(in_levels(missed(p, down, right)));
  const std::ptrdiff_t above = out_.levels.distance(-1, 0);
  const int left = p.here[-1], up = p.here[above];
  add(static_cast<float>(left + up) * 0.5f - first);
  add(static_cast<float>(left + up - p.here[above - 1]) - first);
  add(static_cast<float>(left) - first);
  add(static_cast<float>(p.here[above + 1]) - first);
  if (!before_.empty()) {
    const known_plane& last = before_.back();
    add(in_levels(missed(last, p.y, p.x)));
    add(in_levels(before_.size() > 1 ? missed(before_.front(), p.y, p.x) : missed(last, p.y, p.x + 1)));
  }
  blend_z_[n] = 0;
  blend_.front().begin(p.x);
  p.mean = fixed_level(first + blend_.front().predict(blend_z_));
}

void plane_walker::learn(const pixel& p) {
  const std::int32_t level = *p.here * 256;
  const std::int32_t error = level - p.mean - p.bias;
  out_.missed[p.y * width_ + p.x] = static_cast<std::int16_t>(error / 4);
  p.scale->learn(std::abs(error), 120);
  for (std::size_t k = 0; k < p.of_bias.size(); ++k) biases_[k][p.of_bias[k]].learn(level - p.mean, 64);

  // Where much is missed, what is seen is worth little.
  const auto squared = [&](std::int32_t m) { return in_levels(m) * in_levels(m); };
  const float local =
      (squared(missed(p, 0, -1)) + squared(missed(p, -1, 0)) + 2 * squared(error / 4)) * 0.25f;
  const float others = static_cast<float>(p.activity) * (1.0f / 256);
  const float weight = 1 / (local + 30 + others * others * 0.125f);
  z_[planes_.size()] = static_cast<float>(2 * *p.here - p.base[0]);
  for (local_squares& s : squares_at(p)) s.learn(column(p), z_, weight);
  if (!how_.blended) return;
  blend_z_[blend_regressors(before_.size())] = static_cast<float>(*p.here) - of_fixed(p.fits[0]);
  blend_.front().learn(p.x, blend_z_, weight);
}

known_plane walk_of_plane(const plane_task& task, const level_asked& ask) {
  require_ieee_arithmetic();
  return plane_walker{task}.run(ask);
}

}  // namespace ansatz::detail

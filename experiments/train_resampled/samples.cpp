#include "samples.hpp"

#include <algorithm>
#include <cstddef>
#include <resampled/private/bitmap_walk.hpp>

namespace ansatz::training {
namespace {

using detail::bitmap_walk;

constexpr float least_share = 0.1F, steepness = 4;

/// Calls use(walk, context, inked) for each pixel that is not forced.
template <class Use>
void walk_along(const bitmap& b, const Use& use) {
  bitmap_walk w{b.height, b.width};
  for (const std::uint8_t inked : b.ink) {
    if (!w.forced()) use(w, w.nearest(), inked != 0);
    w.learn(inked != 0);
  }
}

/// What a walk tells, the inputs of a row once a row.
class told {
 public:
  void add(const bitmap_walk& w, bool inked, float weight, sample_pair& to) {
    if (row_ != w.row()) {
      row_ = w.row();
      of_row_.clear();
      w.tell_row(of_row_);
    }
    samples& s = w.even() ? to.even : to.uneven;
    s.inputs.insert(s.inputs.end(), of_row_.begin(), of_row_.end());
    w.tell_pixel(s.inputs);
    s.ends.push_back(static_cast<std::uint32_t>(s.inputs.size()));
    s.inked.push_back(inked ? 1.0F : 0.0F);
    s.weights.push_back(weight);
  }

 private:
  std::uint32_t row_ = ~0U;
  std::vector<std::uint16_t> of_row_;
};

}  // namespace

surprises::surprises(std::span<const bitmap> bitmaps) {
  std::vector<float> all(std::size_t{1} << bitmap_walk::near_pixels, 1);
  inked_.assign(all.size(), 0.5F);
  for (const bitmap& b : bitmaps)
    walk_along(b, [&](const bitmap_walk&, std::uint32_t context, bool inked) {
      all[context] += 1;
      inked_[context] += inked ? 1.0F : 0.0F;
    });
  for (std::size_t i = 0; i < all.size(); ++i) inked_[i] /= all[i];
}

float surprises::share(std::uint32_t context, bool inked) const {
  const float missed = inked ? 1 - inked_[context] : inked_[context];
  return std::clamp(steepness * missed, least_share, 1.0F);
}

void add_all(const bitmap& b, sample_pair& to) {
  told t;
  walk_along(b, [&](const bitmap_walk& w, std::uint32_t, bool inked) { t.add(w, inked, 1, to); });
}

void add_drawn(const bitmap& b, const surprises& s, std::mt19937& random, sample_pair& to) {
  told t;
  walk_along(b, [&](const bitmap_walk& w, std::uint32_t context, bool inked) {
    const float share = s.share(context, inked);
    if (static_cast<float>(random() >> 8) * 0x1p-24F < share) t.add(w, inked, 1 / share, to);
  });
}

}  // namespace ansatz::training

#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>
#include <memory>
#include <resampled/resampled_image.hpp>
#include <resampled/resampled_model.hpp>
#include <utility>
#include <vector>

namespace ansatz {

/// Walks along the pixels of an ink box, height x width, both 1 to 128, in raster order, and says how likely the next one
/// is inked. Pixels that can only be inked, lest a first or last row or column have none, are passed by.
class ink_walk {
 public:
  ink_walk(resampled_model model, std::uint32_t height, std::uint32_t width);
  ink_walk(ink_walk&&) noexcept;
  ink_walk& operator=(ink_walk&&) noexcept;
  ~ink_walk();

  bool done() const;
  /// Of the next pixel's being inked, Q16.
  std::int32_t logit();
  void learn(bool inked);

  /// All pixels so far; its size is the number of the next one.
  const std::vector<std::uint8_t>& ink() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

/// An image as the bitmap that it was made from: the size of the ink box, whether the rest follows by the usual
/// rules, and the ink. See spec.md.
///
/// Does push pop? No. Does pop push? No.
///
/// Rate: -log2 of the model's probability, given totals of 2^bits, 8 to 31.
class resampled_bitmap_codec {
  static constexpr auto outermost = static_cast<std::int32_t>(resampled_image::image_side);

  /// The square and the ink box's place in it: by rule, or an image's.
  struct square_of {
    std::uint32_t side, top, left;

    square_of(std::uint32_t height, std::uint32_t width)
        : side{std::max({height, width, std::uint32_t{resampled_image::smallest_side}})},
          top{usual_offset(side, height)},
          left{usual_offset(side, width)} {}
    explicit square_of(const resampled_image& x) : side{x.side}, top{x.top}, left{x.left} {}
    std::uint32_t least() const { return side; }
    friend bool operator==(const square_of&, const square_of&) = default;
  };

  static auto unusual() { return labelled("exceptions", bernoulli(1, 8)); }
  static auto moved() { return labelled("place", uniform(2 * outermost + 1)); }
  static auto side_of(const resampled_image& x) {
    return labelled("square", uniform(resampled_image::largest_side + 1 - square_of{x.height, x.width}.side));
  }

 public:
  using symbol_type = resampled_image;

  resampled_bitmap_codec(resampled_model model, unsigned bits) : model_{std::move(model)}, bits_{bits} {
    if (bits < 8 || bits > 31) throw domain_error("resampled: totals of 8 to 31 bits");
  }

  template <class S>
  void push(S& s, const resampled_image& x) const {
    const auto box = x.box();  // checks the description, too
    if (x.row != usual_place(box).row || x.column != usual_place(box).column) {
      moved().push(s, static_cast<std::uint32_t>(x.column + outermost));
      moved().push(s, static_cast<std::uint32_t>(x.row + outermost));
      unusual().push(s, 1);
    } else {
      unusual().push(s, 0);
    }
    push_ink(s, x);
    const square_of usual{x.height, x.width};
    if (usual == square_of{x}) {
      unusual().push(s, 0);
    } else {
      labelled("square", uniform(x.side - x.width + 1)).push(s, x.left);
      labelled("square", uniform(x.side - x.height + 1)).push(s, x.top);
      side_of(x).push(s, x.side - usual.least());
      unusual().push(s, 1);
    }
    width(x.height).push(s, x.width - 1);
    height().push(s, x.height - 1);
  }

  /// Throws `domain_error` for what no push gives: a deviation from the rules that is none.
  template <class S>
  resampled_image pop(S& s) const {
    resampled_image x;
    x.height = height().pop(s) + 1;
    x.width = width(x.height).pop(s) + 1;
    const square_of usual{x.height, x.width};
    x.side = usual.side, x.top = usual.top, x.left = usual.left;
    if (unusual().pop(s) == 1) {
      x.side = side_of(x).pop(s) + usual.least();
      x.top = labelled("square", uniform(x.side - x.height + 1)).pop(s);
      x.left = labelled("square", uniform(x.side - x.width + 1)).pop(s);
      if (usual == square_of{x}) throw domain_error("resampled: a usual square that is said to be another");
    }
    ink_walk walk{model_, x.height, x.width};
    while (!walk.done()) {
      const auto one = labelled("ink", bernoulli_logit(walk.logit(), bits_));
      walk.learn(one.pop(s) != 0);
    }
    x.ink = walk.ink();
    const auto place = usual_place(x.box());
    x.row = place.row, x.column = place.column;
    if (unusual().pop(s) == 1) {
      x.row = static_cast<std::int32_t>(moved().pop(s)) - outermost;
      x.column = static_cast<std::int32_t>(moved().pop(s)) - outermost;
      if (place == resampled_place{x.row, x.column})
        throw domain_error("resampled: a usual place that is said to be another");
    }
    return x;
  }

 private:
  labelled_codec<categorical_codec> height() const;
  labelled_codec<categorical_codec> width(std::uint32_t height) const;

  template <class S>
  void push_ink(S& s, const resampled_image& x) const {
    ink_walk walk{model_, x.height, x.width};
    decision_log log;
    while (!walk.done()) {
      const bool inked = x.ink[walk.ink().size()] != 0;
      log.add(walk.logit(), inked);
      walk.learn(inked);
    }
    labelled("ink", replayed{log, bits_}).push(s, 0);
  }
  /// A log as a codec, so that it has a label.
  struct replayed {
    using symbol_type = int;
    const decision_log& log;
    unsigned bits;

    template <class S>
    void push(S& s, int) const {
      log.replay(s, bits);
    }
    template <class S>
    int pop(S&) const {
      return 0;
    }
  };

  resampled_model model_;
  unsigned bits_;
};

inline resampled_bitmap_codec resampled_bitmap(resampled_model model, unsigned bits = 24) {
  return {std::move(model), bits};
}

}  // namespace ansatz

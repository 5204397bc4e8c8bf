#pragma once
#include <adaptive_pixels/pixel_model.hpp>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/stack/interval_log.hpp>
#include <ansatz/stack/itemised.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

/// Photographs, by predictions that are fitted at each pixel; see spec.md.
namespace ansatz {

struct adaptive_pixels_settings {
  /// Three fits, a fit of these, and mixed decisions; else one fit, and the network's word: a quarter of the time,
  /// some 2 % more bits.
  bool blended = true;
  bool parity = false;  ///< even and odd rows and columns learn apart, where channels were interpolated
};

/// Which way a level goes where its truth is known; else as it is popped. A blended walk asks for decisions, a
/// single one for levels.
struct pixel_answers {
  decider decide = {};
  std::function<std::uint8_t(const pixel_mixture_model&, std::uint8_t truth)> choose = {};
  unsigned bits = 24;  ///< of the totals of what is chosen from, 9 or more
  /// Told before each number which one of the image it is.
  std::function<void(std::size_t number)> next = {};
};

/// What a ledger calls a channel of so many.
constexpr std::string_view plane_label(std::size_t channel, std::size_t channels) {
  constexpr std::array<std::string_view, 3> colours{"red", "green", "blue"};
  return channels == 1 ? "grey" : colours[channel];
}

/// Their order: green tells most of the others.
constexpr std::array<std::size_t, 3> order_of_planes(std::size_t channels) {
  return channels == 1 ? std::array<std::size_t, 3>{} : std::array<std::size_t, 3>{1, 0, 2};
}

/// Walks along an image, plane after plane, green first; reads the truth off `known`, where that is given, which
/// has this shape. Throws `domain_error` for a shape that `adaptive_pixels` refuses, `error` where the processor
/// rounds otherwise than IEEE 754 says.
image walk_of_pixels(const pixel_model& model, image_shape shape, adaptive_pixels_settings how,
                     const image* known, const pixel_answers& answers);

/// An image of a given shape, grey or colour, of any size.
///
/// Rate: adaptive, no parameters are sent. No initial bits. Arithmetic of binary32, + - x / in one order, decides
/// what is predicted, integers what is coded: the same bits on every machine. A push keeps four bytes a decision,
/// of which there are some three to five a number, or eight bytes a number. Planes are booked to labels of their own
/// (`plane_label`). Does push pop? No. Does pop push? No.
class adaptive_pixels_codec {
 public:
  using symbol_type = image;

  static constexpr std::uint64_t most_numbers = std::uint64_t{1} << 28;
  static constexpr std::uint32_t most_columns = std::uint32_t{1} << 16;  ///< each takes 6 kB

  /// Totals of at most so many bits. Throws `domain_error` for other than one or three channels, for no pixels, and
  /// for more than 2^28 numbers or 2^16 columns.
  adaptive_pixels_codec(pixel_model model, image_shape shape, adaptive_pixels_settings how = {},
                        unsigned bits = 24)
      : model_{std::move(model)}, shape_{shape}, how_{how}, bits_{bits} {
    check(shape);
    if (bits < (how.blended ? 1u : 9u) || bits > 31)
      throw domain_error("adaptive_pixels: totals of 1 to 31 bits, of 9 or more with a single fit");
  }

  static void check(image_shape shape) {
    check_size(shape);
    if (shape.width > most_columns) throw domain_error("adaptive_pixels: images of at most 2^16 columns");
  }
  /// The same without columns.
  static void check_size(image_shape shape) {
    if (shape.channels != 1 && shape.channels != 3)
      throw domain_error("adaptive_pixels: images of one channel, or three");
    if (shape.size() == 0 || shape.size() > most_numbers)
      throw domain_error("adaptive_pixels: images of 1 to 2^28 numbers");
  }

  template <class S>
  void push(S& s, const image& x) const {
    if (x.shape != shape_ || x.pixels.size() != shape_.size())
      throw domain_error("adaptive_pixels: the image's shape is not the codec's");
    struct plane_log {
      decision_log decisions;
      interval_log levels;
    };
    std::vector<plane_log> logs(shape_.channels, {{}, interval_log{level_bits()}});
    plane_log* log = nullptr;
    walk_of_pixels(model_, shape_, how_, &x,
                   {.decide =
                        [&](std::int32_t logit, bool truth) {
                          log->decisions.add(logit, truth);
                          return truth;
                        },
                    .choose =
                        [&](const pixel_mixture_model& m, std::uint8_t truth) {
                          log->levels.add(m.interval_of(truth));
                          return truth;
                        },
                    .bits = level_bits(),
                    .next = [&](std::size_t number) { log = &logs[number % shape_.channels]; }});
    for (std::size_t k = shape_.channels; k-- > 0;) {
      const std::size_t channel = order_of_planes(shape_.channels)[k];
      if constexpr (requires { s.enter("red"), s.leave(); }) s.enter(plane_label(channel, shape_.channels));
      logs[channel].decisions.replay(s, bits_);
      logs[channel].levels.replay(s);
      if constexpr (requires { s.enter("red"), s.leave(); }) s.leave();
    }
  }
  template <class S>
  image pop(S& s) const {
    std::optional<placed<S>> here;
    std::function<void(std::size_t)> next;
    if constexpr (placed<S>::booked)
      next = [&](std::size_t number) { here.reset(), here.emplace(s, number); };
    return walk_of_pixels(
        model_, shape_, how_, nullptr,
        {.decide = [&](std::int32_t logit, bool) { return bernoulli_logit(logit, bits_).pop(s) != 0; },
         .choose =
             [&](const pixel_mixture_model& m, std::uint8_t) {
               return s.pop(m.total(), [&](std::uint32_t cell) { return m.find(cell); });
             },
         .bits = level_bits(),
         .next = next});
  }

 private:
  unsigned level_bits() const { return std::min(bits_, 24u); }

  pixel_model model_;
  image_shape shape_;
  adaptive_pixels_settings how_;
  unsigned bits_;
};

inline adaptive_pixels_codec adaptive_pixels(pixel_model model, image_shape shape,
                                             adaptive_pixels_settings how = {}) {
  return adaptive_pixels_codec{std::move(model), shape, how};
}

}  // namespace ansatz

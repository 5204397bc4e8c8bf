#pragma once
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <ansatz/net/safetensors.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/stack/itemised.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

/// Grey images of any sizes, pixel by pixel in decisions: what a network says of them, learnt from other
/// images, and what contexts have seen in these, mixed; see spec.md.
namespace ansatz {

/// The network: trained on images of one kind, of 256 levels or of two. Immutable; copies share the weights.
class mixed_pixels_model {
 public:
  /// Throws `corrupt_error` for tensors that are missing, misshapen, not finite or too large.
  explicit mixed_pixels_model(const safetensors& file);

  /// Equal only where all coded bits are equal.
  std::uint64_t fingerprint() const;
  /// Whether pixels are 0 and 1.
  bool binary() const;

  struct state;
  const state& network() const { return *state_; }

 private:
  std::shared_ptr<const state> state_;
};

/// A walk along images: their numbers, which are `truth` or, where that is null, what is decided. `next` is
/// told of each number before it is asked; it may be empty.
std::vector<std::uint8_t> walk_of_mixed_pixels(const std::optional<mixed_pixels_model>& model,
                                               const std::vector<image_shape>& shapes,
                                               const std::vector<std::uint8_t>* truth, const decider& decide,
                                               const std::function<void(std::size_t)>& next = {});

/// Numbers of grey images of these shapes, one image after another. Without a model contexts predict alone.
///
/// Rate: adaptive; no parameters are sent. No initial bits. Memory: tables of 256 bytes a number, 134 MB at
/// most, and of a push 4 bytes a decision, of which a number has 1 to 9.
///
/// Does push pop? No. Does pop push? No.
class mixed_pixels_codec {
 public:
  using symbol_type = std::vector<std::uint8_t>;

  static constexpr std::uint64_t most_pixels = std::uint64_t{1} << 28;  ///< of all images
  static constexpr std::uint32_t most_columns = 1u << 20;

  /// Decisions have totals of 2^bits. Throws `domain_error` for images that are not grey or beyond the
  /// bounds.
  mixed_pixels_codec(std::optional<mixed_pixels_model> model, std::vector<image_shape> shapes,
                     unsigned bits = 31)
      : model_{std::move(model)}, shapes_{std::move(shapes)}, bits_{bits} {
    for (const image_shape& shape : shapes_) {
      if (const char* why = objection(shape)) throw domain_error(std::string{"mixed_pixels: "} + why);
      size_ += shape.size();
      if (size_ > most_pixels) throw domain_error("mixed_pixels: more than 2^28 pixels");
    }
  }
  /// Why an image is not coded; null where it is.
  static const char* objection(image_shape shape) {
    if (shape.channels != 1) return "images are grey";
    if (shape.width > most_columns) return "images have at most 2^20 columns";
    if (shape.size() > most_pixels) return "images have at most 2^28 pixels";
    return nullptr;
  }

  /// Throws `domain_error` for a number that the model does not know, or where there are too few or too many.
  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != size_) throw domain_error("mixed_pixels: not as many numbers as the images have");
    if (model_ && model_->binary())
      for (const std::uint8_t v : x)
        if (v > 1) throw domain_error("mixed_pixels: the model's pixels are 0 and 1");
    decision_log log;
    walk_of_mixed_pixels(model_, shapes_, &x, [&](std::int32_t logit, bool truth) {
      log.add(logit, truth);
      return truth;
    });
    log.replay(s, bits_);
  }
  template <class S>
  symbol_type pop(S& s) const {
    std::optional<placed<S>> here;
    std::function<void(std::size_t)> next;
    if constexpr (placed<S>::booked)
      next = [&](std::size_t number) { here.reset(), here.emplace(s, number); };
    return walk_of_mixed_pixels(
        model_, shapes_, nullptr,
        [&](std::int32_t logit, bool) { return bernoulli_logit(logit, bits_).pop(s) != 0; }, next);
  }

 private:
  std::optional<mixed_pixels_model> model_;
  std::vector<image_shape> shapes_;
  std::uint64_t size_ = 0;
  unsigned bits_;
};

inline mixed_pixels_codec mixed_pixels(std::optional<mixed_pixels_model> model,
                                       std::vector<image_shape> shapes) {
  return {std::move(model), std::move(shapes)};
}

}  // namespace ansatz

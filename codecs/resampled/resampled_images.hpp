#pragma once
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <context_mixing/pixel_mixing.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <resampled/resampled_bitmap.hpp>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// A grey image of 28 x 28 pixels as what it was made from, where that is known, or else as its pixels.
struct described_image {
  std::optional<resampled_image> made_from;
  std::vector<std::uint8_t> values;  ///< 784, where it is not known, and else none

  std::vector<std::uint8_t> pixels() const { return made_from ? made_from->pixels() : values; }
  friend bool operator==(const described_image&, const described_image&) = default;
};

/// So many images, one after another: whether it is known what it was made from, by how often it was so far, and if so
/// that; and then all others together by `pixel_mixing`, which has seen the first 64 of the former.
///
/// Does push pop? No. Does pop push? No.
class resampled_images_codec {
  static constexpr std::ptrdiff_t pixels = 784;
  static constexpr std::size_t most_seen = 64;

  static auto is_known(std::size_t before, std::size_t known) {
    return labelled("known", categorical({before - known + 1, known + 1}));
  }
  /// Images by `pixel_mixing`, which first walks along others.
  static auto rest(const std::vector<described_image>& images, std::size_t count) {
    std::vector<std::uint8_t> seen;
    for (const described_image& x : images)
      if (x.made_from && seen.size() < most_seen * pixels) {
        const auto values = x.made_from->pixels();
        seen.insert(seen.end(), values.begin(), values.end());
      }
    const std::vector<image_shape> shapes(seen.size() / pixels + count, image_shape{28, 28, 1});
    const auto walker = [seen = bits_of_bytes(seen), shapes] {
      pixel_mixer walk{shapes};
      for (const std::uint8_t bit : seen) {
        walk.next();
        walk.learn(bit);
      }
      return walk;
    };
    return labelled("pixels",
                    mapped(autoregressive(8 * pixels * count, walker), bytes_of_bits, bits_of_bytes));
  }

 public:
  using symbol_type = std::vector<described_image>;

  resampled_images_codec(resampled_model model, std::size_t count, unsigned bits)
      : one_{std::move(model), bits}, count_{count} {}

  template <class S>
  void push(S& s, const symbol_type& images) const {
    if (images.size() != count_) throw domain_error("resampled: not as many images as the codec's");
    std::vector<std::uint8_t> others;
    std::size_t known = 0;
    for (const described_image& x : images) {
      if (x.made_from ? !x.values.empty() : x.values.size() != pixels)
        throw domain_error("resampled: an image is either a bitmap or 784 pixels");
      others.insert(others.end(), x.values.begin(), x.values.end());
      known += x.made_from ? 1 : 0;
    }
    if (!others.empty()) rest(images, others.size() / pixels).push(s, others);
    for (std::size_t i = count_; i-- > 0;) {
      const auto& made_from = images[i].made_from;
      if (made_from) one_.push(s, *made_from), --known;
      is_known(i, known).push(s, made_from ? 1 : 0);
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type images;
    std::size_t known = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      described_image& x = images.emplace_back();
      if (is_known(i, known).pop(s) == 0) continue;
      x.made_from = one_.pop(s);
      ++known;
    }
    if (known == count_) return images;
    const std::vector<std::uint8_t> others = rest(images, count_ - known).pop(s);
    auto at = others.begin();
    for (described_image& x : images)
      if (!x.made_from) {
        x.values.assign(at, at + pixels);
        at += pixels;
      }
    return images;
  }

 private:
  resampled_bitmap_codec one_;
  std::size_t count_;
};

inline resampled_images_codec resampled_images(resampled_model model, std::size_t count, unsigned bits = 24) {
  return {std::move(model), count, bits};
}

}  // namespace ansatz

#include <adaptive_pixels/adaptive_pixels.hpp>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/landscapes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "sentence_of.hpp"
#include "small_model.hpp"
#include "targets.hpp"

namespace ansatz {

inline std::ostream& operator<<(std::ostream& out, const image& x) {
  out << x.shape.height << 'x' << x.shape.width << 'x' << x.shape.channels << ':';
  for (const std::uint8_t p : x.pixels) out << ' ' << unsigned{p};
  return out;
}

namespace {

using testing::sentence_of;

rc::Gen<image> images_of(image_shape shape) {
  return rc::gen::map(
      rc::gen::container<std::vector<std::uint8_t>>(shape.size(), rc::gen::arbitrary<std::uint8_t>()),
      [shape](std::vector<std::uint8_t> pixels) { return image{shape, std::move(pixels)}; });
}

constexpr adaptive_pixels_settings single{.blended = false}, parity{.parity = true};
adaptive_pixels_codec small(image_shape shape, adaptive_pixels_settings how = {}) {
  return adaptive_pixels(testing::small_pixel_model(), shape, how);
}
adaptive_pixels_codec shallow(image_shape shape, adaptive_pixels_settings how = {}) {
  return {testing::small_pixel_model(), shape, how, how.blended ? 7u : 9u};
}

ANSATZ_LAWS(adaptive_pixels_of_colour, shallow({3, 4, 3}), images_of({3, 4, 3}));
ANSATZ_LAWS(adaptive_pixels_of_grey, shallow({4, 3, 1}, single), images_of({4, 3, 1}));
ANSATZ_LAWS(adaptive_pixels_of_colour_by_one_fit, shallow({2, 3, 3}, single), images_of({2, 3, 3}));
ANSATZ_LAWS(adaptive_pixels_by_parity, shallow({2, 5, 3}, parity), images_of({2, 5, 3}));
ANSATZ_LAWS(adaptive_pixels_of_one, small({1, 1, 1}), images_of({1, 1, 1}));

/// Waves and an edge, and a little noise; green and red alike.
image drawn(image_shape shape) {
  image out{shape, std::vector<std::uint8_t>(shape.size())};
  const supply words = supply::seeded(3);
  for (std::uint32_t y = 0; y < shape.height; ++y)
    for (std::uint32_t x = 0; x < shape.width; ++x) {
      const std::uint32_t wave = (x * x / 7 + y * 3 + (x > y ? 60u : 0u)) % 128;
      for (std::uint32_t c = 0; c < shape.channels; ++c) {
        const std::size_t i = (std::size_t{y} * shape.width + x) * shape.channels + c;
        out.pixels[i] = static_cast<std::uint8_t>(wave + 20 * c + words.word(i) % 3);
      }
    }
  return out;
}

double bits_a_number(const image& x, adaptive_pixels_settings how = {}) {
  metered s{rans_stack{}};
  const auto codec = adaptive_pixels(testing::trained_pixel_model(), x.shape, how);
  codec.push(s, x);
  const double net = s.net().to_double();
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_TRUE(s.inner().is_fresh());
  return net / static_cast<double>(x.shape.size());
}

TEST(adaptive_pixels, takes_any_shape) {
  for (const image_shape shape : {image_shape{1, 1, 1},
                                  {1, 1, 3},
                                  {1, 200, 3},
                                  {200, 1, 1},
                                  {7, 13, 3},
                                  {13, 7, 1},
                                  {2, 2, 3},
                                  {5, 4, 3},
                                  {4, 5, 3}})
    for (const adaptive_pixels_settings how : {adaptive_pixels_settings{}, single, parity})
      bits_a_number(drawn(shape), how);
}

TEST(adaptive_pixels, learns_what_there_is_to_learn) {
  EXPECT_LT(bits_a_number(drawn({60, 60, 3})), 3.2);
  EXPECT_LT(bits_a_number(drawn({60, 60, 3})), bits_a_number(drawn({60, 60, 3}), single));
  image flat{{50, 50, 3}, std::vector<std::uint8_t>(7500, 200)};
  EXPECT_LT(bits_a_number(flat), 0.1);
}

TEST(adaptive_pixels, pays_little_where_there_is_nothing) {
  image noise{{64, 64, 1}, std::vector<std::uint8_t>(4096)};
  const supply words = supply::seeded(9);
  for (std::size_t i = 0; i < noise.pixels.size(); ++i)
    noise.pixels[i] = static_cast<std::uint8_t>(words.word(i) >> 20);
  EXPECT_LT(bits_a_number(noise), 8.5);
}

TEST(adaptive_pixels, gains_by_parity_where_every_other_column_is_a_mean) {
  image x = drawn({60, 60, 3});
  for (std::size_t y = 0; y < 60; ++y)
    for (std::size_t column = 1; column + 1 < 60; column += 2)
      for (const std::size_t c : {0u, 2u}) {
        const std::size_t i = (y * 60 + column) * 3 + c;
        x.pixels[i] = static_cast<std::uint8_t>((x.pixels[i - 3] + x.pixels[i + 3]) / 2);
      }
  EXPECT_LT(bits_a_number(x, parity), bits_a_number(x));
}

TEST(adaptive_pixels, refuses_what_it_does_not_code) {
  EXPECT_EQ(sentence_of([] { small({3, 3, 2}); }), "adaptive_pixels: images of one channel, or three");
  EXPECT_EQ(sentence_of([] { small({0, 3, 1}); }), "adaptive_pixels: images of 1 to 2^28 numbers");
  EXPECT_EQ(sentence_of([] { small({1u << 30, 1u << 30, 3}); }),
            "adaptive_pixels: images of 1 to 2^28 numbers");
  for (const auto& [how, bits] :
       {std::pair{adaptive_pixels_settings{}, 32u}, {adaptive_pixels_settings{}, 0u}, {single, 8u}})
    EXPECT_EQ(sentence_of([&] { adaptive_pixels_codec{testing::small_pixel_model(), {3, 3, 1}, how, bits}; }),
              "adaptive_pixels: totals of 1 to 31 bits, of 9 or more with a single fit");
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { small({3, 3, 1}).push(s, drawn({3, 3, 3})); }),
            "adaptive_pixels: the image's shape is not the codec's");
  EXPECT_EQ(sentence_of([&] { small({3, 3, 1}).push(s, {{3, 3, 1}, {}}); }),
            "adaptive_pixels: the image's shape is not the codec's");
  EXPECT_TRUE(s.is_fresh());
}

/// A decoder has green before red.
TEST(adaptive_pixels, that_goes_another_way_is_noticed) {
  const auto broken = codec_of<image>(
      [](auto& s, image x) {
        for (std::size_t i = 0; i < x.pixels.size(); i += 3) std::swap(x.pixels[i], x.pixels[i + 1]);
        shallow({2, 2, 3}).push(s, x);
      },
      [](auto& s) { return shallow({2, 2, 3}).pop(s); });
  const auto names = testing::names(testing::broken_laws(testing::laws_of(broken), images_of({2, 2, 3}), 10));
  for (const std::string& law : testing::broken_on(testing::wider_stacks, testing::both_inverses))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

class adaptive_pixels_bytes : public testing::each_target {};
TEST_P(adaptive_pixels_bytes, are_the_same) {
  const auto bytes = [](image_shape shape, adaptive_pixels_settings how) {
    const std::string hex = testing::bytes_of(small(shape, how), drawn(shape));
    return hash_hex(hash64(std::as_bytes(std::span{hex})));
  };
  EXPECT_EQ(bytes({16, 20, 3}, {}), "d921b7d48a15960a");
  EXPECT_EQ(bytes({16, 20, 3}, parity), "fcc3d6c3ab349bf5");
  EXPECT_EQ(bytes({20, 16, 1}, single), "64da1a1781586c12");
}
INSTANTIATE_TEST_SUITE_P(of, adaptive_pixels_bytes, testing::all_targets(), testing::target_name);

/// The later a plane is popped, the earlier it is pushed.
TEST(adaptive_pixels, has_a_ledger_by_plane) {
  const auto labels = [](const image& x, adaptive_pixels_settings how) {
    metered s{rans_stack{}};
    small(x.shape, how).push(s, x);
    std::vector<std::string_view> out;
    for (const ledger_entry& e : s.ledger())
      if (e.net() > bits{}) out.push_back(e.label);
    return out;
  };
  const image colour = drawn_landscape(9, 8, 1), grey{{9, 24, 1}, colour.pixels};
  for (const bool blended : {false, true}) {
    EXPECT_EQ(labels(colour, {.blended = blended}), (std::vector<std::string_view>{"blue", "red", "green"}));
    EXPECT_EQ(labels(grey, {.blended = blended}), (std::vector<std::string_view>{"grey"}));
  }
}

}  // namespace
}  // namespace ansatz

#include <adaptive_pixels/adaptive_pixels_coder.hpp>
#include <adaptive_pixels/photograph.hpp>
#include <ansatz/archive/registry.hpp>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/io/landscapes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <context_mixing/context_mixing_coder.hpp>

#include "archive/coder_check.hpp"
#include "broken.hpp"
#include "sentence_of.hpp"
#include "small_model.hpp"

namespace ansatz {

inline std::ostream& operator<<(std::ostream& out, const image& x) {
  return out << x.shape.height << 'x' << x.shape.width << 'x' << x.shape.channels;
}

namespace {

using testing::sentence_of;
using testing::small_pixel_model;

/// Squares and stripes of few colours.
image diagram(std::uint32_t height, std::uint32_t width) {
  image out{{height, width, 3}, {}};
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x)
      for (std::uint32_t c = 0; c < 3; ++c)
        out.pixels.push_back(y / 9 % 3 == 0 ? 255 : x / 7 % 2 == 0 ? static_cast<std::uint8_t>(40 * c) : 10);
  return out;
}

image noise(std::uint32_t height, std::uint32_t width, std::uint32_t channels) {
  image out{{height, width, channels}, {}};
  for (std::uint64_t i = 0; i < out.shape.size(); ++i)
    out.pixels.push_back(static_cast<std::uint8_t>(supply::seeded(3).word(i)));
  return out;
}
/// Of three colours that have nothing to do with each other.
image speckled(std::uint32_t height, std::uint32_t width) {
  image out{{height, width, 3}, {}};
  for (std::uint64_t i = 0; i < std::uint64_t{height} * width; ++i)
    for (const std::uint64_t level : {200u, 17u, 99u})
      out.pixels.push_back(static_cast<std::uint8_t>(level * (1 + supply::seeded(4).word(i) % 3)));
  return out;
}

constexpr picture_way blended, single{pictures_by::fits, {.blended = false}}, contexts{pictures_by::contexts},
    levels{pictures_by::levels}, palette{pictures_by::palette};

photograph_codec narrow(image_shape shape, picture_way way) {
  return {small_pixel_model(), shape, way, way.settings.blended ? 8u : 9u, 4};
}
rc::Gen<image> pictures(image_shape shape) {
  return rc::gen::oneOf(
      rc::gen::map(
          rc::gen::container<std::vector<std::uint8_t>>(shape.size(), rc::gen::arbitrary<std::uint8_t>()),
          [shape](std::vector<std::uint8_t> pixels) { return image{shape, std::move(pixels)}; }),
      rc::gen::map(rc::gen::arbitrary<std::uint8_t>(), [shape](std::uint8_t level) {
        return image{shape, std::vector<std::uint8_t>(shape.size(), level)};
      }));
}
ANSATZ_LAWS(photograph_blended, narrow({3, 2, 1}, blended), pictures({3, 2, 1}));
ANSATZ_LAWS(photograph_single, narrow({2, 3, 1}, single), pictures({2, 3, 1}));
ANSATZ_LAWS(photograph_by_levels, narrow({2, 3, 3}, levels), pictures({2, 3, 3}));
ANSATZ_LAWS(photograph_by_contexts, narrow({2, 2, 3}, contexts), pictures({2, 2, 3}));

double bits_a_number(const image& x, picture_way way = blended, std::uint64_t strip = 1 << 22) {
  metered s{rans_stack{}};
  const photograph_codec codec{small_pixel_model(), x.shape, way, 31, strip};
  codec.push(s, x);
  const double net = s.net().to_double();
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_TRUE(s.inner().is_fresh());
  return net / static_cast<double>(x.shape.size());
}

std::uint32_t number_of_way(const image& x, bool more = true) {
  return way_of(small_pixel_model(), x, more).number();
}

TEST(photograph, is_coded_in_the_way_that_suits_it) {
  EXPECT_EQ(number_of_way(drawn_landscape(70, 80, 1)), 2u);
  EXPECT_EQ(number_of_way(drawn_landscape(70, 80, 1, true)), 3u);
  EXPECT_EQ(number_of_way(drawn_landscape(70, 80, 1), false), 0u);
  EXPECT_EQ(number_of_way(drawn_landscape(70, 80, 1, true), false), 1u);
  EXPECT_EQ(number_of_way(diagram(40, 50)), 4u);
  EXPECT_EQ(number_of_way(diagram(70, 80)), 6u);
  EXPECT_EQ(number_of_way(noise(70, 80, 3)), 5u);
  EXPECT_EQ(number_of_way(noise(2, 2, 1)), 5u);
  EXPECT_EQ(number_of_way(speckled(70, 80)), 6u);
  for (std::uint32_t n = 0; n < 7; ++n) EXPECT_EQ(picture_way::of(n).number(), n);
  for (std::uint32_t n = 7; n < picture_way::count; ++n)
    EXPECT_EQ(sentence_of([&] { picture_way::of(n); }),
              "the picture is coded in a way that this version does not know");
}

TEST(photograph, sees_what_was_interpolated) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_FALSE(is_interpolated(drawn_landscape(72, 81, seed))) << seed;
    EXPECT_TRUE(is_interpolated(drawn_landscape(72, 81, seed, true))) << seed;
  }
  EXPECT_FALSE(is_interpolated(drawn_landscape(20, 20, 1, true))) << "too few pixels to tell";
  EXPECT_FALSE(is_interpolated({{64, 64, 1}, std::vector<std::uint8_t>(4096)}));
  EXPECT_FALSE(is_interpolated({{64, 64, 3}, std::vector<std::uint8_t>(3 * 4096, 7)}))
      << "nothing is smooth in nothing";
  EXPECT_FALSE(is_interpolated({{5000, 1, 3}, std::vector<std::uint8_t>(15000)}));
}

TEST(photograph, is_worth_its_parity) {
  const image x = drawn_landscape(72, 80, 2, true);
  const auto cost = [&](bool parity) {
    tally t;
    adaptive_pixels(small_pixel_model(), x.shape, {.parity = parity}).push(t, x);
    return t.cost();
  };
  EXPECT_LT(cost(true), cost(false));
}

TEST(photograph, sees_what_looks_drawn) {
  EXPECT_FALSE(looks_drawn({{2, 2, 1}, {1, 2, 3, 4}}));
  EXPECT_TRUE(looks_drawn({{2, 2, 1}, {1, 1, 3, 1}}));
  EXPECT_FALSE(looks_drawn({{2, 2, 1}, {1, 1, 3, 2}}));
  EXPECT_FALSE(looks_drawn({{1, 2, 3}, {1, 2, 3, 1, 2, 4}}));
  EXPECT_TRUE(looks_drawn({{2, 1, 3}, {1, 2, 3, 1, 2, 3}}));
  EXPECT_TRUE(looks_drawn(diagram(30, 30)));
  EXPECT_FALSE(looks_drawn(drawn_landscape(60, 60, 1)));
}

TEST(photograph, sees_what_looks_like_noise) {
  EXPECT_TRUE(looks_like_noise(noise(20, 30, 3)));
  EXPECT_TRUE(looks_like_noise(noise(300, 1, 1)));
  EXPECT_FALSE(looks_like_noise(drawn_landscape(60, 60, 1)));
  EXPECT_FALSE(looks_like_noise({{1, 1, 3}, {0, 90, 200}})) << "a pixel has nothing beside it";
}

TEST(photograph, takes_eight_bits_a_number_for_noise) {
  const image x = noise(40, 50, 3);
  EXPECT_NEAR(bits_a_number(x, levels), 8, 1e-6);
  EXPECT_GT(bits_a_number(x), 8.1);
}

TEST(photograph, of_few_colours_comes_back) {
  const image x = speckled(60, 40);
  EXPECT_LT(bits_a_number(x, palette), bits_a_number(x, contexts));
  bits_a_number(x, palette, 16 * 100);
  const image many = drawn_landscape(40, 40, 1);
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { photograph_codec(small_pixel_model(), many.shape, palette).push(s, many); }),
            "photograph: more than 256 colours");
  // A palette that no encoder writes.
  palette_codec({2, 2, 1}).push(s, {{7, 5}, {0, 1, 0, 1}});
  EXPECT_EQ(sentence_of([&] { photograph_codec(small_pixel_model(), {2, 2, 1}, palette).pop(s); }),
            "a palette is not in ascending order");
}

TEST(photograph, codes_its_strips_by_themselves) {
  const image x = drawn_landscape(60, 40, 3);
  for (const picture_way& way : {blended, single, contexts}) {
    const double whole = bits_a_number(x, way);
    for (const std::uint64_t strip : {1u, 40u, 700u, 1200u, 2399u})
      EXPECT_GT(bits_a_number(x, way, strip), whole * 0.98) << strip;
  }
}

TEST(photograph, takes_any_shape) {
  for (const image_shape shape :
       {image_shape{1, 1, 1}, {1, 1, 3}, {1, 500, 3}, {500, 1, 3}, {7, 13, 3}, {13, 7, 1}}) {
    image x = drawn_landscape(shape.height, shape.width, 5);
    if (shape.channels == 1)
      x = {shape, {x.pixels.begin(), x.pixels.begin() + static_cast<std::ptrdiff_t>(shape.size())}};
    for (const picture_way& way : {blended, single, contexts, levels}) {
      bits_a_number(x, way);
      bits_a_number({shape, std::vector<std::uint8_t>(shape.size(), 255)}, way);
    }
  }
}

TEST(photograph, refuses_other_shapes) {
  const photograph_codec codec{small_pixel_model(), {3, 3, 3}, blended};
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { codec.push(s, {{3, 3, 3}, {}}); }),
            "photograph: the image's shape is not the codec's");
  EXPECT_EQ(sentence_of([&] { codec.push(s, drawn_landscape(3, 4, 1)); }),
            "photograph: the image's shape is not the codec's");
  EXPECT_TRUE(s.is_fresh());
  EXPECT_EQ(sentence_of([] { photograph_codec{small_pixel_model(), {3, 0, 3}, blended}; }),
            "adaptive_pixels: images of 1 to 2^28 numbers");
  EXPECT_EQ(sentence_of([] { photograph_codec{small_pixel_model(), {1, 1u << 30, 3}, blended}; }),
            "adaptive_pixels: images of 1 to 2^28 numbers");
}

/// Fits would take 6 kB for each of its columns.
TEST(photograph, that_is_too_wide_for_fits_is_coded_otherwise) {
  image x{{1, adaptive_pixels_codec::most_columns + 1, 1}, {}};
  for (std::uint32_t i = 0; i < x.shape.width; ++i)
    x.pixels.push_back(static_cast<std::uint8_t>(100 + i % 90 + i % 7));
  EXPECT_EQ(number_of_way(x), 4u);
  bits_a_number(x, contexts);
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { photograph_codec(small_pixel_model(), x.shape, single).pop(s); }),
            "adaptive_pixels: images of at most 2^16 columns");
  EXPECT_EQ(number_of_way(noise(1, adaptive_pixels_codec::most_columns + 1, 1)), 5u);
}

/// The first two rows for one another.
TEST(photograph, that_is_upside_down_is_noticed) {
  const auto broken = codec_of<image>(
      [](auto& s, image x) {
        std::swap(x.pixels[0], x.pixels[1]);
        narrow({2, 1, 1}, blended).push(s, x);
      },
      [](auto& s) { return narrow({2, 1, 1}, blended).pop(s); });
  const auto names = testing::names(testing::broken_laws(testing::laws_of(broken), pictures({2, 1, 1}), 20));
  for (const std::string& law : testing::broken_on(testing::wider_stacks, testing::both_inverses))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

const coder& small_coder() {
  static const auto made = adaptive_pixels_entry().load(testing::golden_path("models/pixels.safetensors"));
  return *made;
}

TEST(adaptive_pixels_coder, brings_pictures_back) {
  const image_set some{drawn_landscape(20, 30, 1),
                       diagram(12, 15),
                       {{5, 4, 1}, std::vector<std::uint8_t>(20, 3)},
                       noise(9, 8, 3),
                       speckled(50, 60),
                       drawn_landscape(25, 25, 2)};
  testing::expect_round_trips(small_coder(), some);
  testing::expect_round_trips(small_coder(), some, {.parameters = {{"effort", 1}}});
  EXPECT_EQ(small_coder().decompress(small_coder().compress(image_set{}, {})), data_set{image_set{}});
}

TEST(adaptive_pixels_coder, says_what_it_is) {
  EXPECT_EQ(small_coder().codec(), "adaptive_pixels");
  EXPECT_EQ(small_coder().model(), "pixels");
  EXPECT_NE(small_coder().objection(byte_string{'a'}), "");
  EXPECT_EQ(small_coder().objection(image_set{drawn_landscape(5, 5, 1)}), "");
  EXPECT_NE(small_coder().objection(image_set{{{2, 2, 2}, std::vector<std::uint8_t>(8)}}), "");
  for (const std::uint64_t effort : {0u, 3u})
    EXPECT_THROW(
        small_coder().compress(image_set{drawn_landscape(5, 5, 1)}, {.parameters = {{"effort", effort}}}),
        domain_error);
}

/// Of small images it learns too little to stand for what learns from one to the next.
TEST(adaptive_pixels_coder, stands_for_contexts_on_large_images_alone) {
  const image_set large{drawn_landscape(64, 86, 1), drawn_landscape(64, 86, 2)},
      small{drawn_landscape(64, 85, 1)};
  const auto tried = [](const image_set& images) {
    std::vector<std::unique_ptr<coder>> both;
    both.push_back(context_mixing_entry().make());
    both.push_back(adaptive_pixels_entry().load(testing::golden_path("models/pixels.safetensors")));
    return best_first(std::move(both), images);
  };
  const auto alone = tried(large);
  ASSERT_EQ(alone.size(), 1u);
  EXPECT_EQ(alone.front().coder->codec(), "adaptive_pixels");
  EXPECT_EQ(alone.front().dims, 0u) << "a single one needs no trial";
  EXPECT_EQ(tried(small).size(), 2u);
  EXPECT_EQ(tried({large[0], small[0]}).size(), 2u);
}

TEST(adaptive_pixels_coder, is_refused_when_damaged) {
  testing::expect_damage_is_noticed(
      small_coder(), format_container(small_coder().compress(image_set{drawn_landscape(24, 20, 1)}, {})),
      100);
  testing::expect_lies_are_noticed(
      small_coder(),
      small_coder().compress(image_set{drawn_landscape(9, 8, 1), diagram(5, 5)}, {.chains = 2}));
}

TEST(adaptive_pixels_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden(
      "adaptive_pixels_v1.bin",
      format_container(small_coder().compress(image_set{drawn_landscape(40, 50, 1), diagram(9, 8)}, {})));
}

}  // namespace
}  // namespace ansatz

#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <mixed_pixels/mixed_pixels.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "sentence_of.hpp"
#include "small_model.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

using testing::sentence_of;
using numbers = std::vector<std::uint8_t>;

rc::Gen<numbers> levels_of(std::size_t count) {
  return rc::gen::container<numbers>(count, rc::gen::arbitrary<std::uint8_t>());
}
rc::Gen<numbers> bits_of(std::size_t count) {
  return rc::gen::container<numbers>(count, rc::gen::inRange<std::uint8_t>(0, 2));
}

const std::vector<image_shape> two_small{{2, 3, 1}, {3, 2, 1}};
mixed_pixels_codec shallow(std::optional<mixed_pixels_model> model) {
  return {std::move(model), two_small, 7};
}

ANSATZ_LAWS(mixed_pixels_by_contexts, shallow({}), levels_of(12));
ANSATZ_LAWS(mixed_pixels_of_grey, shallow(testing::small_grey_model()), levels_of(12));
ANSATZ_LAWS(mixed_pixels_of_bits, shallow(testing::small_binary_model()), bits_of(12));

double bits_a_number(const std::optional<mixed_pixels_model>& model, const std::vector<image_shape>& shapes,
                     const numbers& x) {
  metered s{rans_stack{}};
  const auto codec = mixed_pixels(model, shapes);
  codec.push(s, x);
  const double net = s.net().to_double();
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_TRUE(s.inner().is_fresh());
  return net / static_cast<double>(std::max<std::size_t>(x.size(), 1));
}

numbers noise(std::size_t count, std::uint8_t mask) {
  numbers out(count);
  const supply words = supply::seeded(9);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<std::uint8_t>(words.word(i) >> 20 & mask);
  return out;
}

TEST(mixed_pixels, takes_any_shape) {
  for (const image_shape shape :
       {image_shape{1, 1, 1}, {1, 200, 1}, {200, 1, 1}, {7, 13, 1}, {0, 5, 1}, {5, 0, 1}}) {
    bits_a_number({}, {shape, shape}, noise(2 * shape.size(), 255));
    bits_a_number(testing::small_grey_model(), {shape, shape}, noise(2 * shape.size(), 255));
    bits_a_number(testing::small_binary_model(), {shape, shape}, noise(2 * shape.size(), 1));
  }
  bits_a_number({}, {}, {});
}

TEST(mixed_pixels, learns_what_there_is_to_learn) {
  const image_set digits = drawn_digit_images(60, 1);
  numbers x;
  std::vector<image_shape> shapes;
  for (const image& d : digits) {
    x.insert(x.end(), d.pixels.begin(), d.pixels.end());
    shapes.push_back(d.shape);
  }
  EXPECT_LT(bits_a_number({}, shapes, x), 1.6);
  EXPECT_LT(bits_a_number({}, {{60, 60, 1}}, numbers(3600, 200)), 0.2);
  EXPECT_LT(bits_a_number(testing::small_binary_model(), {{60, 60, 1}}, numbers(3600, 1)), 0.1);
}

TEST(mixed_pixels, pays_little_where_there_is_nothing) {
  EXPECT_LT(bits_a_number({}, {{64, 64, 1}}, noise(4096, 255)), 9.2);
  EXPECT_LT(bits_a_number({}, {{64, 64, 1}}, noise(4096, 1)), 1.3);
}

TEST(mixed_pixels, refuses_what_it_does_not_code) {
  EXPECT_EQ(sentence_of([] { mixed_pixels({}, {{3, 3, 3}}); }), "mixed_pixels: images are grey");
  EXPECT_EQ(sentence_of([] { mixed_pixels({}, {{1, (1u << 20) + 1, 1}}); }),
            "mixed_pixels: images have at most 2^20 columns");
  EXPECT_EQ(sentence_of([] { mixed_pixels({}, {{1u << 20, 1u << 20, 1}}); }),
            "mixed_pixels: images have at most 2^28 pixels");
  EXPECT_EQ(sentence_of([] { mixed_pixels({}, std::vector<image_shape>(3, {1u << 14, 1u << 13, 1})); }),
            "mixed_pixels: more than 2^28 pixels");
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { mixed_pixels({}, two_small).push(s, {1, 2}); }),
            "mixed_pixels: not as many numbers as the images have");
  EXPECT_EQ(sentence_of([&] { mixed_pixels(testing::small_binary_model(), {{1, 2, 1}}).push(s, {1, 2}); }),
            "mixed_pixels: the model's pixels are 0 and 1");
  EXPECT_TRUE(s.is_fresh());
}

/// Whatever lies on a stack is images.
TEST(mixed_pixels, decodes_anything) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    rans_stack s{supply::seeded(seed)};
    const auto codec = mixed_pixels(testing::small_grey_model(), {{9, 7, 1}, {4, 4, 1}});
    const rans_stack before = s;
    const numbers x = codec.pop(s);
    EXPECT_EQ(x.size(), 79u);
    codec.push(s, x);
    EXPECT_EQ(s, before);
  }
}

/// A decoder has the images in the other order.
TEST(mixed_pixels, that_goes_another_way_is_noticed) {
  const auto broken = codec_of<numbers>(
      [](auto& s, numbers x) {
        std::ranges::reverse(x);
        shallow({}).push(s, x);
      },
      [](auto& s) { return shallow({}).pop(s); });
  const auto names = testing::names(testing::broken_laws(testing::laws_of(broken), levels_of(12), 10));
  for (const std::string& law : testing::broken_on(testing::wider_stacks, testing::both_inverses))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

class mixed_pixels_bytes : public testing::each_target {};
TEST_P(mixed_pixels_bytes, are_the_same) {
  const auto bytes = [](std::optional<mixed_pixels_model> model, std::uint8_t mask) {
    numbers x = noise(600, mask);
    for (std::size_t i = 0; i < x.size(); i += 3) x[i] = 0;
    const std::string hex = testing::bytes_of(mixed_pixels(std::move(model), {{10, 30, 1}, {30, 10, 1}}), x);
    return hash_hex(hash64(std::as_bytes(std::span{hex})));
  };
  EXPECT_EQ(bytes({}, 255), "777b1a0106c65609");
  EXPECT_EQ(bytes(testing::small_grey_model(), 255), "2864f00ed1842cff");
  EXPECT_EQ(bytes(testing::small_binary_model(), 1), "77fd6c98e03d7a2c");
}
INSTANTIATE_TEST_SUITE_P(of, mixed_pixels_bytes, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz

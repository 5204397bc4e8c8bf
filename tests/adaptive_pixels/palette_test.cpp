#include <adaptive_pixels/palette.hpp>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "sentence_of.hpp"

namespace ansatz {

inline std::ostream& operator<<(std::ostream& out, const palette_image& x) {
  for (const std::uint32_t c : x.colours) out << c << ' ';
  out << ':';
  for (const std::uint8_t n : x.numbers) out << ' ' << unsigned{n};
  return out;
}

namespace {

using testing::sentence_of;

rc::Gen<palette_image> palettes(image_shape shape) {
  return rc::gen::apply(
      [=](std::vector<std::uint32_t> colours, std::uint32_t first, std::vector<std::uint8_t> numbers) {
        colours.push_back(first);
        for (std::uint32_t& c : colours) c &= shape.channels == 1 ? 0xff : 0xffffff;
        colours.resize(std::min<std::size_t>(colours.size(), 256));
        return palette_image{std::move(colours), std::move(numbers)};
      },
      rc::gen::arbitrary<std::vector<std::uint32_t>>(), rc::gen::arbitrary<std::uint32_t>(),
      rc::gen::container<std::vector<std::uint8_t>>(std::size_t{shape.height} * shape.width,
                                                    rc::gen::arbitrary<std::uint8_t>()));
}
ANSATZ_LAWS(palette_in_grey, palette_codec({2, 3, 1}), palettes({2, 3, 1}));
ANSATZ_LAWS(palette_in_colour, palette_codec({2, 2, 3}), palettes({2, 2, 3}));

TEST(palette, names_each_colour_of_an_image_once) {
  const image x{{1, 4, 3}, {9, 1, 2, 0, 0, 0, 9, 1, 2, 1, 0, 255}};
  const auto p = palette_of(x);
  ASSERT_TRUE(p);
  EXPECT_EQ(p->colours, (std::vector<std::uint32_t>{0, 0x1ff, 0x10902}));
  EXPECT_EQ(p->numbers, (std::vector<std::uint8_t>{2, 0, 2, 1}));
  EXPECT_EQ(image_of(*p, x.shape), x);
  EXPECT_TRUE(palette_of(x, 3));
  EXPECT_FALSE(palette_of(x, 2));
  image all{{16, 16, 1}, {}};
  for (int i = 0; i < 256; ++i) all.pixels.push_back(static_cast<std::uint8_t>(i * 7));
  EXPECT_EQ(image_of(*palette_of(all), all.shape), all);
}

TEST(palette, is_told_in_one_way_alone) {
  const auto refused = [](palette_image p) { return sentence_of([&] { image_of(p, {1, 2, 1}); }); };
  EXPECT_EQ(refused({{1, 2}, {0, 1}}), "nothing");
  EXPECT_EQ(refused({{2, 1}, {0, 1}}), "a palette is not in ascending order");
  EXPECT_EQ(refused({{1, 1}, {0, 1}}), "a palette is not in ascending order");
  EXPECT_EQ(refused({{1, 2}, {0, 2}}), "a pixel has a colour that the palette has not");
  EXPECT_EQ(refused({{1, 2}, {0, 0}}), "a palette has a colour that no pixel has");
}

TEST(palette, refuses_none_and_too_many) {
  rans_stack s;
  const palette_codec codec{{1, 2, 3}};
  EXPECT_EQ(sentence_of([&] { codec.push(s, {{}, {0, 0}}); }), "palette: 1 to 256 colours");
  EXPECT_EQ(sentence_of([&] { codec.push(s, {std::vector<std::uint32_t>(257), {0, 0}}); }),
            "palette: 1 to 256 colours");
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(codec.push(s, {{1u << 24}, {0, 0}}), domain_error);
}

TEST(palette, takes_what_it_says) {
  metered s{rans_stack{}};
  palette_codec{{30, 30, 3}}.push(s, {{5, 6, 7}, std::vector<std::uint8_t>(900, 1)});
  for (const ledger_entry& e : s.ledger()) {
    if (e.label == "palette") {
      EXPECT_EQ(e.net(), bits::whole(8 + 3 * 24));
    }
    if (e.label == "numbers") {
      EXPECT_LT(e.net(), bits::whole(200));
    }
  }
}

/// Its colours from the last one on.
TEST(palette, that_is_read_backwards_is_noticed) {
  const auto broken =
      codec_of<palette_image>([](auto& s, const palette_image& x) { palette_codec({1, 1, 1}).push(s, x); },
                              [](auto& s) {
                                palette_image x = palette_codec({1, 1, 1}).pop(s);
                                std::ranges::reverse(x.colours);
                                return x;
                              });
  const auto names = testing::names(testing::broken_laws(testing::laws_of(broken), palettes({1, 1, 1}), 50));
  for (const std::string& law : testing::broken_on(testing::wider_stacks, testing::both_inverses))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

}  // namespace
}  // namespace ansatz

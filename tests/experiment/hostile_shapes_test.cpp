#include <gtest/gtest.h>

#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <common/memory.hpp>
#include <registry/registry.hpp>

namespace ansatz::experiment {
namespace {

/// Of one image: its height, width and channels, as `chunk::items` has them.
std::vector<std::byte> description_of(std::uint64_t height, std::uint64_t width, std::uint64_t channels) {
  std::vector<std::byte> out;
  for (std::uint64_t n : {std::uint64_t{1}, height, width, channels}) {
    for (; n >= 128; n >>= 7) out.push_back(static_cast<std::byte>(n % 128 + 128));
    out.push_back(static_cast<std::byte>(n));
  }
  return out;
}

/// The chunk of a small image says that it holds a large one: an error, in little memory.
void expect_bounded(const coder& c, const image& small, const coding_options& how) {
  const chunk good = c.compress_chunk(image_set{small}, 0, how);
  constexpr std::uint64_t giga = 1'000'000'000, channels = 3, side = 1 << 14, pixels = 1 << 28;
  const std::uint64_t of = small.shape.channels;
  for (const auto& [height, width] :
       std::initializer_list<std::pair<std::uint64_t, std::uint64_t>>{{giga, giga},
                                                                      {~std::uint64_t{0}, ~std::uint64_t{0}},
                                                                      {1, pixels},
                                                                      {pixels, 1},
                                                                      {side, side},
                                                                      {3, pixels / channels},
                                                                      {1, 1 << 16}}) {
    chunk bad = good;
    bad.items = description_of(height, width, of);
    const memory_watch watch;
    for (const bool billed : {false, true}) {
      std::vector<item_bill> bills;
      EXPECT_THROW(billed ? c.decompress_chunk(bad, bills) : c.decompress_chunk(bad), corrupt_error)
          << c.codec() << ": " << height << " by " << width;
    }
    if (watch.peak()) {
      EXPECT_LT(*watch.peak(), 800'000'000u) << c.codec() << ": " << height << " by " << width;
    }
  }
}

TEST(hostile_shapes, are_refused_in_bounded_memory) {
  // Of little, so that a stream ends before anything is learnt, by which it could go on for long.
  const image grey{{1, 1, 1}, {77}}, colour{{1, 1, 3}, {9, 200, 40}};
  image few{{50, 50, 3}, {}}, noise{{20, 20, 3}, {}};
  for (std::size_t i = 0; i < few.shape.size(); ++i)
    few.pixels.push_back(static_cast<std::uint8_t>(i / 3 * i / 3 % 5 * 50));
  for (std::size_t i = 0; i < noise.shape.size(); ++i)
    noise.pixels.push_back(static_cast<std::uint8_t>(i * i * 0x9e3779b9 >> 11));
  for (const codec_entry& e : registered_codecs()) {
    if (e.name != "adaptive_pixels" && e.name != "context_mixing") continue;
    const auto c = e.make ? e.make() : e.load(e.models->named("photographs"));
    for (const image& x : {grey, colour, few, noise}) expect_bounded(*c, x, {});
    if (!e.make) expect_bounded(*c, colour, {.parameters = {{"effort", 1}}});
  }
}

}  // namespace
}  // namespace ansatz::experiment

#include <gtest/gtest.h>

#include <ansatz/archive/registry.hpp>
#include <common/image_formats.hpp>
#include <registry/registry.hpp>

#include "drawn_pictures.hpp"

namespace ansatz::experiment {
namespace {

/// By how many bytes a file's frame may exceed a PNG's: container, chunk and index take 126 or more, a PNG 57.
constexpr double frame = 72;

/// Never larger than a PNG and 1 %, but for the frame; and as it was.
TEST(any_picture, takes_no_more_than_a_png) {
  const auto& entry = find_codec(registered_codecs(), "adaptive_pixels");
  const auto coder = entry.load(entry.models->named("photographs"));
  for (const auto& [name, x] : testing::pictures_of_any_kind(128))
    for (const std::uint64_t effort : {1u, 2u}) {
      const auto bytes =
          format_container(coder->compress(image_set{x}, {.parameters = {{"effort", effort}}}));
      EXPECT_EQ(coder->decompress(parse_container(bytes)), data_set{image_set{x}}) << name;
      EXPECT_LE(static_cast<double>(bytes.size()), 1.01 * static_cast<double>(png_of(x).size()) + frame)
          << name << ", effort " << effort;
    }
}

/// The program takes whatever codes the first items best.
TEST(any_picture, takes_no_more_by_the_coder_that_is_chosen) {
  for (const auto& [name, x] : testing::pictures_of_any_kind(40)) {
    const auto tried = best_first(all_coders(registered_codecs(), {}), image_set{x});
    const auto bytes = format_container(tried.front().coder->compress(image_set{x}, {}));
    EXPECT_LE(static_cast<double>(bytes.size()), 1.01 * static_cast<double>(png_of(x).size()) + frame)
        << name << " by " << tried.front().coder->codec();
  }
}

}  // namespace
}  // namespace ansatz::experiment

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <hierarchy/hierarchy_archive.hpp>
#include <hierarchy/hierarchy_losses.hpp>
#include <hierarchy/hierarchy_models.hpp>
#include <set>

#include "card.hpp"
#include "data.hpp"

namespace ansatz {
namespace {

using testing::card_of;

TEST(hierarchy_models, fit_their_names_and_cards) {
  std::uint64_t size = 0;
  std::set<std::size_t> levels;
  bool binary = false, top_down = false;
  for (const auto& path : hierarchy_folder().models()) {
    const named_hierarchy m = load_hierarchy(path);  // checks the fingerprint in the name
    EXPECT_EQ(shipped_hierarchy(m.model.fingerprint()).name, path.stem());
    const auto card = card_of(path);
    EXPECT_EQ(card.at("model"), m.name);
    EXPECT_EQ(card.at("multiply_adds_per_image"), m.model.multiply_adds());
    EXPECT_LE(m.model.multiply_adds(), 120'000'000u);
    EXPECT_LE(m.bytes, 3'000'000u);
    for (const char* field : {"command", "training", "images_hash", "held_out", "test"})
      EXPECT_TRUE(card.contains(field)) << field;
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path{path}.replace_extension(".svg")));
    size += m.bytes;
    if (!m.model.binary() && !m.model.top_down()) levels.insert(m.model.levels());
    binary = binary || m.model.binary();
    top_down = top_down || m.model.top_down();
  }
  EXPECT_EQ(levels, (std::set<std::size_t>{1, 2, 4, 8}));
  EXPECT_TRUE(binary && top_down);
  EXPECT_LE(size, 8'000'000u);
}

TEST(hierarchy_models, are_chosen_by_what_codes_the_images_best) {
  idx_array images = digits(3, 5);
  const named_hierarchy grey = shipped_hierarchy_for(images, false);
  EXPECT_FALSE(grey.model.binary() || grey.model.top_down());
  EXPECT_TRUE(shipped_hierarchy_for(images, true).model.top_down());
  images.data = binarize(images.data, 5);
  EXPECT_TRUE(shipped_hierarchy_for(images, false).model.binary());
  EXPECT_FALSE(shipped_hierarchy_for({{0, 28, 28}, {}}, false).model.binary()) << "of no images any will do";
  EXPECT_THROW(shipped_hierarchy_for({{1, 2, 2}, {1, 2, 3, 4}}, false), domain_error);
  EXPECT_THROW(shipped_hierarchy(1), error);
}

/// The card's -ELBO, on a part of the test set, one draw of the latents.
TEST(hierarchy_models, have_the_rates_on_their_cards) {
  const auto path_of_images = testing::data_path("mnist/t10k-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(path_of_images);
  constexpr std::size_t some = 5000, apart = 50, pixels = 784;
  const idx_array all = parse_idx(read_maybe_gzip(path_of_images));
  for (const auto& path : hierarchy_folder().models()) {
    const named_hierarchy m = load_hierarchy(path);
    const auto data = m.model.binary() ? binarize(all.data, 0) : all.data;
    std::vector<std::uint8_t> x;
    for (std::size_t i = 0; i < 2 * some; i += apart)
      x.insert(x.end(), data.begin() + static_cast<std::ptrdiff_t>(i * pixels),
               data.begin() + static_cast<std::ptrdiff_t>((i + 1) * pixels));
    const double rate = static_cast<double>(losses_of(safetensors::load(path), x).ideal.q24) / bits::one /
                        static_cast<double>(x.size());
    EXPECT_NEAR(rate / card_of(path).at("test").at("bits_per_dim").get<double>(), 1, 0.05) << path;
  }
}

TEST(hierarchy_models, that_are_not_what_their_names_say_are_refused) {
  const auto folder = std::filesystem::temp_directory_path() / "ansatz-hierarchies-test";
  std::filesystem::create_directories(folder);
  const auto copy = folder / "mine-0123456789abcdef.safetensors";
  write_file_atomically(copy, read_file(hierarchy_folder().models().front()));
  EXPECT_THROW(load_hierarchy(copy), corrupt_error);
  std::filesystem::rename(copy, folder / "mine.safetensors");
  EXPECT_NO_THROW(load_hierarchy(folder / "mine.safetensors"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ansatz

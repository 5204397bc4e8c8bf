#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/models.hpp>
#include <cstdlib>

#include "card.hpp"
#include "data.hpp"
#include "tiny_vae.hpp"

namespace ansatz {
namespace {

using testing::card_of;

TEST(models, are_four_that_fit_their_names_and_cards) {
  ASSERT_GE(vae_folder().models().size(), 4u);
  std::uint64_t size = 0;
  for (const auto& path : vae_folder().models()) {
    const named_vae m = load_vae(path);  // checks the fingerprint in the name
    EXPECT_EQ(m.name, path.stem());
    EXPECT_EQ(m.net.fingerprint(), shipped_model(m.net.fingerprint()).net.fingerprint());
    size += m.weights.size();
    const auto card = card_of(path);
    EXPECT_EQ(card.at("model"), m.name);
    for (const char* field : {"command", "training", "images", "images_hash", "epochs", "test"})
      EXPECT_TRUE(card.contains(field)) << field;
  }
  EXPECT_LE(size, 6'000'000u);
}

TEST(models, have_the_rates_on_their_cards_on_drawn_digits) {
  int found = 0;
  for (const auto& path : vae_folder().models()) {
    const auto test = card_of(path).at("test");
    if (test.at("images") != "digits") continue;
    ++found;
    idx_array images = digits(10000, 2);
    EXPECT_EQ(hash_hex(hash64(std::as_bytes(std::span{images.data}))), test.at("hash"));
    images.data.resize(1000 * 784);
    const named_vae m = load_vae(path);
    if (m.net.observation() == likelihood::bernoulli) images.data = binarize(images.data, 0);
    const double rate =
        static_cast<double>(negative_elbo(m.weights, images.data).q24) / bits::one / (1000 * 784);
    EXPECT_NEAR(rate / test.at("negative_elbo_bits_per_dim").get<double>(), 1, 0.03)
        << "a tenth of the images";
  }
  EXPECT_EQ(found, 2);
}

TEST(models, have_the_rates_on_their_cards_on_mnist) {
  const auto path_of_images = testing::data_path("mnist/t10k-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(path_of_images);
  const idx_array images = parse_idx(read_maybe_gzip(path_of_images));
  for (const auto& path : vae_folder().models()) {
    const auto test = card_of(path).at("test");
    if (test.at("images") == "digits") continue;
    const named_vae m = load_vae(path);
    if (m.net.observation() != likelihood::bernoulli) continue;  // seconds, the other kind takes a minute
    const double total =
        static_cast<double>(negative_elbo(m.weights, binarize(images.data, 0)).q24) / bits::one;
    EXPECT_NEAR(total / static_cast<double>(images.data.size()),
                test.at("negative_elbo_bits_per_dim").get<double>(), 1e-6);
  }
}

TEST(models, are_chosen_by_what_codes_the_images_best) {
  idx_array images = digits(20, 5);
  const named_vae grey = shipped_model_for(images);
  EXPECT_TRUE(grey.name.starts_with("digits_grey-")) << grey.name;
  images.data = binarize(images.data, 5);
  const named_vae binary = shipped_model_for(images);
  EXPECT_TRUE(binary.name.starts_with("digits_binary-")) << binary.name;
}

TEST(models, for_images_of_another_size_there_are_none) {
  EXPECT_THROW(shipped_model_for(idx_array{{1, 2, 2}, {1, 2, 3, 4}}), domain_error);
  EXPECT_THROW(shipped_model(1), error);
}

TEST(models, that_are_not_what_their_names_say_are_refused) {
  const auto folder = std::filesystem::temp_directory_path() / "ansatz-models-test";
  std::filesystem::create_directories(folder / "bb_ans");
  const auto file = folder / "bb_ans" / "tiny-0123456789abcdef.safetensors";
  write_file_atomically(file, testing::tiny_vae_bytes(12, 7, 3, 1));
  EXPECT_THROW(load_vae(file), corrupt_error);
  ::setenv("ANSATZ_MODELS", folder.c_str(), 1);
  EXPECT_THROW(shipped_model(0x0123456789abcdef), corrupt_error);
  ::setenv("ANSATZ_MODELS", (folder / "none").c_str(), 1);
  EXPECT_THROW(vae_folder().models(), error);
  ::unsetenv("ANSATZ_MODELS");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ansatz

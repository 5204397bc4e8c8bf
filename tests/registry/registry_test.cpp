#include <gtest/gtest.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/image_files.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <cstdlib>
#include <hierarchy/colour_coder.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <registry/registry.hpp>
#include <set>

#include "archive/tiny_images.hpp"
#include "card.hpp"
#include "data.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using testing::card_of;

const std::function<void(const std::string&)> no_warning = [](const std::string& what) {
  ADD_FAILURE() << what;
};

/// use(the path of a model that comes along, its coder), for each.
template <class Use>
void for_each_model(const codec_entry& codec, Use use) {
  int found = 0;
  for (const auto& path : codec.models->models())
    if (const auto c = codec.load(path)) {  // checks the fingerprint in the name
      use(path, *c);
      ++found;
    }
  EXPECT_GT(found, 0) << codec.name;
}

TEST(registry, knows_each_codec_by_one_name) {
  std::set<std::string> names;
  for (const codec_entry& c : registered_codecs()) {
    EXPECT_TRUE(names.insert(c.name).second) << c.name;
    EXPECT_EQ(&find_codec(registered_codecs(), c.name), &c);
    EXPECT_FALSE(c.summary.empty());
    EXPECT_EQ(c.models == nullptr, static_cast<bool>(c.make)) << c.name;
    EXPECT_EQ(c.models != nullptr, static_cast<bool>(c.load)) << c.name;
  }
  EXPECT_THROW(find_codec(registered_codecs(), "zip"), domain_error);
}

TEST(registry, has_models_that_fit_their_names_and_cards) {
  std::uint64_t size = 0, colours = 0;
  for (const codec_entry& codec : registered_codecs()) {
    if (codec.models == nullptr) continue;
    for_each_model(codec, [&](const fs::path& path, const coder& c) {
      EXPECT_EQ(c.model(), path.stem());
      EXPECT_EQ(c.codec(), codec.name);
      EXPECT_EQ(codec.models->model(c.fingerprint()), path);
      size += c.model_bytes();
      const auto card = card_of(path);
      EXPECT_EQ(card.at("model"), c.model());
      for (const char* field : {"command", "training", "images_hash", "test"})
        EXPECT_TRUE(card.contains(field)) << field;
      if (const auto* h = dynamic_cast<const hierarchy_coder*>(&c)) {
        EXPECT_EQ(card.at("multiply_adds_per_image"), h->networks().multiply_adds());
        EXPECT_LE(h->networks().multiply_adds(), 120'000'000u);
        EXPECT_TRUE(fs::exists(fs::path{path}.replace_extension(".svg")));
      }
      if (const auto* h = dynamic_cast<const colour_coder*>(&c)) {
        // A card says what an image of the size that was trained on takes.
        const std::uint64_t on_card = card.at("multiply_adds_per_image");
        EXPECT_TRUE(on_card == h->networks().of_size(32, 32).multiply_adds() ||
                    on_card == h->networks().of_size(64, 64).multiply_adds());
        EXPECT_LE(h->networks().of_size(64, 64).multiply_adds(), 64 * 64 * 3 * 120'000u);
        EXPECT_TRUE(fs::exists(fs::path{path}.replace_extension(".svg")));
        colours += c.model_bytes();
      }
    });
  }
  EXPECT_LE(size - colours, 14'000'000u);
  EXPECT_LE(colours, 12'000'000u);
}

TEST(registry, takes_what_really_codes_the_images_best) {
  const auto best = [](const image_set& images, std::string_view codec) {
    const codec_entry& entry = find_codec(registered_codecs(), codec);
    return std::move(best_first(all_coders(std::span{&entry, 1}, no_warning), images, 2).at(0).coder);
  };
  const image_set grey = drawn_digit_images(20, 5), binary = binarized(grey, 5);
  EXPECT_TRUE(best(grey, "bb_ans")->model().starts_with("digits_grey-"));
  EXPECT_TRUE(best(binary, "bb_ans")->model().starts_with("digits_binary-"));
  EXPECT_TRUE(best(binary, "bit_swap")->model().starts_with("mnist_binary-"));
  EXPECT_EQ(best(testing::noisy_images(3, {5, 6, 3}, 9), "context_mixing")->codec(), "context_mixing");
  const codec_entry& bb_ans = find_codec(registered_codecs(), "bb_ans");
  EXPECT_TRUE(
      best_first(all_coders(std::span{&bb_ans, 1}, no_warning), testing::noisy_images(3, {5, 6, 3}, 9))
          .empty());
}

TEST(registry, finds_what_made_a_file) {
  const image_set images = drawn_digit_images(3, 5);
  for (const codec_entry& codec : registered_codecs())
    for (const auto& c : all_coders(std::span{&codec, 1}, no_warning)) {
      if (!c->objection(images).empty()) continue;
      chunk file = c->compress_chunk(images, 0, {});
      EXPECT_EQ(coder_of(registered_codecs(), file)->decompress_chunk(file), data_set{images});
      file.model += 1;
      if (codec.models != nullptr) {
        EXPECT_THROW(coder_of(registered_codecs(), file), error);
      }
      break;
    }
  chunk file;
  file.codec = "\x1b[31m";
  try {
    coder_of(registered_codecs(), file);
    FAIL();
  } catch (const corrupt_error& e) {
    EXPECT_EQ(std::string{e.what()}.find('\x1b'), std::string::npos);
  }
}

/// A model in $ANSATZ_MODELS is one more; one that cannot be read is passed over, and said.
TEST(registry, takes_models_from_the_folder_that_is_set) {
  const fs::path folder = fs::temp_directory_path() / ("ansatz_registry." + std::to_string(::getpid()));
  fs::create_directories(folder / "bb_ans");
  const codec_entry& codec = find_codec(registered_codecs(), "bb_ans");
  const std::size_t before = all_coders(std::span{&codec, 1}, no_warning).size();
  const fs::path any = codec.models->models().front();
  write_file_atomically(folder / "bb_ans/mine-0123456789abcdef.safetensors", read_file(any));
  write_file_atomically(folder / "bb_ans/torn-0123456789abcde0.safetensors", std::vector<std::byte>(100));
  ::setenv("ANSATZ_MODELS", folder.c_str(), 1);
  std::vector<std::string> warnings;
  EXPECT_EQ(
      all_coders(std::span{&codec, 1}, [&](const std::string& what) { warnings.push_back(what); }).size(),
      before);
  ::unsetenv("ANSATZ_MODELS");
  EXPECT_EQ(warnings.size(), 2u);
  EXPECT_THROW(load_coder(registered_codecs(), folder / "bb_ans/mine-0123456789abcdef.safetensors"),
               corrupt_error);
  fs::rename(folder / "bb_ans/mine-0123456789abcdef.safetensors", folder / "mine.safetensors");
  EXPECT_EQ(load_coder(registered_codecs(), folder / "mine.safetensors")->codec(), "bb_ans");
  EXPECT_THROW(load_coder(registered_codecs(), folder / "bb_ans/torn-0123456789abcde0.safetensors"),
               corrupt_error);
  fs::remove_all(folder);
}

/// The cards' -ELBO on a part of the data that they name, one draw of the latents.
TEST(registry, has_models_with_the_rates_on_their_cards) {
  const auto mnist = testing::data_path("mnist/t10k-images-idx3-ubyte.gz");
  const image_set digits = drawn_digit_images(10000, 2),
                  handwritten = fs::exists(mnist) ? read_images(mnist) : image_set{};
  for (const char* name : {"bb_ans", "bit_swap", "hilloc"})
    for_each_model(find_codec(registered_codecs(), name), [&](const fs::path& path, const coder& c) {
      const auto test = card_of(path).at("test");
      if (dynamic_cast<const colour_coder*>(&c) != nullptr) return;  // the next test's
      const bool drawn = test.value("images", "") == "digits";
      if (!drawn && handwritten.empty()) return;
      const bool vae = std::string_view{name} == "bb_ans";
      image_set some;
      for (std::size_t i = 0; i < 10000; i += vae ? 40 : 100)
        some.push_back((drawn ? digits : handwritten)[i]);
      if (!c.objection(some).empty()) {
        const image_set all = binarized(drawn ? digits : handwritten, 0);
        for (std::size_t i = 0; i < some.size(); ++i) some[i] = all[i * (vae ? 40 : 100)];
      }
      const double rate = c.ideal(some, 0)->to_double() / static_cast<double>(dims_of(some));
      EXPECT_NEAR(rate / test.at("negative_elbo_bits_per_dim").get<double>(), 1, 0.05) << path;
    });
}

/// The card's rate is that of all squares of 64 x 64 pixels; every eighth is coded here.
TEST(registry, has_models_in_colour_with_the_rates_on_their_cards) {
  const auto kodak = testing::data_path("kodak");
  if (!fs::exists(kodak)) GTEST_SKIP() << "there is no " << kodak;
  constexpr std::uint32_t side = 64;
  image_set squares;
  std::size_t seen = 0;
  for (const image& x : read_images(kodak))
    for (std::uint32_t row = 0; row + side <= x.shape.height; row += side)
      for (std::uint32_t column = 0; column + side <= x.shape.width; column += side) {
        if (seen++ % 8 != 0) continue;
        image& square = squares.emplace_back(image{{side, side, 3}, {}});
        for (std::uint32_t r = 0; r < side; ++r) {
          const auto from = x.pixels.begin() + std::ptrdiff_t{3} * ((row + r) * x.shape.width + column);
          square.pixels.insert(square.pixels.end(), from, from + std::ptrdiff_t{3} * side);
        }
      }
  for_each_model(find_codec(registered_codecs(), "bit_swap"), [&](const fs::path& path, const coder& c) {
    const auto test = card_of(path).at("test");
    if (dynamic_cast<const colour_coder*>(&c) == nullptr || test.value("images", "") != "kodak") return;
    coding_account account;
    (void)c.compress(squares, {.chains = 1, .threads = 2}, &account);
    const double rate = account.net.to_double() / static_cast<double>(dims_of(squares));
    EXPECT_NEAR(rate / test.at("negative_elbo_bits_per_dim").get<double>(), 1, 0.05) << path;
  });
}

}  // namespace
}  // namespace ansatz

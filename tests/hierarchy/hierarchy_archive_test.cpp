#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <cstdlib>
#include <hierarchy/hierarchy_archive.hpp>
#include <hierarchy/plain_images.hpp>

#include "data.hpp"
#include "hierarchy/random_hierarchy.hpp"
#include "hierarchy/tiny_images.hpp"
#include "io/reseal.hpp"

namespace ansatz {
namespace {

using testing::random_hierarchy;

ANSATZ_LAWS(plain_images_from_level_to_level, plain_images(random_hierarchy("bit_swap", "grey", 2)),
            testing::tiny_images(false));
ANSATZ_LAWS(plain_images_from_the_top_down, plain_images(random_hierarchy("hilloc", "binary", 3)),
            testing::tiny_images(true));

/// Of 8x8 pixels, brighter to the right.
idx_array images(std::uint64_t count, bool binary) {
  idx_array out{{count, 8, 8}, {}};
  for (std::uint64_t i = 0; i < 64 * count; ++i) {
    const std::uint64_t noise = supply::seeded(8).word(i) >> 20;
    out.data.push_back(static_cast<std::uint8_t>(binary ? noise % 8 < i % 8 : 20 * (i % 8) + noise % 90));
  }
  return out;
}

hierarchy_options options(std::uint64_t chains, unsigned threads = 1) {
  return {.chains = chains, .seed = 3, .threads = threads};
}

TEST(hierarchy_archive, brings_every_image_back_by_any_inference_chains_and_threads) {
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary"})
      for (const std::uint64_t chains : {1u, 3u}) {
        const hierarchy m = random_hierarchy(inference, pixels, 2);
        const idx_array some = images(12, m.binary());
        const auto bytes = format_container(compress_images(m, some, options(chains)));
        EXPECT_EQ(format_container(compress_images(m, some, options(chains, 3))), bytes)
            << "threads change the bytes";
        EXPECT_EQ(decompress_images(m, parse_container(bytes), 2), some) << inference << ' ' << pixels;
      }
}

TEST(hierarchy_archive, of_no_images_and_of_one_comes_back) {
  const hierarchy m = random_hierarchy("bit_swap", "grey", 2);
  for (const std::uint64_t count : {0u, 1u}) {
    const idx_array few = images(count, false);
    EXPECT_EQ(decompress_images(m, parse_container(format_container(compress_images(m, few, options(1))))),
              few);
  }
}

/// A chain begins with images that take no bits, as few as give enough; an image alone is one of them.
TEST(hierarchy_archive, pays_no_initial_bits) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const hierarchy m = random_hierarchy(inference, "grey", 2);
    const auto plain = plain_images(m);
    for (const std::uint64_t count : {1u, 20u}) {
      const idx_array some = images(count, false);
      image_account account;
      const container file = compress_images(m, some, options(1), &account);
      EXPECT_LT(account.initial, bits::whole(33)) << inference;
      EXPECT_GE(file.chains[0].start, 1u);
      EXPECT_LT(file.chains[0].start, 5u);
      if (count == 1) {
        const bits alone = cost(plain, some.data);
        EXPECT_LT(bits::whole(static_cast<std::int64_t>(8 * file.chains[0].stack.size())),
                  alone + bits::whole(40));
      }
    }
  }
}

TEST(hierarchy_archive, accounts_for_its_bits) {
  const hierarchy m = random_hierarchy("hilloc", "grey", 2);
  image_account account;
  std::uint64_t told = 0;
  const container file =
      compress_images(m, images(20, false), options(2), &account, [&](std::uint64_t n) { told += n; });
  EXPECT_EQ(told, 20u);
  bits sum;
  for (const auto& [label, part] : account.ledger) sum += part;
  EXPECT_LE(std::abs((sum - account.net).q24), 100);
  std::int64_t stored = 0;
  for (const auto& chain : file.chains) stored += 8 * static_cast<std::int64_t>(chain.stack.size());
  const bits gap = bits::whole(stored) - account.net - account.initial;
  EXPECT_GT(gap, bits::whole(-2 * 40));
  EXPECT_LT(gap, bits::whole(2 * (40 + 32)));
}

TEST(hierarchy_archive, samples_depend_on_the_seed_alone) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const hierarchy m = random_hierarchy(inference, "grey", 3);
    EXPECT_EQ(sample_images(m, 5, 3), sample_images(m, 5, 3));
    EXPECT_NE(sample_images(m, 5, 3), sample_images(m, 5, 4));
  }
}

TEST(hierarchy_archive, refuses_images_that_are_not_the_models) {
  const hierarchy m = random_hierarchy("bit_swap", "binary", 2);
  EXPECT_THROW(compress_images(m, images(3, false), options(1)), domain_error);
  EXPECT_THROW(compress_images(m, {{2, 5}, std::vector<std::uint8_t>(10)}, options(1)), domain_error);
  EXPECT_THROW(compress_images(m, images(3, true), options(0)), domain_error);
  EXPECT_THROW(compress_images(m, images(3, true), options(4)), domain_error);
}

/// A damaged file is refused with a corrupt_error; nothing else may happen.
void expect_refused(const hierarchy& m, const std::vector<std::byte>& bytes, const std::string& what) {
  try {
    decompress_images(m, parse_container(bytes));
    ADD_FAILURE() << what << ": accepted";
  } catch (const corrupt_error&) {
  } catch (const std::exception& e) {
    ADD_FAILURE() << what << ": " << e.what();
  }
}

TEST(hierarchy_archive, is_refused_with_another_model) {
  const auto bytes = format_container(
      compress_images(random_hierarchy("bit_swap", "grey", 2), images(3, false), options(1)));
  expect_refused(random_hierarchy("bit_swap", "grey", 3), bytes, "levels");
  expect_refused(random_hierarchy("hilloc", "grey", 2), bytes, "inference");
}

TEST(hierarchy_archive, is_refused_when_cut_or_with_any_of_100_bits_flipped) {
  for (const char* inference : {"bit_swap", "hilloc"}) {
    const hierarchy m = random_hierarchy(inference, "grey", 2);
    const auto bytes = format_container(compress_images(m, images(8, false), options(2)));
    for (std::size_t i = 0; i < 16; ++i) {
      const std::vector<std::byte> cut(bytes.begin(),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() * i / 16));
      expect_refused(m, cut, "cut");
      expect_refused(m, testing::reseal(cut), "cut and resealed");
    }
    for (std::uint64_t i = 0; i < 100; ++i) {
      const std::uint64_t bit = supply::seeded(4).word(i) % (8 * bytes.size());
      auto flipped = bytes;
      flipped[bit / 8] ^= std::byte{1} << (bit % 8);
      expect_refused(m, flipped, "bit " + std::to_string(bit));
      const auto resealed = testing::reseal(flipped);
      if (resealed != bytes) expect_refused(m, resealed, "bit " + std::to_string(bit) + " resealed");
    }
  }
}

TEST(hierarchy_archive, is_refused_where_its_header_lies) {
  const hierarchy m = random_hierarchy("bit_swap", "grey", 2);
  const container good = compress_images(m, images(8, false), options(2));
  const auto lie = [&](const char* what, auto change) {
    container bad = good;
    change(bad);
    expect_refused(m, format_container(bad), what);
  };
  lie("codec", [](container& c) { c.codec = "hilloc"; });
  lie("lanes", [](container& c) { c.lanes = 8; });
  lie("block", [](container& c) { c.block = 2; });
  lie("a parameter", [](container& c) { c.parameters["extra"] = 1; });
  lie("shape", [](container& c) { c.shape = {65}; });
  lie("seed", [](container& c) { c.seed = 1; });
  lie("taken", [](container& c) { c.chains[0].taken += 1; });
  lie("taken beyond everything", [](container& c) { c.chains[0].taken = ~std::uint64_t{0}; });
  lie("more to start", [](container& c) { c.chains[0].start += 1; });
  lie("nothing to start", [](container& c) { c.chains[0].start = 0; });
  lie("fewer images", [](container& c) { c.chains[1].count -= 1; });
  lie("many more images", [](container& c) { c.chains[1].count += 10000; });
  lie("chains swapped", [](container& c) { std::swap(c.chains[0], c.chains[1]); });
  lie("original", [](container& c) { c.original ^= 1; });
}

TEST(hierarchy_archive, has_the_bytes_of_format_version_0) {
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary"}) {
      const hierarchy m = random_hierarchy(inference, pixels, 2);
      const auto bytes = format_container(compress_images(m, images(8, m.binary()), options(2)));
      const std::string name = std::string{inference} + "_" + pixels + "_v0.bin";
      if (std::getenv("ANSATZ_WRITE_GOLDEN") != nullptr) write_file_atomically(testing::golden_path(name), bytes);
      EXPECT_EQ(bytes, read_file(testing::golden_path(name))) << name;
    }
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/stack/supply.hpp>
#include <bb_ans/archive.hpp>
#include <cstdlib>

#include "data.hpp"
#include "io/reseal.hpp"
#include "tiny_vae.hpp"

namespace ansatz {
namespace {

const vae binary{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 1))};
const vae grey{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 2))};

idx_array images(std::uint64_t count, std::uint64_t values) {
  idx_array out{{count, 3, 4}, {}};
  for (std::uint64_t i = 0; i < 12 * count; ++i)
    out.data.push_back(static_cast<std::uint8_t>((supply::seeded(8).word(i) >> 20) % values));
  return out;
}
const idx_array black_and_white = images(50, 2), shades = images(50, 256);

/// Eight lanes, which these few images have bits for.
bb_ans_options options(std::uint64_t block, std::uint64_t chains, unsigned threads) {
  bb_ans_options o;
  o.block = block;
  o.chains = chains;
  o.lanes = 8;
  o.threads = threads;
  return o;
}

TEST(archive, brings_every_image_back_at_any_block_chains_and_threads) {
  for (const std::uint64_t block : {1u, 3u, 8u, 64u})
    for (const std::uint64_t chains : {1u, 3u, 7u}) {
      const auto bytes = format_container(compress_images(grey, shades, options(block, chains, 1)));
      EXPECT_EQ(format_container(compress_images(grey, shades, options(block, chains, 4))), bytes)
          << "threads change the bytes";
      for (const unsigned threads : {1u, 4u})
        EXPECT_EQ(decompress_images(grey, parse_container(bytes), threads), shades);
      const auto file = compress_images(binary, black_and_white, options(block, chains, 2));
      EXPECT_EQ(decompress_images(binary, file), black_and_white);
    }
}

TEST(archive, brings_every_image_back_on_any_number_of_lanes) {
  const idx_array many = images(1000, 256);
  for (const std::uint64_t lanes : {1u, 8u, 16u, 32u, 64u}) {
    bb_ans_options o = options(8, 2, 1);
    o.lanes = lanes;
    const container file = compress_images(grey, many, o);
    EXPECT_EQ(decompress_images(grey, parse_container(format_container(file))), many);
    EXPECT_LT(file.chains[0].start, lanes == 1 ? 1U : 200U) << "the lanes were not used";
  }
  bb_ans_options o;
  o.lanes = 4;
  EXPECT_THROW(compress_images(grey, many, o), domain_error);
}

/// Heads are popped only from what was pushed: lanes take no bits from the supply.
TEST(archive, lanes_cost_no_initial_bits) {
  for (const std::uint64_t count : {1u, 50u, 1000u}) {
    const idx_array some = images(count, 256);
    const auto cost = [&](std::uint64_t lanes) {
      bb_ans_options o = options(4, 1, 1);
      o.lanes = lanes;
      image_account account;
      const container file = compress_images(grey, some, o, &account);
      EXPECT_EQ(file.chains[0].taken, compress_images(grey, some, options(4, 1, 1)).chains[0].taken);
      return static_cast<double>(file.chains[0].stack.size());
    };
    EXPECT_NEAR(cost(64), cost(1), 40);
  }
}

TEST(archive, of_no_images_and_of_one_comes_back) {
  for (const std::uint64_t count : {0u, 1u}) {
    const idx_array few = images(count, 2);
    EXPECT_EQ(decompress_images(binary, parse_container(format_container(compress_images(binary, few, {})))),
              few);
  }
}

TEST(archive, accounts_for_its_bits) {
  image_account account;
  const container file = compress_images(grey, shades, options(4, 2, 1), &account);
  bits sum;
  for (const auto& [label, part] : account.ledger) sum += part;
  EXPECT_EQ(account.ledger.size(), 4u);  // and the heads
  EXPECT_LE(std::abs((sum - account.net).q24), 100);
  std::int64_t stored = 0;
  for (const auto& chain : file.chains) stored += 8 * static_cast<std::int64_t>(chain.stack.size());
  // What is stored lies above the deepest point: net and initial bits, and each chain's head.
  const bits gap = bits::whole(stored) - account.net - account.initial;
  EXPECT_GT(gap, bits::whole(-2 * 40));
  EXPECT_LT(gap, bits::whole(2 * (40 + 32)));
}

TEST(archive, samples_depend_on_the_seed_alone) {
  EXPECT_EQ(sample_images(grey, 20, 3), sample_images(grey, 20, 3));
  EXPECT_NE(sample_images(grey, 20, 3), sample_images(grey, 20, 4));
  EXPECT_LE(std::ranges::max(sample_images(binary, 20, 3).data), 1);
}

TEST(archive, refuses_images_that_are_not_the_models) {
  EXPECT_THROW(compress_images(binary, shades, {}), domain_error);
  EXPECT_THROW(compress_images(binary, {{2, 5}, std::vector<std::uint8_t>(10)}, {}), domain_error);
  EXPECT_THROW(compress_images(binary, black_and_white, options(0, 1, 1)), domain_error);
  EXPECT_THROW(compress_images(binary, black_and_white, options(1u << 20, 1, 1)), domain_error);
  EXPECT_THROW(compress_images(binary, black_and_white, options(1, 51, 1)), domain_error);
}

/// A damaged file is refused with a corrupt_error; nothing else may happen.
void expect_refused(const vae& net, const std::vector<std::byte>& bytes, const std::string& what) {
  try {
    decompress_images(net, parse_container(bytes));
    ADD_FAILURE() << what << ": accepted";
  } catch (const corrupt_error&) {
  } catch (const std::exception& e) {
    ADD_FAILURE() << what << ": " << e.what();
  }
}

TEST(archive, is_refused_with_another_model) {
  expect_refused(vae{safetensors::parse(testing::tiny_vae_bytes(12, 7, 3, 1, 6))},
                 format_container(compress_images(binary, black_and_white, {})), "weights");
  expect_refused(grey, format_container(compress_images(binary, black_and_white, {})), "likelihood");
}

TEST(archive, is_refused_when_cut_or_with_any_of_200_bits_flipped) {
  const std::pair<const vae*, const idx_array*> cases[]{{&binary, &black_and_white}, {&grey, &shades}};
  for (const auto& [net, data] : cases) {
    const auto bytes = format_container(compress_images(*net, *data, options(4, 2, 1)));
    for (std::size_t i = 0; i < 16; ++i) {
      const std::vector<std::byte> cut(bytes.begin(),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() * i / 16));
      expect_refused(*net, cut, "cut");
      expect_refused(*net, testing::reseal(cut), "cut and resealed");
    }
    for (std::uint64_t i = 0; i < 200; ++i) {
      const std::uint64_t bit = supply::seeded(4).word(i) % (8 * bytes.size());
      auto flipped = bytes;
      flipped[bit / 8] ^= std::byte{1} << (bit % 8);
      expect_refused(*net, flipped, "bit " + std::to_string(bit));
      const auto resealed = testing::reseal(flipped);
      if (resealed != bytes) expect_refused(*net, resealed, "bit " + std::to_string(bit) + " resealed");
    }
  }
}

TEST(archive, is_refused_where_its_header_lies) {
  const container good = compress_images(grey, shades, options(4, 2, 1));
  const auto lie = [&](const char* what, auto change) {
    container bad = good;
    change(bad);
    expect_refused(grey, format_container(bad), what);
  };
  lie("codec", [](container& c) { c.codec = "bb_anz"; });
  lie("lanes", [](container& c) { c.lanes = 2; });
  lie("block", [](container& c) { c.block = std::uint64_t{1} << 40; });
  lie("another block", [](container& c) { c.block = 5; });
  lie("a parameter too few", [](container& c) { c.parameters.erase("pixel"); });
  lie("a parameter too many", [](container& c) { c.parameters["extra"] = 1; });
  lie("precision", [](container& c) { c.parameters["latent"] = 40; });
  lie("another precision", [](container& c) { c.parameters["pixel"] = 23; });
  lie("shape", [](container& c) { c.shape = {13}; });
  lie("seed", [](container& c) { c.seed = 1; });
  lie("taken", [](container& c) { c.chains[0].taken += 1; });
  lie("taken beyond everything", [](container& c) { c.chains[0].taken = ~std::uint64_t{0}; });
  lie("taken nothing", [](container& c) { c.chains[0].taken = 0; });
  ASSERT_GT(good.chains[1].count, good.chains[1].start);
  lie("fewer images", [](container& c) { c.chains[1].count -= 1; });
  lie("other lanes", [](container& c) { c.lanes = 16; });
  lie("one lane", [](container& c) {
    c.lanes = 1;
    for (auto& chain : c.chains) chain.start = 0;
  });
  lie("spread at another block", [](container& c) { c.chains[1].start += 4; });
  lie("spread within a block", [](container& c) { c.chains[1].start += 1; });
  lie("spread at the bottom", [](container& c) { c.chains[1].start = 0; });
  lie("never spread", [](container& c) { c.chains[1].start = c.chains[1].count; });
  lie("many more images", [](container& c) { c.chains[1].count += 100000; });
  lie("chains swapped", [](container& c) { std::swap(c.chains[0], c.chains[1]); });
  lie("original", [](container& c) { c.original ^= 1; });
}

TEST(archive, codes_only_with_what_decodes) {
  for (const bb_ans_precision p :
       {bb_ans_precision{10, 8, 24}, {0, 24, 24}, {17, 24, 24}, {10, 32, 24}, {10, 24, 8}, {10, 24, 32}}) {
    bb_ans_options o;
    o.precision = p;
    EXPECT_THROW(compress_images(binary, black_and_white, o), domain_error);
  }
  idx_array torn = black_and_white;
  torn.data.resize(60);
  EXPECT_THROW(compress_images(binary, torn, {}), domain_error);
  container odd = compress_images(grey, shades, options(4, 2, 1));
  odd.block = 0;
  EXPECT_THROW(decompress_images(grey, odd), corrupt_error);
  odd.block = 4;
  odd.shape = {4, 0x4000000000000003};
  EXPECT_THROW(decompress_images(grey, odd), corrupt_error);
}

TEST(archive, has_the_bytes_of_format_version_0) {
  const auto expect = [&](const char* name, const std::vector<std::byte>& bytes) {
    if (std::getenv("ANSATZ_WRITE_GOLDEN") != nullptr) write_file_atomically(testing::golden_path(name), bytes);
    EXPECT_EQ(bytes, read_file(testing::golden_path(name))) << name;
  };
  expect("bb_ans_bernoulli_v0.bin",
         format_container(compress_images(binary, black_and_white, options(4, 2, 1))));
  expect("bb_ans_beta_binomial_v0.bin", format_container(compress_images(grey, shades, options(4, 2, 1))));
}

}  // namespace
}  // namespace ansatz

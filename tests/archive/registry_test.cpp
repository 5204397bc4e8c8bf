#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <array>

#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"

namespace ansatz {
namespace {

const std::array codecs{testing::toy_entry("wide", 256), testing::toy_entry("narrow", 16)};

TEST(registry_of_codecs, finds_by_name) {
  EXPECT_EQ(find_codec(codecs, "narrow").name, "narrow");
  try {
    find_codec(codecs, "zip");
    FAIL();
  } catch (const domain_error& e) {
    EXPECT_NE(std::string{e.what()}.find("wide, narrow"), std::string::npos);
  }
}

TEST(registry_of_codecs, finds_what_made_a_file) {
  chunk file = codecs[1].make()->compress_chunk(byte_string{1, 2}, 0, {});
  EXPECT_EQ(coder_of(codecs, file)->decompress_chunk(file), (data_set{byte_string{1, 2}}));
  coders_of_chunks coders{codecs};
  EXPECT_EQ(&coders.of(file), &coders.of(file)) << "loaded twice";
  EXPECT_THROW(coder_of(codecs, file, "weights"), domain_error) << "it has no model";
  file.codec = "another";
  EXPECT_THROW(coder_of(codecs, file), corrupt_error);
  EXPECT_THROW(coders.of(file), corrupt_error);
  EXPECT_THROW(load_coder(codecs, "weights"), corrupt_error) << "no codec takes a model";
}

TEST(registry_of_codecs, has_the_best_first_by_what_is_really_coded) {
  const image_set small = testing::noisy_images(5, {4, 4, 1}, 16),
                  large = testing::noisy_images(5, {4, 4, 1}, 256);
  auto tried = best_first(all_coders(codecs, {}), small, 2);
  ASSERT_EQ(tried.size(), 2u);
  EXPECT_EQ(tried[0].coder->codec(), "narrow");
  EXPECT_EQ(tried[0].cost, bits::whole(5 * 16 * 4));
  EXPECT_EQ(tried[0].rate(), bits::whole(4));
  EXPECT_EQ(tried[0].dims, 80u);
  tried = best_first(all_coders(codecs, {}), large);
  ASSERT_EQ(tried.size(), 1u);
  EXPECT_EQ(tried[0].coder->codec(), "wide");
  EXPECT_EQ(tried[0].dims, 0u) << "a single one is not tried";
}

/// What a trial of a large image takes is bounded, but where a coder takes no other size.
TEST(registry_of_codecs, tries_coders_on_the_middle_of_a_large_image) {
  constexpr image_shape large{600, 500, 1};
  const std::array both{testing::toy_entry("any", 256), testing::toy_entry("this", 64, large)};
  const auto tried = best_first(all_coders(both, {}), testing::noisy_images(2, large, 64));
  ASSERT_EQ(tried.size(), 2u);
  EXPECT_EQ(tried[0].coder->codec(), "this");
  EXPECT_EQ(tried[0].dims, large.size());
  EXPECT_EQ(tried[1].coder->codec(), "any");
  EXPECT_LE(tried[1].dims, 1u << 18);
  EXPECT_GE(tried[1].dims, 1u << 17);
}

}  // namespace
}  // namespace ansatz

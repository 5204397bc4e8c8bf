#include <gtest/gtest.h>

#include <ansatz/combinator/array.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <image_archive/image_archive.hpp>

namespace ansatz {
namespace {

/// A codec of one's own: pixels, uniform; the first image to be pushed is counted as one that was coded
/// otherwise.
std::uint64_t push(metered<rans_stack>& s, std::span<const std::uint8_t> rows, const image_progress& told) {
  const auto images = images_of(rows, 6);
  for (std::size_t i = images.size(); i-- > 0;) {
    for (std::size_t p = 6; p-- > 0;) uniform(256).push(s, images[i][p]);
    told(1);
  }
  return images.empty() ? 0 : 1;
}
std::vector<std::uint8_t> pop(rans_stack& s, const container::chain& chain, const image_progress& told) {
  std::vector<std::uint8_t> out;
  for (std::uint64_t i = 0; i < 6 * chain.count; ++i)
    out.push_back(static_cast<std::uint8_t>(uniform(256).pop(s)));
  told(chain.count);
  return out;
}

idx_array images(std::uint64_t count) {
  idx_array out{{count, 2, 3}, {}};
  for (std::uint64_t i = 0; i < 6 * count; ++i) out.data.push_back(static_cast<std::uint8_t>(7 * i));
  return out;
}
const container header{.codec = "mine", .model = 42, .seed = 5};

TEST(image_archive, codes_by_a_codec_of_ones_own) {
  const idx_array some = images(20);
  for (const std::uint64_t chains : {1u, 3u, 20u}) {
    image_account account;
    std::uint64_t told = 0;
    const auto count = [&](std::uint64_t n) { told += n; };
    const container file = compress_chains(header, some, 6, chains, 1, push, &account, count);
    EXPECT_EQ(file, compress_chains(header, some, 6, chains, 4, push, nullptr, {}))
        << "threads change the file";
    EXPECT_EQ(file.chains.size(), chains);
    EXPECT_EQ(file.chains.front().start, 1u);
    EXPECT_EQ(told, 20u);
    EXPECT_EQ(account.net, bits::whole(20 * 6 * 8));
    EXPECT_EQ(account.initial, bits{});
    EXPECT_EQ(decompress_chains(parse_container(format_container(file)), 2, pop, count), some);
    EXPECT_EQ(told, 40u);
  }
  EXPECT_EQ(decompress_chains(compress_chains(header, images(0), 6, 1, 1, push, nullptr, {}), 1, pop, {}),
            images(0));
}

TEST(image_archive, refuses_other_images_and_chains) {
  EXPECT_THROW(compress_chains(header, images(4), 7, 1, 1, push, nullptr, {}), domain_error);
  EXPECT_THROW(compress_chains(header, images(4), 6, 0, 1, push, nullptr, {}), domain_error);
  EXPECT_THROW(compress_chains(header, images(4), 6, 5, 1, push, nullptr, {}), domain_error);
  idx_array torn = images(4);
  torn.data.pop_back();
  EXPECT_THROW(compress_chains(header, torn, 6, 1, 1, push, nullptr, {}), domain_error);
  EXPECT_THROW(images_of(std::vector<std::uint8_t>(7), 6), domain_error);
  EXPECT_THROW(images_of({}, 0), domain_error);
}

TEST(image_archive, knows_whose_a_file_is) {
  const container file = compress_chains(header, images(4), 6, 1, 1, push, nullptr, {});
  EXPECT_NO_THROW(expect_origin(file, "mine", 42, 6));
  EXPECT_THROW(expect_origin(file, "yours", 42, 6), corrupt_error);
  EXPECT_THROW(expect_origin(file, "mine", 43, 6), corrupt_error);
  EXPECT_THROW(expect_origin(file, "mine", 42, 7), corrupt_error);
  container hostile = file;
  hostile.codec = "\x1b[31m";
  try {
    expect_codec(hostile, "mine");
    FAIL();
  } catch (const corrupt_error& e) {
    EXPECT_EQ(std::string{e.what()}.find('\x1b'), std::string::npos);
  }
}

/// What a decoder may take from the supply is bounded by what the file says and holds.
TEST(image_archive, ends_soon_where_a_header_lies) {
  const container good = compress_chains(header, images(20), 6, 2, 1, push, nullptr, {});
  const auto refused = [&](auto change) {
    container bad = good;
    change(bad);
    EXPECT_THROW(decompress_chains(bad, 1, pop, {}), corrupt_error);
  };
  refused([](container& c) { c.chains[0].taken = 1; });
  refused([](container& c) { c.chains[0].taken = std::uint64_t{1} << 62; });
  refused([](container& c) { c.chains[0].count = std::uint64_t{1} << 30; });
  refused([](container& c) { c.chains[1].stack.resize(3); });
  refused([](container& c) { c.chains[1].stack.back() ^= std::byte{1}; });
  refused([](container& c) { c.original ^= 1; });
}

}  // namespace
}  // namespace ansatz

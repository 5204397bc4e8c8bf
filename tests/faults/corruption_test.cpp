#include <gtest/gtest.h>
#include <sys/resource.h>

#include <ansatz/archive/container.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/stack/supply.hpp>
#include <limits>

#include "archive/chunks.hpp"
#include "archive/reseal.hpp"
#include "faults/small_data.hpp"

namespace ansatz {
namespace {

using bytes = std::vector<std::byte>;

/// Some 20 kB in twenty chunks.
struct victim {
  std::unique_ptr<coder> by = testing::tiny_coder("context_mixing", "");
  image_set images = drawn_digit_images(160, 1);
  container whole = by->compress(images, {.chunk = 8 * (784 + weight_of_an_image)});
  bytes file = format_container(whole);
};

/// Refused, with a sentence.
bool is_refused(const victim& v, const bytes& file) {
  try {
    v.by->decompress(parse_container(file));
  } catch (const corrupt_error& e) {
    return std::string_view{e.what()}.size() > 10;
  }
  return false;
}

/// The same without decoding: the hashes alone find it.
bool is_noticed(const bytes& file) {
  try {
    parse_container(file);
  } catch (const corrupt_error& e) {
    return std::string_view{e.what()}.size() > 10;
  }
  return false;
}

/// A sanitizer keeps what was freed, so that its memory is not the program's.
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
constexpr std::uint64_t most_memory = ~std::uint64_t{0};
#else
constexpr std::uint64_t most_memory = std::uint64_t{64} << 20;
#endif

std::uint64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

TEST(corruption, of_any_bit_is_noticed) {
  victim v;
  ASSERT_EQ(v.whole.chunks.size(), 20u);
  ASSERT_GT(v.file.size(), 15000u);
  const std::uint64_t before = peak_bytes();
  std::uint64_t tried = 0;
  for (std::size_t bit = 0; bit < 8 * v.file.size(); ++bit, ++tried) {
    v.file[bit / 8] ^= std::byte{1} << (bit % 8);
    ASSERT_TRUE(is_noticed(v.file)) << "bit " << bit;
    v.file[bit / 8] ^= std::byte{1} << (bit % 8);
  }
  EXPECT_GT(tried, 100000u);
  EXPECT_LT(peak_bytes() - before, most_memory) << "for what is damaged";
}

TEST(corruption, of_any_length_is_noticed) {
  const victim v;
  for (std::size_t n = 0; n < v.file.size(); ++n)
    ASSERT_TRUE(is_noticed(bytes(v.file.begin(), v.file.begin() + static_cast<std::ptrdiff_t>(n)))) << n;
  bytes more = v.file;
  for (int i = 0; i < 100; ++i) {
    more.push_back(static_cast<std::byte>(i));
    ASSERT_TRUE(is_noticed(more)) << i;
  }
}

TEST(corruption, by_chunks_swapped_repeated_or_left_out_is_noticed) {
  const victim v;
  const container_file file{testing::bytes_of(v.file), v.file.size()};
  const auto part = [&](std::uint64_t from, std::uint64_t to) {
    return bytes(v.file.begin() + static_cast<std::ptrdiff_t>(from),
                 v.file.begin() + static_cast<std::ptrdiff_t>(to));
  };
  const std::uint64_t index = file.places().back().offset + file.places().back().bytes;
  const auto with = [&](const std::vector<std::size_t>& order) {
    bytes out = part(0, 8);
    for (const std::size_t i : order) {
      const auto& p = file.places()[i];
      const bytes one = part(p.offset, p.offset + p.bytes);
      out.insert(out.end(), one.begin(), one.end());
    }
    const bytes end = part(index, v.file.size());
    out.insert(out.end(), end.begin(), end.end());
    return out;
  };
  std::vector<std::size_t> order(20);
  for (std::size_t i = 0; i < 20; ++i) order[i] = i;
  ASSERT_EQ(with(order), v.file);
  for (std::size_t i = 0; i < 20; ++i) {
    auto without = order, twice = order;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), i);
    EXPECT_TRUE(is_noticed(with(without)));
    EXPECT_TRUE(is_noticed(with(twice)));
    for (std::size_t j = 0; j < i; ++j) {
      auto swapped = order;
      std::swap(swapped[i], swapped[j]);
      EXPECT_TRUE(is_noticed(with(swapped)));
    }
  }
}

/// With right checksums, which an attacker can make: numbers of the header at their extremes.
TEST(corruption, of_a_header_by_extremes_is_refused) {
  victim v;
  const std::uint64_t before = peak_bytes();
  const std::uint64_t extremes[] = {0,
                                    1,
                                    23,
                                    24,
                                    255,
                                    256,
                                    65535,
                                    65536,
                                    (1u << 28) - 1,
                                    1u << 28,
                                    0xffffffff,
                                    std::uint64_t{1} << 32,
                                    std::uint64_t{1} << 48,
                                    (std::uint64_t{1} << 63) - 1,
                                    std::numeric_limits<std::uint64_t>::max()};
  std::uint64_t tried = 0;
  const auto try_all = [&](auto change) {
    for (const std::uint64_t x : extremes) {
      container bad = v.whole;
      change(bad.chunks[3], x);
      if (bad == v.whole) continue;
      ++tried;
      bytes file;
      try {
        file = format_container(bad);
      } catch (const domain_error&) {
        continue;  // no file can say so
      }
      EXPECT_TRUE(is_refused(v, file)) << x;
    }
  };
  try_all([](chunk& c, std::uint64_t x) { c.model = x; });
  try_all([](chunk& c, std::uint64_t x) { c.first = x; });
  try_all([](chunk& c, std::uint64_t x) { c.seed = x; });
  try_all([](chunk& c, std::uint64_t x) { c.original = x; });
  try_all([](chunk& c, std::uint64_t x) { c.parameters["order"] = x; });
  try_all([](chunk& c, std::uint64_t x) { c.chains[0].count = x; });
  try_all([](chunk& c, std::uint64_t x) { c.chains[0].taken = x; });
  try_all([](chunk& c, std::uint64_t x) { c.chains[0].phases = {x}; });
  try_all([](chunk& c, std::uint64_t x) { c.chains[0].phases = {0, x}; });
  for (std::size_t place = 0; place < 4; ++place)
    try_all([&](chunk& c, std::uint64_t x) {
      std::vector<std::byte> numbers;
      for (std::size_t i = 0; i < 4; ++i)
        for (std::uint64_t n = i == place ? x : std::uint64_t{28};; n >>= 7) {
          numbers.push_back(static_cast<std::byte>(n < 128 ? n : n % 128 + 128));
          if (n < 128) break;
        }
      c.items = numbers;
    });
  EXPECT_GT(tried, 150u);
  EXPECT_LT(peak_bytes() - before, most_memory);
}

TEST(corruption, by_another_model_is_refused_by_name) {
  const auto one = testing::tiny_coder("bb_ans", "vae_grey"),
             other = testing::tiny_coder("bb_ans", "vae_binary");
  const container file = one->compress(testing::small_data("grey_3x4.idx", 20), {});
  try {
    other->decompress(file);
    FAIL();
  } catch (const corrupt_error& e) {
    EXPECT_NE(std::string_view{e.what()}.find("another model"), std::string_view::npos);
  }
}

/// Of every codec: bits flipped, with the checksums made right, so that the decoders themselves are reached.
TEST(corruption, behind_right_checksums_is_refused_by_every_codec) {
  testing::for_each_codec([](const coder& c, const data_set& data) {
    const bytes good = format_container(c.compress(data, {}));
    std::uint64_t refused = 0;
    const std::uint64_t tries = c.codec() == "hmm" || c.codec() == "context_mixing" ? 40 : 150;
    for (std::uint64_t i = 0; i < tries; ++i) {
      const std::uint64_t bit = supply::seeded(77).word(i) % (8 * good.size());
      bytes bad = good;
      bad[bit / 8] ^= std::byte{1} << (bit % 8);
      bad = testing::reseal(bad);
      if (bad == good) continue;
      try {
        c.decompress(parse_container(bad));
        ADD_FAILURE() << "bit " << bit << " makes no difference";
      } catch (const corrupt_error&) {
        ++refused;
      }
    }
    EXPECT_GT(refused, tries / 2);
  });
}

}  // namespace
}  // namespace ansatz

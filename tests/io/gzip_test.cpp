#include <gtest/gtest.h>
#include <zlib.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>

#include "images.hpp"

namespace ansatz {
namespace {

class gzip : public ::testing::Test {
 protected:
  /// A member of a gzip file.
  std::vector<std::byte> packed(std::span<const std::byte> data) const {
    const std::string path = folder_ / "member.gz";
    gzFile gz = gzopen(path.c_str(), "wb");
    if (!data.empty()) gzwrite(gz, data.data(), static_cast<unsigned>(data.size()));
    gzclose(gz);
    return read_file(path);
  }
  std::vector<std::byte> unpacked(const std::vector<std::byte>& file, std::uint64_t limit = 1 << 30) const {
    write_file_atomically(folder_ / "a.gz", file);
    return read_maybe_gzip(folder_ / "a.gz", limit);
  }

  testing::temporary_folder folder_;
};

std::vector<std::byte> joined(std::initializer_list<std::vector<std::byte>> parts) {
  std::vector<std::byte> out;
  for (const auto& p : parts) out.insert(out.end(), p.begin(), p.end());
  return out;
}

const std::vector<std::byte> text = testing::to_bytes(std::string(100000, 'x'));

TEST_F(gzip, is_unpacked_and_refused_when_cut_or_above_the_limit) {
  const auto file = packed(text);
  EXPECT_EQ(unpacked(file), text);
  EXPECT_EQ(unpacked(file, 100000), text);
  EXPECT_THROW(unpacked(file, 99999), error);
  for (std::size_t n = 2; n < file.size(); n += 7)
    EXPECT_THROW(unpacked({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(n)}), corrupt_error) << n;
}

TEST_F(gzip, with_any_byte_changed_is_refused_or_unpacks_to_the_same) {
  auto file = packed(std::span{text}.first(50));
  for (std::size_t i = 2; i < file.size(); ++i) {
    file[i] ^= std::byte{0x10};
    try {
      EXPECT_EQ(unpacked(file).size(), 50u) << i;  // a date or a system in the header
    } catch (const corrupt_error& e) {
      const std::string path = (folder_ / "a.gz").string();
      const std::string said = e.what();
      EXPECT_EQ(said.find(path), 0u) << said;
      EXPECT_EQ(said.find(path, 1), std::string::npos) << "named twice: " << said;
    }
    file[i] ^= std::byte{0x10};
  }
}

TEST_F(gzip, may_have_several_members_and_zeros_behind_them) {
  const auto whole = joined({text, text, text});
  const auto one = packed(text), none = packed({});
  EXPECT_EQ(unpacked(joined({one, one, one})), whole);
  EXPECT_EQ(unpacked(joined({none, one, none, one, one, none})), whole);
  EXPECT_EQ(unpacked(joined({one, one, one, std::vector<std::byte>(512)})), whole);
  EXPECT_EQ(unpacked(none), std::vector<std::byte>{});
  EXPECT_THROW(unpacked(joined({one, one}), 199999), error);
}

TEST_F(gzip, followed_by_anything_else_is_refused) {
  const auto one = packed(text);
  for (const char* rest : {"x", "\x1f", "\x1f\x8b", "\x1f\x8b\x08", "\x1fx"})
    EXPECT_THROW(unpacked(joined({one, testing::to_bytes(rest)})), corrupt_error) << rest;
  auto zeros = std::vector<std::byte>(512);
  zeros.back() = std::byte{1};
  EXPECT_THROW(unpacked(joined({one, zeros})), corrupt_error);
}

TEST_F(gzip, of_images_in_members_is_read_by_every_door) {
  const image_set images{testing::noise({300, 300, 1}, 1), testing::noise({300, 300, 1}, 2)};
  for (const char* ending : {"idx", "npy", "pgm"}) {
    const auto all = format_images(images, ending);
    const auto file = joined({packed(std::span{all}.first(10)), packed(std::span{all}.subspan(10))});
    EXPECT_EQ(images_in(file), images) << ending;
    write_file_atomically(folder_ / "a", file);
    EXPECT_EQ(read_images(folder_ / "a"), images) << ending;
  }
  EXPECT_EQ(images_in(packed(text)), std::nullopt);
}

}  // namespace
}  // namespace ansatz

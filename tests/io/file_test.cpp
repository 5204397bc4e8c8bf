#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <fstream>
#include <string>

namespace ansatz {
namespace {

class file : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("ansatz_file_test." + std::to_string(::getpid()));
};

std::vector<std::byte> bytes(const std::string& text) {
  std::vector<std::byte> out;
  for (const char c : text) out.push_back(static_cast<std::byte>(c));
  return out;
}

TEST_F(file, is_written_whole_and_leaves_nothing_beside_it) {
  write_file_atomically(folder_ / "a", bytes("old"));
  write_file_atomically(folder_ / "a", bytes("new and longer"));
  EXPECT_EQ(read_file(folder_ / "a"), bytes("new and longer"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_}, {}), 1);
}

TEST_F(file, that_cannot_be_written_is_an_error_that_names_it) {
  EXPECT_THROW(write_file_atomically(folder_ / "no such folder" / "a", bytes("x")), error);
  EXPECT_THROW(write_file_atomically(folder_, bytes("x")), error);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(file, that_cannot_be_read_is_an_error) {
  EXPECT_THROW(read_file(folder_ / "absent"), error);
  EXPECT_THROW(read_file(folder_), error);
  write_file_atomically(folder_ / "a", bytes("12345"));
  EXPECT_THROW(read_file(folder_ / "a", 4), error);
}

TEST_F(file, of_gzip_is_unpacked_and_refused_when_damaged) {
  const std::string path = folder_ / "a.gz";
  const std::string text(100000, 'x');
  gzFile gz = gzopen(path.c_str(), "wb");
  gzwrite(gz, text.data(), static_cast<unsigned>(text.size()));
  gzclose(gz);
  EXPECT_EQ(read_maybe_gzip(path), bytes(text));
  EXPECT_THROW(read_maybe_gzip(path, 99999), error);
  const auto packed = read_file(path);
  for (std::size_t n = 2; n < packed.size(); n += 7) {
    write_file_atomically(path, std::span{packed}.first(n));
    EXPECT_THROW(read_maybe_gzip(path), corrupt_error) << n;
  }
  auto more = packed;
  more.push_back(std::byte{1});
  write_file_atomically(path, more);
  EXPECT_THROW(read_maybe_gzip(path), corrupt_error);
}

TEST(files, follows_links_and_leaves_alone_what_is_no_regular_file) {
  const auto folder = std::filesystem::temp_directory_path() / ("ansatz-links." + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::vector<std::byte> data(10, std::byte{7});
  write_file_atomically(folder / "target", {});
  std::filesystem::create_symlink("target", folder / "link");
  write_file_atomically(folder / "link", data);
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(read_file(folder / "target"), data);
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(write_file_atomically(folder / "pipe", data), error);
  EXPECT_TRUE(std::filesystem::is_fifo(folder / "pipe"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <string>
#include <thread>

#include "images.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

class file : public ::testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_ / name; }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator{folder_.path()}, {}); }

  testing::temporary_folder folder_;
};

std::vector<std::byte> bytes(const std::string& text) { return testing::to_bytes(text); }

mode_t mode_of(const fs::path& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

TEST_F(file, is_written_whole_and_leaves_nothing_beside_it) {
  write_file_atomically(at("a"), bytes("old"));
  write_file_atomically(at("a"), bytes("new and longer"));
  EXPECT_EQ(read_file(at("a")), bytes("new and longer"));
  EXPECT_EQ(files(), 1);
}

TEST_F(file, that_cannot_be_written_is_an_error_that_names_it) {
  EXPECT_THROW(write_file_atomically(at("no such folder/a"), bytes("x")), error);
  EXPECT_THROW(write_file_atomically(folder_.path(), bytes("x")), error);
  EXPECT_THROW(write_file_atomically(at(""), bytes("x")), error);
  EXPECT_THROW(write_file_atomically("", bytes("x")), error);
  EXPECT_EQ(files(), 0);
}

TEST_F(file, that_cannot_be_read_is_an_error) {
  EXPECT_THROW(read_file(at("absent")), error);
  EXPECT_THROW(read_file(folder_.path()), error);
  EXPECT_THROW(read_file(at(std::string(300, 'a'))), error);
  write_file_atomically(at("a"), bytes("12345"));
  EXPECT_THROW(read_file(at("a"), 4), error);
  EXPECT_THROW(read_file("/dev/zero", 1 << 22), error);  // of no size that could be asked for
}

TEST_F(file, may_have_the_longest_name_there_is) {
  for (const std::size_t n : {248u, 249u, 255u}) {
    write_file_atomically(at(std::string(n, 'a')), bytes("x"));
    EXPECT_EQ(read_file(at(std::string(n, 'a'))), bytes("x"));
  }
  EXPECT_THROW(write_file_atomically(at(std::string(256, 'a')), bytes("x")), error);
  EXPECT_EQ(files(), 3);
}

TEST_F(file, keeps_the_mode_of_the_one_before_and_takes_the_umask_for_a_new_one) {
  const mode_t before = ::umask(027);
  write_file_atomically(at("new"), bytes("x"));
  EXPECT_EQ(mode_of(at("new")), 0640u);
  EXPECT_EQ(::umask(before), 027u);  // the process's own is left as it was
  for (const mode_t mode : {0600u, 0664u, 0755u, 0200u}) {
    write_file_atomically(at("old"), bytes("x"));
    ASSERT_EQ(::chmod(at("old").c_str(), mode), 0);
    write_file_atomically(at("old"), bytes("private"));
    EXPECT_EQ(mode_of(at("old")), mode);
  }
}

TEST_F(file, that_may_not_be_written_is_left_alone) {
  write_file_atomically(at("a"), bytes("keep"));
  ASSERT_EQ(::chmod(at("a").c_str(), 0444), 0);
  EXPECT_THROW(write_file_atomically(at("a"), bytes("x")), error);
  EXPECT_EQ(read_file(at("a")), bytes("keep"));
  EXPECT_EQ(mode_of(at("a")), 0444u);
  EXPECT_EQ(files(), 1);
}

TEST_F(file, written_by_many_threads_leaves_the_umask_alone) {
  const mode_t before = ::umask(077);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) write_file_atomically(at("f" + std::to_string(t)), bytes("x"));
    });
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(::umask(before), 077u);
  for (int t = 0; t < 4; ++t) EXPECT_EQ(mode_of(at("f" + std::to_string(t))), 0600u);
}

TEST_F(file, behind_links_is_written_and_the_links_stay) {
  fs::create_directory(at("there"));
  fs::create_symlink("second", at("first"));
  fs::create_symlink("there/target", at("second"));
  for (const char* text : {"made", "and written again"}) {  // at first the target is absent
    write_file_atomically(at("first"), bytes(text));
    EXPECT_TRUE(fs::is_symlink(at("first")));
    EXPECT_TRUE(fs::is_symlink(at("second")));
    EXPECT_EQ(read_file(at("there/target")), bytes(text));
  }
  fs::create_symlink(at("there/absolute"), at("third"));
  write_file_atomically(at("third"), bytes("x"));
  EXPECT_EQ(read_file(at("there/absolute")), bytes("x"));
  fs::create_symlink("loop", at("loop"));
  EXPECT_THROW(write_file_atomically(at("loop"), bytes("x")), error);
  fs::create_symlink("nowhere/file", at("lost"));
  EXPECT_THROW(write_file_atomically(at("lost"), bytes("x")), error);
  EXPECT_TRUE(fs::is_symlink(at("lost")));
}

TEST_F(file, in_the_working_folder_needs_no_path) {
  const fs::path before = fs::current_path();
  fs::current_path(folder_.path());
  write_file_atomically("plain", bytes("x"));
  fs::current_path(before);
  EXPECT_EQ(read_file(at("plain")), bytes("x"));
}

TEST_F(file, of_another_kind_is_left_alone) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  EXPECT_THROW(write_file_atomically(at("pipe"), bytes("x")), error);
  EXPECT_TRUE(fs::is_fifo(at("pipe")));
}

}  // namespace
}  // namespace ansatz

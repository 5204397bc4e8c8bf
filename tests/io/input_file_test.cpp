#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cstdlib>
#include <thread>

#include "images.hpp"
#include "sources.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

class input : public ::testing::Test {
 protected:
  input() {
    for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] = static_cast<std::byte>(i * i >> 3);
  }
  /// A named pipe that gives the bytes to who opens it.
  std::thread writer(const fs::path& pipe) const {
    EXPECT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    return std::thread{[this, pipe] {
      const int fd = ::open(pipe.c_str(), O_WRONLY | O_CLOEXEC);
      for (std::size_t at = 0; at < bytes_.size();) {
        const ssize_t n = ::write(fd, bytes_.data() + at, std::min<std::size_t>(bytes_.size() - at, 1000));
        if (n > 0) at += static_cast<std::size_t>(n);
      }
      ::close(fd);
    }};
  }
  std::vector<std::byte> part(std::size_t from, std::size_t n) const {
    const auto at = bytes_.begin() + static_cast<std::ptrdiff_t>(from);
    return {at, at + static_cast<std::ptrdiff_t>(n)};
  }
  void expect_any_place(const input_file& file) const {
    EXPECT_EQ(file.size(), bytes_.size());
    EXPECT_EQ(file.read(0, bytes_.size()), bytes_);
    EXPECT_EQ(file.read(100, 50), part(100, 50));
    EXPECT_EQ(file.read(7, 200000), part(7, 200000));
    EXPECT_EQ(file.read(bytes_.size() - 3, 100), part(bytes_.size() - 3, 3));
    for (const std::uint64_t beyond : {std::uint64_t{bytes_.size()}, ~std::uint64_t{0}})
      EXPECT_TRUE(file.read(beyond, 10).empty());
    const auto all = file.read(1, ~std::uint64_t{0});
    EXPECT_EQ(all, part(1, bytes_.size() - 1));
    EXPECT_LE(all.capacity(), 2 * bytes_.size() + (1 << 17));
  }

  testing::temporary_folder folder_;
  std::vector<std::byte> bytes_ = std::vector<std::byte>(300001);
};

TEST_F(input, of_a_file_comes_from_its_beginning) {
  write_file_atomically(folder_ / "a", bytes_);
  byte_reader in{source_of(folder_ / "a")};
  EXPECT_EQ(in.read(~std::uint64_t{0}), bytes_);
  EXPECT_THROW(source_of(folder_ / "absent"), error);
  EXPECT_THROW(source_of(folder_.path()), error);
}

TEST_F(input, of_a_named_pipe_comes_as_it_is_written) {
  std::thread t = writer(folder_ / "pipe");
  byte_reader in{source_of(folder_ / "pipe")};
  EXPECT_EQ(in.read(~std::uint64_t{0}), bytes_);
  t.join();
}

TEST_F(input, that_fails_to_be_read_is_an_error_that_names_it_once) {
  if (!fs::exists("/proc/self/mem")) GTEST_SKIP() << "no file here that opens and cannot be read";
  const auto named_once = [](auto read) {
    try {
      read();
      ADD_FAILURE();
    } catch (const error& e) {
      const std::string said = e.what();
      EXPECT_EQ(said.find("/proc/self/mem: cannot be read"), 0u) << said;
      EXPECT_EQ(said.find("/proc/self/mem", 1), std::string::npos) << said;
    }
  };
  named_once([] { read_file("/proc/self/mem"); });
  named_once([] { read_maybe_gzip("/proc/self/mem"); });
  named_once([] {
    input_file{"/proc/self/mem"}.read(0, 1);
    std::vector<std::byte> b(1);
    source_of(fs::path{"/proc/self/mem"})(b);
  });
}

TEST_F(input, of_a_file_is_read_at_any_place) {
  write_file_atomically(folder_ / "a", bytes_);
  input_file file{folder_ / "a"};
  EXPECT_EQ(file.name(), (folder_ / "a").string());
  expect_any_place(file);
  const input_file moved = std::move(file);
  expect_any_place(moved);
  EXPECT_THROW(input_file{folder_ / "absent"}, error);
  EXPECT_THROW(input_file{folder_.path()}, error);
}

TEST_F(input, of_a_file_is_read_by_several_threads_at_once) {
  write_file_atomically(folder_ / "a", bytes_);
  const input_file file{folder_ / "a"};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(file.read(1000 * t + i, 999), part(1000 * t + i, 999));
    });
  for (std::thread& t : threads) t.join();
}

TEST_F(input, of_a_pipe_is_spooled_into_a_file_of_no_name) {
  for (const std::size_t piece : {std::size_t{1000}, bytes_.size()}) {
    const input_file file = input_file::spooled(testing::in_pieces(bytes_, piece), "what came");
    EXPECT_EQ(file.name(), "what came");
    expect_any_place(file);
  }
  std::thread t = writer(folder_ / "pipe");
  const input_file file{folder_ / "pipe"};
  t.join();
  EXPECT_EQ(file.name(), (folder_ / "pipe").string());
  expect_any_place(file);
  EXPECT_EQ(input_file::spooled([](std::span<std::byte>) { return std::size_t{0}; }).size(), 0u);
}

TEST_F(input, is_spooled_where_the_environment_says_and_leaves_nothing) {
  const char* before = std::getenv("TMPDIR");
  const std::string old = before != nullptr ? before : "";
  fs::create_directory(folder_ / "tmp");
  ::setenv("TMPDIR", (folder_ / "tmp").c_str(), 1);
  {
    const input_file file = input_file::spooled(testing::in_pieces(bytes_, 1000));
    EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
    expect_any_place(file);
  }
  EXPECT_THROW(input_file::spooled([](std::span<std::byte>) -> std::size_t { throw error("broken"); }),
               error);
  EXPECT_TRUE(fs::is_empty(folder_ / "tmp"));
  ::setenv("TMPDIR", (folder_ / "absent").c_str(), 1);
  EXPECT_THROW(input_file::spooled(testing::in_pieces(bytes_, 1000)), error);
  if (before != nullptr)
    ::setenv("TMPDIR", old.c_str(), 1);
  else
    ::unsetenv("TMPDIR");
}

}  // namespace
}  // namespace ansatz

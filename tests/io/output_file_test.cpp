#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <csignal>
#include <optional>

#include "images.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

class output : public ::testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_ / name; }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator{folder_.path()}, {}); }

  testing::temporary_folder folder_;
};

std::vector<std::byte> bytes(const std::string& text) { return testing::to_bytes(text); }

/// How a child that does this ends: an exit status, 100 for an `error`, or a signal's number and 1000.
template <class F>
int child(F f) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    int status = 0;
    try {
      f();
    } catch (const error&) {
      status = 100;
    } catch (...) {
      status = 101;
    }
    ::_exit(status);
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

TEST_F(output, in_pieces_appears_when_it_is_finished) {
  for (const char* text : {"first", "second and longer"}) {
    const bool old = fs::exists(at("a"));
    output_file file{at("a")};
    for (const char* c = text; *c != '\0'; ++c) file.write(bytes(std::string(1, *c)));
    file.write({});
    EXPECT_EQ(fs::exists(at("a")), old);
    output_file moved = std::move(file);
    moved.finish();
    EXPECT_EQ(read_file(at("a")), bytes(text));
    EXPECT_EQ(files(), 1);
    EXPECT_THROW(moved.write(bytes("x")), domain_error);
    EXPECT_THROW(moved.finish(), domain_error);
  }
}

TEST_F(output, that_is_not_finished_leaves_nothing_and_what_stood_there) {
  output_file{at("new")}.write(bytes("x"));
  write_file_atomically(at("old"), bytes("keep"));
  output_file{at("old")}.write(bytes("x"));
  EXPECT_EQ(read_file(at("old")), bytes("keep"));
  EXPECT_EQ(files(), 1);
}

TEST_F(output, is_refused_before_the_work) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  write_file_atomically(at("read only"), bytes("keep"));
  ASSERT_EQ(::chmod(at("read only").c_str(), 0444), 0);
  for (const fs::path& path :
       {at("no such folder/a"), folder_.path(), at(""), fs::path{}, at("pipe"), at("read only"),
        at(std::string(256, 'a')), fs::path{"/dev/null"}, fs::path{"/dev/full"}})
    EXPECT_THROW(output_file{path}, error) << path;
  EXPECT_EQ(files(), 2);
}

TEST_F(output, killed_in_the_middle_leaves_nothing) {
  // Only a file system that knows files without names can keep this promise.
#ifdef O_TMPFILE
  const int fd = ::open(folder_.path().c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) GTEST_SKIP() << "no files without names here";
  ::close(fd);
  write_file_atomically(at("old"), bytes("keep"));
  for (const char* name : {"new", "old"})
    EXPECT_EQ(child([&] {
                output_file file{at(name)};
                file.write(bytes("half of it"));
                ::kill(::getpid(), SIGKILL);
              }),
              1000 + SIGKILL);
  EXPECT_EQ(read_file(at("old")), bytes("keep"));
  EXPECT_EQ(files(), 1);
#endif
}

TEST_F(output, that_outgrows_the_limit_of_the_process_is_an_error_and_no_half_file) {
  write_file_atomically(at("old"), bytes("keep"));
  const auto written = [&](bool ignored) {
    return child([&] {
      ::signal(SIGXFSZ, ignored ? SIG_IGN : SIG_DFL);
      const rlimit limit{4096, 4096};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      write_file_atomically(at("old"), std::vector<std::byte>(10000));
    });
  };
  EXPECT_EQ(written(true), 100);
  EXPECT_EQ(files(), 1);
  EXPECT_EQ(written(false), 1000 + SIGXFSZ);
  EXPECT_EQ(read_file(at("old")), bytes("keep"));
}

TEST_F(output, that_could_not_be_written_once_is_not_finished) {
  EXPECT_EQ(child([&] {
              ::signal(SIGXFSZ, SIG_IGN);
              const rlimit limit{4096, 4096};
              ::setrlimit(RLIMIT_FSIZE, &limit);
              output_file file{at("a")};
              try {
                file.write(std::vector<std::byte>(10000));
              } catch (const error&) {
                file.finish();
              }
            }),
            100);
  EXPECT_EQ(files(), 0);
}

TEST_F(output, on_a_full_disk_is_an_error_and_no_half_file) {
  fs::create_directory(at("disk"));
  if (::mount("none", at("disk").c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "no disk can be made here";
  const fs::path path = at("disk") / "a";
  write_file_atomically(path, bytes("keep"));
  EXPECT_THROW(write_file_atomically(path, std::vector<std::byte>(1 << 20)), error);
  EXPECT_EQ(read_file(path), bytes("keep"));
  EXPECT_EQ(std::distance(fs::directory_iterator{at("disk")}, {}), 1);
  ::umount(at("disk").c_str());
}

TEST_F(output, whose_folder_vanishes_is_an_error) {
  fs::create_directory(at("folder"));
  output_file file{at("folder/a")};
  file.write(bytes("x"));
  fs::remove_all(at("folder"));
  EXPECT_THROW(file.finish(), error);
  EXPECT_EQ(files(), 0);
}

TEST_F(output, whose_place_was_taken_by_what_must_stay_is_an_error) {
  const auto refused = [&](auto take_place) {
    {
      output_file file{at("a")};
      file.write(bytes("x"));
      take_place();
      EXPECT_THROW(file.finish(), error);
    }
    EXPECT_EQ(files(), 1);
    fs::remove_all(at("a"));
  };
  refused([&] { fs::create_directory(at("a")); });
  refused([&] { ASSERT_EQ(::mkfifo(at("a").c_str(), 0600), 0); });
  refused([&] {
    write_file_atomically(at("a"), bytes("keep"));
    ASSERT_EQ(::chmod(at("a").c_str(), 0444), 0);
  });
  // Another file may be replaced, and gives its mode.
  output_file file{at("a")};
  file.write(bytes("x"));
  write_file_atomically(at("a"), bytes("other"));
  ASSERT_EQ(::chmod(at("a").c_str(), 0640), 0);
  file.finish();
  EXPECT_EQ(read_file(at("a")), bytes("x"));
  EXPECT_EQ(fs::status(at("a")).permissions(), static_cast<fs::perms>(0640));
  EXPECT_EQ(files(), 1);
}

TEST_F(output, in_a_folder_made_read_only_meanwhile_is_an_error) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may write anywhere";
  fs::create_directory(at("folder"));
  output_file file{at("folder/a")};
  file.write(bytes("x"));
  ASSERT_EQ(::chmod(at("folder").c_str(), 0555), 0);
  EXPECT_THROW(file.finish(), error);
  ASSERT_EQ(::chmod(at("folder").c_str(), 0755), 0);
  EXPECT_TRUE(fs::is_empty(at("folder")));
}

TEST_F(output, to_the_standard_output_says_what_fails) {
  const auto to = [&](const fs::path& path, auto f) {
    return child([&] {
      const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      ::dup2(fd, STDOUT_FILENO);
      f();
    });
  };
  EXPECT_EQ(to(at("a"),
               [] {
                 std::fputs("before ", stdout);
                 standard_output()(bytes("and "));
                 std::fputs("after", stdout);
                 flush_standard_output();
               }),
            0);
  EXPECT_EQ(read_file(at("a")), bytes("before and after"));
  if (!fs::exists("/dev/full")) return;
  EXPECT_EQ(to("/dev/full", [] { standard_output()(bytes("x")); }), 100);
  EXPECT_EQ(to("/dev/full",
               [] {
                 std::fputs("x", stdout);
                 flush_standard_output();
               }),
            100);
}

}  // namespace
}  // namespace ansatz

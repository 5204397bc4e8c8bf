#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <ansatz/io/byte_stream.hpp>
#include <ansatz/io/file.hpp>
#include <csignal>
#include <cstdio>
#include <thread>

#include "images.hpp"

namespace ansatz {
namespace {

/// While it lives, a signal comes ten thousand times a second to the thread that made it, and calls of the system
/// that it meets end early: with EINTR, or with a part of what was asked for.
class interruptions {
 public:
  interruptions() {
    struct sigaction on{};
    on.sa_handler = [](int) { count = count + 1; };  // and no SA_RESTART
    sigaction(SIGALRM, &on, &before_);
    const itimerval often{{0, 100}, {0, 100}};
    setitimer(ITIMER_REAL, &often, nullptr);
  }
  interruptions(const interruptions&) = delete;
  interruptions& operator=(const interruptions&) = delete;
  ~interruptions() {
    const itimerval never{};
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }
  static inline volatile std::sig_atomic_t count = 0;

 private:
  struct sigaction before_{};
};

/// A thread that no signal is sent to.
template <class F>
std::thread undisturbed(F f) {
  sigset_t alarm, before;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm, &before);
  std::thread t{std::move(f)};
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return t;
}

std::vector<std::byte> some_bytes() {
  std::vector<std::byte> out(1 << 20);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::byte>(i * i >> 5);
  return out;
}

constexpr std::size_t piece = 10000;  // what the other end takes or gives at once, and then waits

TEST(interrupted, reads_go_on) {
  const testing::temporary_folder folder;
  const auto pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto expected = some_bytes();
  std::thread writer = undisturbed([&] {
    const int fd = ::open(pipe.c_str(), O_WRONLY | O_CLOEXEC);
    for (std::size_t at = 0; at < expected.size();) {
      const ssize_t n = ::write(fd, expected.data() + at, std::min(piece, expected.size() - at));
      if (n > 0) at += static_cast<std::size_t>(n);
      ::usleep(500);
    }
    ::close(fd);
  });
  byte_reader in{source_of(pipe)};
  interruptions::count = 0;
  std::vector<std::byte> got;
  {
    const interruptions all_the_time;
    got = in.read(~std::uint64_t{0});
  }
  writer.join();
  EXPECT_GT(interruptions::count, 0);
  EXPECT_EQ(got, expected);
}

TEST(interrupted, writes_go_on) {
  const auto expected = some_bytes();
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  std::vector<std::byte> got;
  std::thread reader = undisturbed([&] {
    std::vector<std::byte> part(piece);
    for (ssize_t n; (n = ::read(ends[0], part.data(), part.size())) > 0; ::usleep(500))
      got.insert(got.end(), part.begin(), part.begin() + n);
  });
  std::fflush(stdout);
  const int standard = ::dup(STDOUT_FILENO);
  ::dup2(ends[1], STDOUT_FILENO);
  ::close(ends[1]);
  interruptions::count = 0;
  {
    const byte_sink out = standard_output();
    const interruptions all_the_time;
    out(expected);
  }
  ::dup2(standard, STDOUT_FILENO);
  ::close(standard);
  reader.join();
  ::close(ends[0]);
  EXPECT_GT(interruptions::count, 0);
  EXPECT_EQ(got, expected);
}

}  // namespace
}  // namespace ansatz

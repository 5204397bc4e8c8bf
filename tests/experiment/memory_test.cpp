#include <gtest/gtest.h>

#include <common/memory.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::experiment {
namespace {

constexpr std::uint64_t megabyte = 1'000'000;

#ifdef __SANITIZE_THREAD__
constexpr bool holds_only_its_own = false;  // what is held for each of its bytes is counted, too
#else
constexpr bool holds_only_its_own = true;
#endif

/// Memory that is written to, so that it is held.
void hold(std::uint64_t bytes) {
  std::vector<std::uint8_t> held(bytes);
  volatile std::uint8_t* at = held.data();
  for (std::uint64_t i = 0; i < bytes; i += 1024) at[i] = 1;
}

TEST(memory_watch, sees_what_was_held_and_given_back) {
  const memory_watch watch;
  if (!holds_only_its_own || !watch.peak()) GTEST_SKIP() << "the system does not tell";
  hold(64 * megabyte);
  EXPECT_GE(*watch.peak(), 60 * megabyte);
  EXPECT_LE(*watch.peak(), 100 * megabyte);
}

TEST(memory_watch, does_not_see_what_was_held_before) {
  hold(200 * megabyte);
  const memory_watch watch;
  if (!holds_only_its_own || !watch.peak()) GTEST_SKIP() << "the system does not tell";
  hold(16 * megabyte);
  EXPECT_LE(*watch.peak(), 60 * megabyte);
}

TEST(memory_watch, does_not_make_the_process_forget_its_own_peak) {
  hold(200 * megabyte);
  const std::uint64_t before = peak_rss_bytes();
  const memory_watch watch;
  EXPECT_GE(peak_rss_bytes(), before);
  EXPECT_GE(before, 200 * megabyte);
}

}  // namespace
}  // namespace ansatz::experiment

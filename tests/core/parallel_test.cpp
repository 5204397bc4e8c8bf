#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace ansatz {
namespace {

TEST(parallel, does_each_job_once) {
  for (const unsigned threads : {0u, 1u, 4u})
    for (const std::uint64_t count : {0u, 1u, 100u}) {
      std::vector<std::atomic<int>> done(count);
      in_parallel(count, threads, [&](std::uint64_t i) { ++done.at(i); });
      for (const auto& n : done) EXPECT_EQ(n, 1);
    }
}

TEST(parallel, hands_on_what_is_thrown) {
  for (const unsigned threads : {1u, 4u}) {
    std::string said;
    try {
      in_parallel(8, threads, [](std::uint64_t i) {
        if (i == 5) throw error("the fifth");
      });
    } catch (const error& e) {
      said = e.what();
    }
    EXPECT_EQ(said, "the fifth");
  }
}

TEST(parallel, asks_for_no_more_threads_than_the_machine_runs) {
  for (const unsigned threads : {3u, 64u, 1024u, UINT32_MAX}) {
    ::testing::internal::CaptureStderr();
    std::atomic<int> done{0};
    in_parallel(5000, threads, [&](std::uint64_t) { ++done; });
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(done, 5000);
  }
  EXPECT_THROW(in_parallel(0, 1, {}), domain_error);
}

TEST(parallel, keeps_to_its_number_of_threads) {
  std::atomic<int> running{0}, most{0};
  in_parallel(200, 2, [&](std::uint64_t) {
    const int now = ++running;
    for (int before = most; before < now && !most.compare_exchange_weak(before, now);) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds{100});  // so that others would come in
    --running;
  });
  EXPECT_GE(most, 1);
  EXPECT_LE(most, 2);
}

TEST(parallel, may_be_called_by_a_job) {
  std::vector<std::atomic<int>> done(64);
  in_parallel(8, 4, [&](std::uint64_t i) { in_parallel(8, 4, [&](std::uint64_t j) { ++done[8 * i + j]; }); });
  for (const auto& n : done) EXPECT_EQ(n, 1);
}

TEST(parallel, shares_its_threads_among_its_jobs) {
  EXPECT_EQ(own_threads(), 1u);
  for (const unsigned threads : {1u, 2u, 4u, 1024u})
    for (const std::uint64_t count : {1u, 2u, 3u, 100u}) {
      std::atomic<unsigned> most{0};
      in_parallel(count, threads, [&](std::uint64_t) {
        most = own_threads();
        in_parallel(2, own_threads(), [](std::uint64_t) {});
        EXPECT_EQ(own_threads(), most);
      });
      const unsigned at_once = std::min(threads, cores());
      EXPECT_EQ(most, std::max<std::uint64_t>(1, at_once / std::min<std::uint64_t>(count, at_once)));
    }
  EXPECT_THROW(in_parallel(1, 4, [](std::uint64_t) { throw error("a job's"); }), error);
  EXPECT_EQ(own_threads(), 1u);
}

TEST(parallel, knows_at_least_one_core) { EXPECT_GE(cores(), 1u); }

}  // namespace
}  // namespace ansatz

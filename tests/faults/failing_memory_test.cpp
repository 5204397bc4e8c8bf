#include "faults/failing_memory.hpp"

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#ifdef __GNUC__  // it does not see that the two replaced operators are a pair
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace {

std::atomic<std::int64_t> until_failure{-1};  // negative: none fails
std::atomic<bool> has_failed{false};

void* allocated(std::size_t size, std::size_t alignment) {
  if (until_failure.load(std::memory_order_relaxed) >= 0 && until_failure.fetch_sub(1) == 0) {
    has_failed = true;
    return nullptr;
  }
  if (size == 0) size = 1;
  if (alignment <= alignof(std::max_align_t)) return std::malloc(size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* allocated_or_thrown(std::size_t size, std::size_t alignment) {
  void* const p = allocated(size, alignment);
  if (p == nullptr) throw std::bad_alloc{};
  return p;
}

}  // namespace

void* operator new(std::size_t size) { return allocated_or_thrown(size, 1); }
void* operator new[](std::size_t size) { return allocated_or_thrown(size, 1); }
void* operator new(std::size_t size, std::align_val_t a) {
  return allocated_or_thrown(size, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t size, std::align_val_t a) {
  return allocated_or_thrown(size, static_cast<std::size_t>(a));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocated(size, 1); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocated(size, 1); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace ansatz::testing {

void fail_after(std::uint64_t allocations) {
  has_failed = false;
  until_failure = static_cast<std::int64_t>(allocations);
}

bool stop_failing() {
  until_failure = -1;
  return has_failed;
}

namespace {

TEST(failing_memory, fails_at_each_allocation_once) {
  int done = 0;
  const std::uint64_t count = fail_each_allocation_of(
      [] {
        std::vector<int> a(10), b(20);
        b.push_back(1);
      },
      [&](bool whole) { done += whole ? 1 : 0; });
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(done, 1);
}

}  // namespace
}  // namespace ansatz::testing

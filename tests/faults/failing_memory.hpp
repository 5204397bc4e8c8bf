#pragma once
#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <cstdint>
#include <exception>
#include <new>

/// Memory that ends when a test wants it to: this executable has an `operator new` of its own.
namespace ansatz::testing {

/// So many allocations from now on succeed, and the one after them fails, once.
void fail_after(std::uint64_t allocations);
/// None fails any more. Whether one did.
bool stop_failing();

/// Does the work again and again, the first allocation failing, then the second, ..., until none is left to fail. Each time it must end with
/// `bad_alloc`, or an `error` that says so, or do without; `check` then looks at what is left. Returns how many there were.
template <class Work, class Check>
std::uint64_t fail_each_allocation_of(Work work, Check check) {
  for (std::uint64_t n = 0;; ++n) {
    fail_after(n);
    bool done = false;
    try {
      work();
      done = true;
    } catch (const std::bad_alloc&) {
    } catch (const error&) {
    } catch (const std::exception& e) {
      stop_failing();
      ADD_FAILURE() << "allocation " << n << ": " << e.what();
    }
    const bool failed = stop_failing();
    check(done);
    if (!failed) {
      EXPECT_TRUE(done) << "without a failing allocation";
      return n;
    }
  }
}

template <class Work>
std::uint64_t fail_each_allocation_of(Work work) {
  return fail_each_allocation_of(work, [](bool) {});
}

}  // namespace ansatz::testing

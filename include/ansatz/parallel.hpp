#pragma once
#include <cstdint>
#include <functional>

namespace ansatz {

/// How many threads this process may run at once, at least 1.
unsigned cores();

/// job(0), ..., job(count - 1), on so many threads at most, no more than the machine runs at once, and in any
/// order. The first exception that a job throws is thrown here, and jobs that were not begun by then may never
/// be. One thread, or one job, is a plain loop.
///
/// Compiled, on oneTBB: a job may itself call `in_parallel`.
void in_parallel(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t)>& job);

/// How many threads a job of `in_parallel` may use itself: an equal share of its threads, at least 1; 1 outside of all
/// jobs. What is computed must not depend on it.
unsigned own_threads();

}  // namespace ansatz

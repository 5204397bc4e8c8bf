#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <ansatz/parallel.hpp>
#include <thread>

namespace ansatz {

unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

void in_parallel(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t)>& job) {
  if (threads <= 1 || count <= 1) {
    for (std::uint64_t i = 0; i < count; ++i) job(i);
    return;
  }
  tbb::task_arena arena{static_cast<int>(std::min<std::uint64_t>(threads, count))};
  arena.execute([&] { tbb::parallel_for(std::uint64_t{0}, count, job, tbb::simple_partitioner{}); });
}

}  // namespace ansatz

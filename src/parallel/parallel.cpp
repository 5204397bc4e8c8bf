#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <thread>

namespace ansatz {

unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

void in_parallel(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t)>& job) {
  if (!job) throw domain_error("in_parallel: there is no job to do");
  if (threads <= 1 || count <= 1) {
    for (std::uint64_t i = 0; i < count; ++i) job(i);
    return;
  }
  // No more than the machine runs at once: the others would wait, and oneTBB says so on standard error.
  const auto most = static_cast<std::uint64_t>(std::max(1, tbb::info::default_concurrency()));
  tbb::task_arena arena{static_cast<int>(std::min({std::uint64_t{threads}, count, most}))};
  arena.execute([&] { tbb::parallel_for(std::uint64_t{0}, count, job, tbb::simple_partitioner{}); });
}

}  // namespace ansatz

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <thread>
#include <utility>

namespace ansatz {
namespace {

thread_local unsigned own = 1;

/// While a job runs.
class lent_threads {
 public:
  explicit lent_threads(unsigned count) : before_{std::exchange(own, count)} {}
  ~lent_threads() { own = before_; }
  lent_threads(const lent_threads&) = delete;
  lent_threads& operator=(const lent_threads&) = delete;

 private:
  unsigned before_;
};

}  // namespace

unsigned own_threads() { return own; }

unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

void in_parallel(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t)>& job) {
  if (!job) throw domain_error("in_parallel: there is no job to do");
  // No more than the machine runs at once: the others would wait, and oneTBB says so on standard error.
  const auto most = static_cast<unsigned>(std::max(1, tbb::info::default_concurrency()));
  const auto at_once =
      static_cast<unsigned>(std::clamp<std::uint64_t>(count, 1, std::clamp(threads, 1u, most)));
  const auto lending = [&, each = std::max(1u, std::min(threads, most) / at_once)](std::uint64_t i) {
    const lent_threads mine{each};
    job(i);
  };
  if (at_once == 1) {
    for (std::uint64_t i = 0; i < count; ++i) lending(i);
    return;
  }
  tbb::task_arena arena{static_cast<int>(at_once)};
  arena.execute([&] { tbb::parallel_for(std::uint64_t{0}, count, lending, tbb::simple_partitioner{}); });
}

}  // namespace ansatz

#include <sys/resource.h>

#include <algorithm>
#include <common/memory.hpp>
#include <fstream>
#include <sstream>
#include <string>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace ansatz::experiment {
namespace {

std::uint64_t highest = 0;  // of what was forgotten when a watch began

std::uint64_t peak_since_reset() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

/// A line of /proc/self/status, such as "VmHWM:    1234 kB".
std::optional<std::uint64_t> status_bytes(const std::string& field) {
  std::ifstream in{"/proc/self/status"};
  for (std::string line; std::getline(in, line);) {
    std::istringstream words{line};
    std::string name;
    std::uint64_t kilobytes = 0;
    if (words >> name >> kilobytes && name == field) return kilobytes * 1024;
  }
  return {};
}

bool forget_peak() {
  std::ofstream out{"/proc/self/clear_refs"};
  out << '5' << std::flush;
  return out.good();
}

}  // namespace

std::uint64_t peak_rss_bytes() { return std::max(highest, peak_since_reset()); }

memory_watch::memory_watch() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
  highest = peak_rss_bytes();
  if (forget_peak()) before_ = status_bytes("VmRSS:");
}

std::optional<std::uint64_t> memory_watch::peak() const {
  const std::optional<std::uint64_t> most = before_ ? status_bytes("VmHWM:") : std::nullopt;
  if (!most) return {};
  return std::max(*most, *before_) - *before_;
}

}  // namespace ansatz::experiment

#pragma once
#include <cstdint>
#include <optional>

namespace ansatz::experiment {

/// The most memory that this process has held, whatever was watched in between.
std::uint64_t peak_rss_bytes();

/// How much more memory the process comes to hold than when this was made: the growth of its resident set at its
/// highest, what the allocator had kept of freed memory given back before. One at a time. Where the system does not
/// tell (it is asked by Linux's /proc/self/clear_refs), nothing.
class memory_watch {
 public:
  memory_watch();
  std::optional<std::uint64_t> peak() const;

 private:
  std::optional<std::uint64_t> before_;
};

}  // namespace ansatz::experiment

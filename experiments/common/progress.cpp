#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <common/progress.hpp>
#include <common/say.hpp>

namespace ansatz::experiment {

progress::progress(const std::string& what, std::uint64_t total)
    : what_{legible(what)}, total_{total}, shown_{::isatty(STDERR_FILENO) != 0} {}

progress::~progress() {
  if (shown_ && last_ != std::chrono::steady_clock::time_point{}) experiment::draw("\r\033[K");
}

void progress::add(std::uint64_t done) {
  done_ += done;
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - last_ < std::chrono::milliseconds{100}) return;
  last_ = now;
  draw();
}

void progress::draw() const {
  constexpr std::uint64_t width = 40;
  const std::uint64_t filled = width * std::min(done_, total_) / std::max<std::uint64_t>(total_, 1);
  experiment::draw(fmt::format("\r{} [{:<{}}] {}/{}", what_, std::string(filled, '#'), width, done_, total_));
}

}  // namespace ansatz::experiment

#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace ansatz::experiment {

/// A bar on standard error where that is a terminal; nothing otherwise.
class progress {
 public:
  progress(const std::string& what, std::uint64_t total);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  void add(std::uint64_t done);

 private:
  void draw() const;

  std::string what_;
  std::uint64_t total_, done_ = 0;
  bool shown_;
  std::chrono::steady_clock::time_point last_{};
};

/// Seconds since its making.
class stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace ansatz::experiment

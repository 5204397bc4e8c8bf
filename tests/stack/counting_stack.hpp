#pragma once
#include <ansatz/stack/adaptor.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace ansatz::testing {

/// Counts the calls that reach a stack, one by one and in batches.
template <class S>
class counting_stack : public stack_adaptor<counting_stack<S>, S> {
 public:
  explicit counting_stack(S s) : inner{std::move(s)} {}
  std::size_t pushes = 0, pops = 0, batches = 0, in_batches = 0;
  S inner;

 private:
  friend stack_adaptor<counting_stack, S>;
  S& below() { return inner; }
  const S& below() const { return inner; }
  template <class Total>
  void pushed(std::uint32_t, Total) {
    ++pushes;
  }
  template <class Total>
  void popped(std::uint32_t, Total) {
    ++pops;
  }
  template <class Total>
  void pushed_each(std::span<const std::uint32_t> freqs, Total) {
    ++batches;
    in_batches += freqs.size();
  }
  template <class Total>
  void popped_each(std::span<const std::uint32_t> freqs, Total) {
    batches += freqs.empty() ? 0 : 1;  // a group that a stack pops at once
    in_batches += freqs.size();
  }
};

}  // namespace ansatz::testing

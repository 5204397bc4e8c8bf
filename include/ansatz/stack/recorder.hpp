#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ansatz {

/// Takes pushes and keeps them, so that they can reach a stack later and in another order: what a model must
/// see first to last, a stack must get last to first.
///
/// Pushes between two calls of `mark` belong together and keep their order. It gives nothing back: a codec
/// that pops while it pushes, as bits back does, cannot be recorded, since what it pops is not there yet.
/// Labels are kept too. Twelve bytes a push.
class recorder {
 public:
  /// Begins a group.
  void mark() { begins_ = true; }

  template <total_like Total>
  void push(interval i, Total n) {
    if (i.freq == 0) throw domain_error("push: the symbol has probability zero");
    if (!i.within(n.count())) throw domain_error("push: the interval does not lie in its total");
    if constexpr (std::is_same_v<Total, precision>)
      add(i.start, i.freq, is_precise | n.bits());
    else
      add(i.start, i.freq, n.count() - 1);
  }
  template <class Total, class Find>
  int pop(Total, Find&&) {
    static_assert(sizeof(Find) == 0, "recorder: a codec that pops while it pushes cannot be recorded");
    return 0;
  }
  void enter(std::string_view label) {
    const auto at = std::ranges::find(labels_, label);
    const auto index = static_cast<std::uint32_t>(at - labels_.begin());
    if (at == labels_.end()) labels_.push_back(label);
    add(index, 0, is_enter);
  }
  void leave() { add(0, 0, is_leave); }

  /// Pushes all groups onto `s`, the last one first.
  template <class S>
  void replay(S& s) const {
    for (std::size_t end = steps_.size(); end > 0;) {
      std::size_t begin = end - 1;
      while (begin > 0 && !steps_[begin].begins()) --begin;
      for (std::size_t k = begin; k < end; ++k) apply(steps_[k], s);
      end = begin;
    }
  }

 private:
  static constexpr std::uint32_t flag = std::uint32_t{1} << 31;
  static constexpr std::uint32_t is_precise = flag;           // with the bits; else a total's count less one
  static constexpr std::uint32_t is_enter = 0, is_leave = 1;  // where the frequency is 0

  struct step {
    std::uint32_t start;  // or a label's index; its highest bit, which no start has, begins a group
    std::uint32_t freq;   // 0 for a label
    std::uint32_t what;
    bool begins() const { return (start & flag) != 0; }
  };

  void add(std::uint32_t start, std::uint32_t freq, std::uint32_t what) {
    steps_.push_back({start | (begins_ ? flag : 0), freq, what});
    begins_ = false;
  }

  template <class S>
  void apply(const step& t, S& s) const {
    const std::uint32_t start = t.start & ~flag;
    if (t.freq == 0) {
      if constexpr (requires { s.enter(labels_[0]), s.leave(); })
        t.what == is_enter ? s.enter(labels_[start]) : s.leave();
    } else if ((t.what & is_precise) != 0) {
      s.push(interval{start, t.freq}, precision{t.what & ~is_precise});
    } else {
      s.push(interval{start, t.freq}, total{t.what + 1});
    }
  }

  std::vector<step> steps_;
  std::vector<std::string_view> labels_;
  bool begins_ = true;
};

}  // namespace ansatz

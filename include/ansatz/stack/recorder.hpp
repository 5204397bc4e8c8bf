#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/stack/lanes.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// Takes pushes and keeps them, so that they can reach a stack later and in another order: what a model must
/// see first to last, a stack must get last to first.
///
/// Pushes between two calls of `mark` belong together and keep their order. It gives nothing back: a codec
/// that pops while it pushes, as bits back does, cannot be recorded, since what it pops is not there yet.
/// Labels are kept too. Twelve bytes a push, and twelve more for one on a lane other than the first.
class recorder {
 public:
  /// For a stack of so many lanes.
  explicit recorder(std::size_t lanes = 1) : lanes_{lanes} {
    if (lanes == 0 || lanes > 1024) throw domain_error("recorder: 1 to 1024 lanes");
  }

  std::size_t lanes() const { return lanes_; }
  /// Begins a group.
  void mark() { begins_ = true; }

  template <total_like Total>
  void push(interval i, Total n) {
    push_on(0, i, n);
  }
  template <total_like Total>
  void push_on(std::size_t lane, interval i, Total n) {
    if (i.freq == 0) throw domain_error("push: the symbol has probability zero");
    if (!i.within(n.count())) throw domain_error("push: the interval does not lie in its total");
    if (lane >= lanes_) throw domain_error("recorder: there is no such lane");
    if (lane > 0) add(static_cast<std::uint32_t>(lane), 0, is_lane);
    if constexpr (std::is_same_v<Total, precision>)
      add(i.start, i.freq, is_precise | n.bits());
    else
      add(i.start, i.freq, n.count() - 1);
  }
  static constexpr const char* no_pop =
      "recorder: a codec that pops while it pushes cannot be recorded";  // at run time, by any_stack
  template <class Total, class Find>
  int pop(Total, Find&&) {
    static_assert(sizeof(Find) == 0, "recorder: a codec that pops while it pushes cannot be recorded");
    return 0;
  }
  template <class Total, class Find>
  int pop_on(std::size_t, Total n, Find&& find) {
    return pop(n, std::forward<Find>(find));
  }
  void enter(std::string_view label) {
    const auto at = std::ranges::find(labels_, label);
    const auto index = static_cast<std::uint32_t>(at - labels_.begin());
    if (at == labels_.end()) labels_.push_back(label);
    add(index, 0, is_enter);
  }
  void leave() { add(0, 0, is_leave); }

  /// Pushes all groups onto `s`, the last one first. Throws `domain_error` where it has too few lanes.
  template <class S>
  void replay(S& s) const {
    if (lanes_of(s) < lanes_) throw domain_error("recorder: the stack has fewer lanes than were recorded on");
    for (std::size_t end = steps_.size(); end > 0;) {
      std::size_t begin = end - 1;
      while (begin > 0 && !steps_[begin].begins()) --begin;
      for (std::size_t k = begin; k < end; ++k) {
        const bool lane = steps_[k].is_lane();
        apply(steps_[k + lane], lane ? steps_[k].index() : 0, s);
        k += lane;
      }
      end = begin;
    }
  }

 private:
  static constexpr std::uint32_t flag = std::uint32_t{1} << 31;
  static constexpr std::uint32_t is_precise = flag;  // with the bits; else a total's count less one
  static constexpr std::uint32_t is_enter = 0, is_leave = 1, is_lane = 2;  // where the frequency is 0

  struct step {
    std::uint32_t start;  // or a label's index, or the next push's lane; its highest bit begins a group
    std::uint32_t freq;   // 0 for a label or a lane
    std::uint32_t what;
    bool begins() const { return (start & flag) != 0; }
    std::uint32_t index() const { return start & ~flag; }
    bool is_lane() const { return freq == 0 && what == recorder::is_lane; }
  };

  void add(std::uint32_t start, std::uint32_t freq, std::uint32_t what) {
    steps_.push_back({start | (begins_ ? flag : 0), freq, what});
    begins_ = false;
  }

  template <class S>
  void apply(const step& t, std::uint32_t lane, S& s) const {
    if (t.freq == 0) {
      if constexpr (requires { s.enter(labels_[0]), s.leave(); })
        t.what == is_enter ? s.enter(labels_[t.index()]) : s.leave();
    } else if ((t.what & is_precise) != 0) {
      push_onto(s, lane, {t.index(), t.freq}, precision{t.what & ~is_precise});
    } else {
      push_onto(s, lane, {t.index(), t.freq}, total{t.what + 1});
    }
  }
  template <class S, class Total>
  static void push_onto(S& s, std::uint32_t lane, interval i, Total n) {
    if constexpr (laned<S>)
      s.push_on(lane, i, n);
    else
      s.push(i, n);
  }

  std::size_t lanes_;
  std::vector<step> steps_;
  std::vector<std::string_view> labels_;
  bool begins_ = true;
};

}  // namespace ansatz

#pragma once
#include <ansatz/interval.hpp>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ansatz {

/// Takes pushes and keeps them, so that they can reach a stack later and in another order: what a model must
/// see first to last, a stack must get last to first.
///
/// Pushes between two calls of `mark` belong together and keep their order. It has no pop: a codec that pops
/// while it pushes, as bits back does, cannot be recorded, since what it pops is not there yet. Labels are
/// kept too.
class recorder {
 public:
  /// Begins a group.
  void mark() { groups_.push_back(steps_.size()); }

  template <total_like Total>
  void push(interval i, Total n) {
    if constexpr (std::is_same_v<Total, precision>)
      steps_.push_back({i, n.bits(), step::kind::precise, {}});
    else
      steps_.push_back({i, n.count(), step::kind::counted, {}});
  }
  void enter(std::string_view label) { steps_.push_back({{}, 0, step::kind::enter, label}); }
  void leave() { steps_.push_back({{}, 0, step::kind::leave, {}}); }

  /// Pushes all groups onto `s`, the last one first.
  template <class S>
  void replay(S& s) const {
    std::size_t end = steps_.size();
    for (const std::size_t begin : groups_ | std::views::reverse) {
      for (std::size_t k = begin; k < end; ++k) steps_[k].apply(s);
      end = begin;
    }
  }

 private:
  struct step {
    enum class kind : std::uint8_t { precise, counted, enter, leave };
    interval owner;
    std::uint32_t size;  // bits of a precision, or a total's count
    kind what;
    std::string_view label;

    template <class S>
    void apply(S& s) const {
      constexpr bool labels = requires { s.enter(label), s.leave(); };
      switch (what) {
        case kind::precise:
          s.push(owner, precision{size});
          break;
        case kind::counted:
          s.push(owner, total{size});
          break;
        case kind::enter:
          if constexpr (labels) s.enter(label);
          break;
        case kind::leave:
          if constexpr (labels) s.leave();
          break;
      }
    }
  };

  std::vector<step> steps_;
  std::vector<std::size_t> groups_;
};

}  // namespace ansatz

#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/recorder.hpp>
#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

namespace detail {

template <class S>
using layout_t = typename innermost_t<S>::layout_type;
template <class S>
using head_t = typename layout_t<S>::head_type;

/// The codec of a head: its logarithm is about uniform, whatever was coded.
template <class S>
log_uniform_codec head_codec() {
  return log_uniform(layout_t<S>::lower_bits + layout_t<S>::word_bits, layout_t<S>::lower_bits);
}

}  // namespace detail

/// A stack that can be spread over several heads: one that names the layout of its head and takes more of
/// them (`with_heads`), or stands on one and does.
template <class S>
concept spreadable = stack<S> && requires(S&& s, const std::array<detail::head_t<S>, 1>& more) {
  { std::move(s).with_heads(more) } -> laned_stack;
};

/// One that can be gathered to a single head.
template <class S>
concept gatherable = laned_stack<S> && requires(const S& s) {
  { s.head(std::size_t{}) } -> std::same_as<detail::head_t<S>>;
} && requires(S&& s) {
  { std::move(s).with_one_head() } -> spreadable;
};

/// The same stack with `Lanes` heads: all but the first are popped from it, by a log-uniform codec. Each
/// takes as many bits as it holds and the head's lower bound besides, 36 bits above its content on the
/// default stack, which `gather` gives back: a stack that holds less takes them from its supply. If that
/// throws, `s` is a stack that holds less.
template <std::size_t Lanes, spreadable S>
auto spread(S&& s)
  requires(Lanes > 1 && !std::is_reference_v<S>)
{
  std::array<detail::head_t<S>, Lanes - 1> more;
  for (auto& head : more) head = static_cast<detail::head_t<S>>(detail::head_codec<S>().pop(s));
  return std::forward<S>(s).with_heads(more);
}

/// The inverse: pushes all heads but the first onto it. On average a lane costs less than 0.01 bits more than
/// it held.
template <gatherable S>
auto gather(S&& s)
  requires(!std::is_reference_v<S>)
{
  std::vector<detail::head_t<S>> more(s.lanes() - 1);
  for (std::size_t i = 0; i < more.size(); ++i) more[i] = s.head(i + 1);
  auto one = std::forward<S>(s).with_one_head();
  for (std::size_t i = more.size(); i-- > 0;) detail::head_codec<S>().push(one, more[i]);
  return one;
}

/// A codec on a stack of so many lanes: heads are popped before each use and pushed back after it. Where a
/// stack can't have more heads (the exact one, a view, one with lanes already) it is its codec.
///
/// Does push pop? Yes, heads. Does pop push? Yes, heads.
///
/// Rate: the codec's. It reads deep: about 52 bits a lane must be on the stack. A use takes microseconds, so
/// it is for symbols of many parts (an array of thousands); for a chain of symbols `spread` the stack once.
template <std::size_t Lanes, class Codec>
struct on_lanes_codec {
  static_assert(Lanes > 1, "on_lanes: at least two lanes");
  static_assert(is_codec<Codec>(), "on_lanes: the argument must be a codec");
  using symbol_type = symbol_t<Codec>;

  Codec inner;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    on_wide(s, [&](auto& wide) { inner.push(wide, x); });
  }
  template <class S>
  symbol_type pop(S& s) const {
    return on_wide(s, [&](auto& wide) { return inner.pop(wide); });
  }

 private:
  template <class S, class Use>
  static auto on_wide(S& s, Use use) {
    static_assert(!std::same_as<innermost_t<S>, recorder>,
                  "on_lanes: a codec that pops heads while it pushes cannot be recorded");
    static_assert(!std::same_as<innermost_t<S>, any_stack>,
                  "on_lanes: any_codec does not know its stack's heads; on_lanes<N>(any_codec) does");
    if constexpr (spreadable<S>) {
      auto wide = spread<Lanes>(std::move(s));
      try {
        if constexpr (std::is_void_v<decltype(use(wide))>) {
          use(wide);
          s = gather(std::move(wide));
        } else {
          auto x = use(wide);
          s = gather(std::move(wide));
          return x;
        }
      } catch (...) {
        s = gather(std::move(wide));  // whole again, whatever was done
        throw;
      }
    } else {
      return use(s);
    }
  }
};

template <std::size_t Lanes, class Codec>
on_lanes_codec<Lanes, Codec> on_lanes(Codec inner) {
  return {std::move(inner)};
}

}  // namespace ansatz

#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace ansatz {

/// A codec whose pushes and pops a metered stack books under a name; on any other stack it is its codec and
/// no more.
///
/// Does push pop? Where its codec's push does. Does pop push? Where its codec's pop does.
///
/// The label must outlive every stack that it is used on: string literals do.
template <class Codec>
struct labelled_codec {
  static_assert(is_codec<Codec>(), "labelled: the second argument must be a codec");
  using symbol_type = symbol_t<Codec>;

  std::string_view label;
  Codec inner;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    const open_label<S> open{s, label};
    inner.push(s, x);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    const open_label<S> open{s, label};
    return inner.pop(s);
  }

 private:
  /// Leaves the label on the way out, also where the inner codec throws.
  template <class S>
  struct open_label {
    static constexpr bool metered = requires(S& s, std::string_view name) { s.enter(name), s.leave(); };
    S& stack;
    constexpr open_label(S& s, std::string_view name) : stack{s} {
      if constexpr (metered) stack.enter(name);
    }
    constexpr ~open_label() {
      if constexpr (metered) try {
          stack.leave();
        } catch (
            const domain_error&) {  // the inner codec left it, or lost the stack: there is nothing to leave
        }
    }
    open_label(const open_label&) = delete;
  };
};

template <class Codec>
constexpr labelled_codec<Codec> labelled(std::string_view label, Codec inner) {
  return {label, std::move(inner)};
}

/// A label that would be gone at once.
template <class Label, class Codec>
  requires std::same_as<Label, std::string>
void labelled(Label&&, Codec) = delete;

}  // namespace ansatz

#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <concepts>
#include <memory>
#include <utility>

namespace ansatz {

/// Any codec of symbols X, its type forgotten: one that is chosen or composed at run time, for every stack.
///
/// Does push pop? Where the codec's push does. Does pop push? Where the codec's pop does.
///
/// The codec in it is compiled once, for an `any_stack`, which every stack is seen as: so it can be recorded,
/// tallied, metered and spread like any other, with the bytes and the rate of the codec in it. It costs one
/// indirect call a push and two a pop, whole arrays of models (`repeat`, `modelled_each`) one a batch. Copies
/// share the codec. What does not compile statically throws `domain_error` with the same sentence, when it is
/// used: bits back into a recorder, say.
template <class X>
class any_codec {
 public:
  using symbol_type = X;

  template <class Codec>
    requires(!std::same_as<Codec, any_codec> && codec<Codec> && std::same_as<symbol_t<Codec>, X> &&
             codec_on<Codec, any_stack>)
  any_codec(Codec c)
      : self_{std::make_shared<holder<Codec>>(std::move(c))} {}  // implicit, as std::function is

  template <class S>
  void push(S& s, const X& x) const {
    if constexpr (std::same_as<S, any_stack>) {
      self_->push(s, x);
    } else {
      any_stack any{s};
      self_->push(any, x);
    }
  }
  template <class S>
  X pop(S& s) const {
    if constexpr (std::same_as<S, any_stack>) {
      return self_->pop(s);
    } else {
      any_stack any{s};
      return self_->pop(any);
    }
  }

 private:
  struct interface {
    virtual ~interface() = default;
    virtual void push(any_stack& s, const X& x) const = 0;
    virtual X pop(any_stack& s) const = 0;
  };
  template <class Codec>
  struct holder final : interface {
    explicit holder(Codec c) : inner{std::move(c)} {}
    void push(any_stack& s, const X& x) const override { inner.push(s, x); }
    X pop(any_stack& s) const override { return inner.pop(s); }
    Codec inner;
  };

  std::shared_ptr<const interface> self_;
};

}  // namespace ansatz

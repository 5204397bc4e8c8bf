#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/rans.hpp>
#include <concepts>
#include <memory>
#include <utility>

namespace ansatz {

/// Any codec of symbols X, its type forgotten: one that is chosen or composed at run time, for every stack.
///
/// Does push pop? Where the codec's push does. Does pop push? Where the codec's pop does.
///
/// The codec in it is compiled for a `rans_stack`, for a `vector_stack<64>`, and for an `any_stack`, which
/// every other stack is seen as: so it can be recorded, tallied, metered and spread like any other, with
/// the bytes and the rate of the codec in it. On the first two it costs one indirect call, whatever is in
/// it. On others a push costs one indirect call more, a pop two, and arrays of models (`repeat`,
/// `modelled_each`) one a batch. Copies share the codec; one that was moved from holds none, and may only be
/// assigned to or destroyed. What does not compile statically throws `domain_error` with the same sentence,
/// when it is used: bits back into a recorder, say. Links `ansatz::stack`.
template <class X>
class any_codec {
 public:
  using symbol_type = X;

  template <class Codec>
    requires(!std::same_as<Codec, any_codec> && codec<Codec> && std::same_as<symbol_t<Codec>, X> &&
             codec_on<Codec, any_stack> && codec_on<Codec, rans_stack> && codec_on<Codec, vector_stack<64>>)
  any_codec(Codec c)
      : self_{std::make_shared<holder<Codec>>(std::move(c))} {}  // implicit, as std::function is

  template <class S>
  void push(S& s, const X& x) const {
    if constexpr (is_known<S>) {
      self_->push(s, x);
    } else {
      any_stack any{s};
      self_->push(any, x);
    }
  }
  template <class S>
  X pop(S& s) const {
    if constexpr (is_known<S>) {
      return self_->pop(s);
    } else {
      any_stack any{s};
      return self_->pop(any);
    }
  }

 private:
  template <class S>
  static constexpr bool is_known =
      std::same_as<S, any_stack> || std::same_as<S, rans_stack> || std::same_as<S, vector_stack<64>>;

  template <class S>
  struct on {
    virtual ~on() = default;
    virtual void push(S& s, const X& x) const = 0;
    virtual X pop(S& s) const = 0;
  };
  struct interface : on<any_stack>, on<rans_stack>, on<vector_stack<64>> {
    using on<any_stack>::push, on<rans_stack>::push, on<vector_stack<64>>::push;
    using on<any_stack>::pop, on<rans_stack>::pop, on<vector_stack<64>>::pop;
  };
  template <class Codec>
  struct holder final : interface {
    explicit holder(Codec c) : inner{std::move(c)} {}
    void push(any_stack& s, const X& x) const override { inner.push(s, x); }
    void push(rans_stack& s, const X& x) const override { inner.push(s, x); }
    void push(vector_stack<64>& s, const X& x) const override { inner.push(s, x); }
    X pop(any_stack& s) const override { return inner.pop(s); }
    X pop(rans_stack& s) const override { return inner.pop(s); }
    X pop(vector_stack<64>& s) const override { return inner.pop(s); }
    Codec inner;
  };

  std::shared_ptr<const interface> self_;
};

}  // namespace ansatz

#pragma once
#include <ansatz/codec.hpp>
#include <concepts>
#include <memory>
#include <utility>

namespace ansatz {

/// Any codec of symbols X on stacks S, its type forgotten: for the edges, where a codec is chosen at run
/// time. A push or a pop costs one virtual call more. Copies share the codec.
template <class X, class S>
class any_codec {
 public:
  using symbol_type = X;

  template <class Codec>
    requires(codec_on<Codec, S> && std::same_as<symbol_t<Codec>, X> && !std::same_as<Codec, any_codec>)
  any_codec(Codec c)
      : self_{std::make_shared<holder<Codec>>(std::move(c))} {}  // implicit, as std::function is

  void push(S& s, const X& x) const { self_->push(s, x); }
  X pop(S& s) const { return self_->pop(s); }

 private:
  struct interface {
    virtual ~interface() = default;
    virtual void push(S& s, const X& x) const = 0;
    virtual X pop(S& s) const = 0;
  };
  template <class Codec>
  struct holder final : interface {
    explicit holder(Codec c) : inner{std::move(c)} {}
    void push(S& s, const X& x) const override { inner.push(s, x); }
    X pop(S& s) const override { return inner.pop(s); }
    Codec inner;
  };

  std::shared_ptr<const interface> self_;
};

}  // namespace ansatz

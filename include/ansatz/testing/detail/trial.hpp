#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>

/// What stands between a codec and the laws, so that laws and stacks are compiled once, in `ansatz::testing`,
/// and a test compiles its codec twice: for `rans_stack`, and for `any_stack`, which stands for all others.
namespace ansatz::testing::detail {

/// A symbol, its type forgotten.
struct any_symbol {
  std::shared_ptr<const void> value;
  void (*show)(const void*, std::ostream&) = nullptr;
};
std::ostream& operator<<(std::ostream& out, const any_symbol& x);

template <class X>
const X& in(const any_symbol& x) {
  return *static_cast<const X*>(x.value.get());
}

/// A codec compiled for each stack that it is tried on; its symbols' type is forgotten.
template <class Codec>
struct by_its_type {
  std::shared_ptr<const Codec> codec;
  void (*show)(const void*, std::ostream&);

  template <class S>
  void push(S& s, const any_symbol& x) const {
    codec->push(s, in<symbol_t<Codec>>(x));
  }
  template <class S>
  any_symbol pop(S& s) const {
    return {std::make_shared<const symbol_t<Codec>>(codec->pop(s)), show};
  }
};

/// A codec whose type is forgotten.
struct any_tested_codec {
  virtual ~any_tested_codec() = default;
  virtual void push(any_stack& s, const any_symbol& x) const = 0;
  virtual any_symbol pop(any_stack& s) const = 0;
  virtual void push(rans_stack& s, const any_symbol& x) const = 0;
  virtual any_symbol pop(rans_stack& s) const = 0;
};
template <class Codec>
struct tested_codec final : any_tested_codec {
  explicit tested_codec(by_its_type<Codec> c) : inner{std::move(c)} {}
  void push(any_stack& s, const any_symbol& x) const override { inner.push(s, x); }
  any_symbol pop(any_stack& s) const override { return inner.pop(s); }
  void push(rans_stack& s, const any_symbol& x) const override { inner.push(s, x); }
  any_symbol pop(rans_stack& s) const override { return inner.pop(s); }
  by_its_type<Codec> inner;
};

/// A codec with a stack in mid-life.
struct trial {
  virtual ~trial() = default;
  virtual void push(const any_symbol& x) = 0;
  virtual any_symbol pop() = 0;
  virtual bool is_back() const = 0;  ///< whether the stack is the one from before
};

/// What a push added to the content beside what the ledger says, and how much that may be, up or down.
struct deviation {
  bits stray, slack;
};

/// A kind of stack with a codec.
struct tried_stack {
  std::string name;
  std::function<std::unique_ptr<trial>(std::uint64_t seed)> begin;
  std::function<deviation(std::uint64_t seed, const any_symbol& x)> push_metered;
};

/// `use` has push(s, x) and pop(s) for stacks S and metered ones.
template <class S, class Use>
class trial_on final : public trial {
 public:
  trial_on(Use use, std::uint64_t seed)
      : use_{std::move(use)}, before_{midlife<S>::from(seed)}, stack_{before_} {}
  void push(const any_symbol& x) override { use_.push(stack_, x); }
  any_symbol pop() override { return use_.pop(stack_); }
  bool is_back() const override { return stack_ == before_; }

 private:
  const Use use_;
  const S before_;
  S stack_;
};
template <class S, class Use>
tried_stack tried_on(std::string name, const Use& use) {
  return {std::move(name),
          [use](std::uint64_t seed) { return std::make_unique<trial_on<S, Use>>(use, seed); },
          [use](std::uint64_t seed, const any_symbol& x) -> deviation {
            const slack_meter<S> before{midlife<S>::from(seed)};
            metered<slack_meter<S>> s{before};
            use.push(s, x);
            return {s.inner().content() - before.content() - s.net(), s.inner().slack()};
          }};
}

}  // namespace ansatz::testing::detail

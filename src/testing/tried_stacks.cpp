#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz::testing::detail {

namespace {

/// A codec on a stack whose type it is not compiled for.
struct through_any_stack {
  std::shared_ptr<const any_tested_codec> codec;

  template <class S>
  void push(S& s, const any_symbol& x) const {
    any_stack any{s};
    codec->push(any, x);
  }
  template <class S>
  any_symbol pop(S& s) const {
    any_stack any{s};
    return codec->pop(any);
  }
};

/// A codec on `rans_stack`; on a metered one it goes through `any_stack`.
struct on_rans_stack : through_any_stack {
  using through_any_stack::push;
  void push(rans_stack& s, const any_symbol& x) const { codec->push(s, x); }
  any_symbol pop(rans_stack& s) const { return codec->pop(s); }
};

}  // namespace

std::vector<tried_stack> on_every_stack(const std::shared_ptr<const any_tested_codec>& c) {
  const through_any_stack any{c};
  return {tried_on<rans_stack_16_8>("rans 16/8", any), tried_on<rans_stack_32_8>("rans 32/8", any),
          tried_on<vector_stack_32_8<3>>("rans 32/8 of 3 lanes", any),
          tried_on<rans_stack>("rans 64/32", on_rans_stack{c}), tried_on<exact_stack>("exact", any)};
}

}  // namespace ansatz::testing::detail

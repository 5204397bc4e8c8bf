#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>

/// The elements of a sequence that learns are recorded first: they cannot take bits from a stack that is not there yet.
struct walker {
#ifndef FIXED
  auto next() const {
    const auto two = [](std::uint32_t) { return ansatz::uniform(2); };
    return ansatz::bits_back(ansatz::uniform(2), two, two);
  }
#else
  auto next() const { return ansatz::uniform(2); }
#endif
  void learn(std::uint32_t) {}
};

void push(ansatz::rans_stack& s) {
  ansatz::autoregressive(2, [] { return walker{}; }).push(s, {0, 1});
}

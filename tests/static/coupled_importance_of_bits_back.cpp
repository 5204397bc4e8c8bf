#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/coupled_importance.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>

const auto any_of = [](std::uint32_t) { return ansatz::uniform(6); };
#ifndef FIXED
const auto proposal = ansatz::bits_back(ansatz::uniform(6), any_of, any_of);
#else
const auto proposal = ansatz::uniform(6);
#endif
std::uint32_t pop(ansatz::rans_stack& s) {
  return ansatz::coupled_importance(4, proposal, [](std::uint32_t) { return ansatz::bits{}; }).pop(s);
}

#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>

struct walker {
#ifndef FIXED
  auto next() const { return ansatz::on_lanes<8>(ansatz::repeat(20, ansatz::uniform(100))); }
#else
  auto next() const { return ansatz::repeat(20, ansatz::uniform(100)); }
#endif
  void learn(const std::vector<std::uint32_t>&) {}
};

void push(ansatz::rans_stack& s) {
  ansatz::autoregressive(2, [] { return walker{}; }).push(s, {{}, {}});
}

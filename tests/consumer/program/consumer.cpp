#include <ansatz/combinator/repeat.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>
#include <bb_ans/bb_ans.hpp>

int main() {
  const auto dice = ansatz::repeat(3, ansatz::uniform(6));
  ansatz::rans_stack stack;
  dice.push(stack, {5, 0, 3});
  const bool back = dice.pop(stack) == std::vector<std::uint32_t>{5, 0, 3} && stack.is_fresh();
  return back ? 0 : 1;
}

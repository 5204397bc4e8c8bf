#include <ansatz/ansatz.hpp>

/// Bits back, and a bag: nothing of this is compiled elsewhere.
int main() {
  using namespace ansatz;
  const auto coin = bits_back(
      bernoulli(1, 1), [](std::uint32_t z) { return bernoulli(z == 1 ? 50 : 3, 6); },
      [](std::uint32_t) { return bernoulli(1, 1); });
  rans_stack stack;
  coin.push(stack, 1);
  coin.push(stack, 0);
  if (coin.pop(stack) != 0 || coin.pop(stack) != 1 || !stack.is_fresh()) return 1;

  const auto words = multiset(4, categorical({1, 2, 5}, 8));
  using bag_of_words = decltype(words)::symbol_type;
  words.push(stack, {0, 1, 2, 2});
  return words.pop(stack) == bag_of_words{0, 1, 2, 2} && stack.is_fresh() ? 0 : 2;
}

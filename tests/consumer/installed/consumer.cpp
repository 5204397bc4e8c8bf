#include <ansatz/ansatz.hpp>
#include <ansatz/io/image_files.hpp>
#include <array>
#include <bb_ans/bb_ans.hpp>
#include <registry/registry.hpp>

/// A categorical from doubles, PNG, and all coders that there are: what is compiled is linked, too.
int main() {
  using namespace ansatz;
  const auto dice = repeat(3, categorical(weights_from_probabilities(std::array{0.5, 0.25, 0.25}), 16));
  rans_stack stack;
  dice.push(stack, {2, 0, 1});
  if (dice.pop(stack) != decltype(dice)::symbol_type{2, 0, 1} || !stack.is_fresh()) return 1;

  const image_set images{{.shape = {.height = 1, .width = 2}, .pixels = {7, 9}}};
  write_images("consumer.png", images);
  if (read_images("consumer.png") != images) return 2;

  return registered_codecs().empty() ? 3 : 0;
}

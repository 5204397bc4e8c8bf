#include <ansatz/error.hpp>
#include <array>
#include <context_mixing/context_mixing.hpp>

namespace ansatz {
namespace {

constexpr unsigned hashed_bits = 22;  // of a table's index from order 2 on

byte_mixer mixer_of(unsigned order) {
  if (order > context_mixer::most_orders) throw domain_error("context_mixer: contexts of at most 6 bytes");
  return {order + 1, 2, hashed_bits};
}

}  // namespace

context_mixer::context_mixer(unsigned order) : order_{order}, mixer_{mixer_of(order)} { begin(); }

void context_mixer::begin() {
  std::array<std::uint64_t, most_orders + 1> contexts{};
  for (unsigned k = 1; k <= order_; ++k) contexts[k] = history_ & (~std::uint64_t{0} >> (64 - 8 * k));
  mixer_.begin(std::span{contexts}.first(order_ + 1));
}

void context_mixer::learn(std::uint8_t bit) {
  if (!mixer_.learn(bit)) return;
  history_ = history_ << 8 | mixer_.byte();
  begin();
}

}  // namespace ansatz

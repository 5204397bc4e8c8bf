#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled.hpp>

#ifndef FIXED
struct die {
  using symbol_type = std::uint32_t;
  ansatz::total total() const { return ansatz::total{6}; }
};
#else
struct die : ansatz::uniform_model {
  die() : uniform_model{6} {}
};
#endif

const auto codec = ansatz::modelled(die{});

#include <ansatz/combinator/dependent.hpp>
#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>

const auto codec = ansatz::dependent(ansatz::uniform(6), [](std::uint32_t n) {
#ifndef FIXED
  return ansatz::uniform_model{n + 1};
#else
  return ansatz::modelled(ansatz::uniform_model{n + 1});
#endif
});

#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>

const auto any_of = [](std::uint32_t) { return ansatz::uniform(6); };
#ifndef FIXED
const auto codec = ansatz::bits_back(ansatz::uniform_model{6}, any_of, any_of);
#else
const auto codec = ansatz::bits_back(ansatz::modelled(ansatz::uniform_model{6}), any_of, any_of);
#endif

#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled_each.hpp>

const ansatz::uniform_model die{6};
#ifndef FIXED
const auto family = ansatz::modelled_each(die);
#else
const auto family = ansatz::modelled_each(ansatz::same_model{die});
#endif

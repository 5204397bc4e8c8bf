#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>

/// A model is no codec until it is modelled; a plain number is neither.
#ifndef FIXED
const auto codec = ansatz::serial(ansatz::uniform(4), 5);
#else
const auto codec = ansatz::serial(ansatz::uniform(4), ansatz::modelled(ansatz::uniform_model{5}));
#endif

#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/primitive/uniform.hpp>

#ifndef FIXED
const auto codec = ansatz::on_lanes<1>(ansatz::uniform(6));
#else
const auto codec = ansatz::on_lanes<2>(ansatz::uniform(6));
#endif

#include <ansatz/combinator/any_codec.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>

using row = ansatz::any_codec<std::vector<std::uint32_t>>;
const auto digits = ansatz::repeat(1000, ansatz::uniform(10));
#ifndef FIXED
const row codec = ansatz::on_lanes<8>(digits);
#else
const auto codec = ansatz::on_lanes<8>(row{digits});
#endif

#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

ANSATZ_LAWS(three_dice, ansatz::repeat(3, ansatz::uniform(6)),
            rc::gen::container<std::vector<std::uint32_t>>(3, rc::gen::inRange(0u, 6u)));

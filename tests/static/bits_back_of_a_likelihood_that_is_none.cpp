#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/primitive/uniform.hpp>

/// A likelihood gives the codec of x for a latent z; one fixed codec is no family.
#ifndef FIXED
const auto likelihood = ansatz::uniform(2);
#else
const auto likelihood = [](std::uint32_t) { return ansatz::uniform(2); };
#endif

const auto codec =
    ansatz::bits_back(ansatz::uniform(4), likelihood, [](std::uint32_t) { return ansatz::uniform(4); });

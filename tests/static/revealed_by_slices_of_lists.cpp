#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/revealed.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <erdos_renyi/erdos_renyi_slices.hpp>

/// The codec of a slice codes a graph_slice, whatever it is made of.
#ifdef FIXED
const auto slices = ansatz::erdos_renyi_slices{1, 2};
#else
const auto slices = [](const ansatz::graph_prefix&) { return ansatz::repeat(3, ansatz::uniform(2)); };
#endif

const auto codec = ansatz::revealed(ansatz::graph_prefix{4}, slices, ansatz::prefix_hashes{});

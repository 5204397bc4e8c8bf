#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <erdos_renyi/erdos_renyi_slices.hpp>
#include <labelled_graph/labelled_slices.hpp>

/// Labels are what labels' codecs code: names of atoms are numbered first.
#ifdef FIXED
const auto atom = ansatz::uniform(7);
#else
const auto atom = ansatz::repeat(2, ansatz::uniform(128));
#endif

const auto slices = ansatz::labelled_slices(ansatz::erdos_renyi_slices{1, 2}, atom, ansatz::uniform(4));

#include <ansatz/group/permutation_group.hpp>

/// The points are the group's own.
#ifdef FIXED
const ansatz::permutation_group group{3};
const auto points = group.free_points();
#else
const auto points = ansatz::permutation_group{3}.free_points();
#endif

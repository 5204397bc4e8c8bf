/// What decides coded bits must be rounded as written.
#ifndef FIXED
#define __FAST_MATH__ 1
#endif
#include <no_fast_math.hpp>

#pragma once
/// Comes before the first line of every compiled file of ours (-include): roundings decide coded bits. Where a compiler tells of
/// the parts of -ffast-math one by one, these are refused, too.
#if defined __FAST_MATH__ || defined __ASSOCIATIVE_MATH__ || defined __RECIPROCAL_MATH__
#error "ansatz: -ffast-math lets the compiler round as it likes: build without it"
#endif

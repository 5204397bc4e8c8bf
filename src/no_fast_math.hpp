#pragma once
/// For compiled files whose roundings decide coded bits.
#ifdef __FAST_MATH__
#error "ansatz: -ffast-math lets the compiler round as it likes: build without it"
#endif

#pragma once

// One body for every instruction set, chosen when the program starts. Nothing of it can reach a coded bit.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
#define ANSATZ_FOR_EVERY_X86 [[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#else
#define ANSATZ_FOR_EVERY_X86
#endif
#define ANSATZ_INLINE [[gnu::always_inline]] inline

#pragma once

/// Prints what a codec takes whose type is forgotten against the codec in it, in nanoseconds a symbol.
void compare_any_codec();

#!/bin/sh
# integers_only.sh ROOT: no installed header speaks of floating point outside comments and strings. A consumer's
# compiler may contract a*b + c, so arithmetic that decides an interval must not be compiled there. Numbers may pass
# through a header to a compiled function as std::span<const double>.
set -eu
cd "$1"
status=0
for header in $(find include codecs -name '*.hpp' ! -name '*_layers.hpp' ! -path '*/private/*' | sort); do
  # Strings first (they may hold //), then // to the end of the line, then /* */ over several lines.
  found=$(sed 's/"\([^"\\]\|\\.\)*"/""/g; s,//.*,,; s/std::span<const double>/span/g' "$header" |
    sed ':a; s,/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/,,g; /\/\*/{ N; ba; }' |
    grep -nwE 'double|float|_Float[0-9]+|float_t|double_t' || true)
  if [ -n "$found" ]; then
    printf '%s:\n%s\n' "$header" "$found" >&2
    status=1
  fi
done
exit "$status"

#!/bin/sh
# integers_only.sh ROOT: no installed header speaks of floating point outside comments and strings. A consumer's
# compiler may contract a*b + c, so arithmetic that decides an interval must not be compiled there. What may stand:
# std::span<const double>; a number that integers are put together to, std::bit_cast<double>, and the signature of the
# function that gives it; and in doors for real numbers, which declare functions and define none, any parameter or result.
set -eu
cd "$1"
doors='include/ansatz/model/real.hpp'
status=0
for header in $(find include codecs -name '*.hpp' ! -name '*_layers.hpp' ! -path '*/private/*' | sort); do
  # Strings first (they may hold //), then // to the end of the line, then /* */ over several lines.
  text=$(sed 's/"\([^"\\]\|\\.\)*"/""/g; s,//.*,,' "$header" |
    sed ':a; s,/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/,,g; /\/\*/{ N; ba; }')
  case " $doors " in
    *" $header "*) found=$(printf '%s\n' "$text" | grep -nE '[{=]' | grep -vE '^[0-9]+:namespace [a-z:]+ \{$' || true) ;;
    *) found=$(printf '%s\n' "$text" |
        sed 's/std::span<const double>/span/g; s/std::bit_cast<double>/bit_cast/g; s/double \([a-z_:]*to_double() const\)/\1/' |
        grep -nwE 'double|float|_Float[0-9]+|float_t|double_t' || true) ;;
  esac
  if [ -n "$found" ]; then
    printf '%s:\n%s\n' "$header" "$found" >&2
    status=1
  fi
done
exit "$status"

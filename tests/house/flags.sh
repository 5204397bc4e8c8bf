#!/bin/sh
# flags.sh COMPILE_COMMANDS: every source of the libraries, the codecs and the programs, whichever there are, is compiled without contraction of
# a*b + c and with no option that lets a compiler compute otherwise than IEEE 754 says.
set -eu
commands=$1
status=0
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
grep '"command":' "$commands" | grep -vE ' -c [^ ]*/tests/' >"$lines"
count=$(grep -c . "$lines")
[ "$count" -gt 50 ] || { echo "only $count sources in $commands" >&2; exit 1; }
if grep -v -- '-ffp-contract=off' "$lines" | grep -oE ' -c [^ ]*'; then
  echo 'these are compiled without -ffp-contract=off' >&2
  status=1
fi
loose='-(Ofast|ffast-math|funsafe-math-optimizations|fassociative-math|freciprocal-math|ffinite-math-only|fno-signed-zeros|fno-trapping-math|fno-rounding-math|fsingle-precision-constant|mfpmath=387|fexcess-precision=fast|ffp-contract=(fast|on))'
if grep -E -- " $loose( |\"|\\\\)" "$lines" | grep -oE ' -c [^ ]*'; then
  echo 'these are compiled with looser arithmetic' >&2
  status=1
fi
[ "$status" -ne 0 ] || echo "$count sources, all with the arithmetic of IEEE 754"
exit "$status"

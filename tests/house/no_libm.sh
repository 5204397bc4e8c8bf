#!/bin/sh
# no_libm.sh NM LIST: none of the object files in LIST may refer to a transcendental function of libm, whose last
# bits differ from one machine to the next. Functions that IEEE 754 rounds exactly (sqrt, floor, fma, ...) may stay.
set -eu
nm=$1
list=$2
[ -s "$list" ] || { echo "no object files in $list" >&2; exit 1; }

names='exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|lgamma|lgamma_r|tgamma|erf|erfc|cbrt|hypot'
status=0
count=0
while IFS= read -r object; do
  case $object in "" | *.gch | *.pch) continue ;; esac  # a precompiled header is no object
  count=$((count + 1))
  undefined=$("$nm" --undefined-only "$object")
  # Without the version that a shared object adds; f, l and __x_finite are the variants.
  found=$(printf '%s\n' "$undefined" | sed 's/.* //; s/@.*//' |
    grep -E "^(__)?($names)(f|l|f32|f64|f128)?(_finite)?\$" || true)
  if [ -n "$found" ]; then
    printf '%s refers to libm: %s\n' "$object" "$(echo "$found" | tr '\n' ' ')" >&2
    status=1
  fi
done <"$list"
[ "$count" -gt 0 ] || { echo "no object files in $list" >&2; exit 1; }
[ "$status" -ne 0 ] || echo "$count object files, none refers to a transcendental function of libm"
exit "$status"

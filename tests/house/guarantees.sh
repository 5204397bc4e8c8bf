#!/bin/sh
# guarantees.sh SOURCES CTEST BUILD: every test that docs/guarantees.md names is there. A name is a test's, or the end of one; * is any characters.
set -u
tests=$(mktemp)
trap 'rm -f "$tests"' EXIT
"$2" --test-dir "$3" -N | sed -n 's/^ *Test *#[0-9]*: //p' >"$tests"
[ "$(grep -c . "$tests")" -gt 100 ] || { echo 'there are no tests' >&2; exit 1; }
failures=0 count=0
# The second column of the tables, what stands in backticks there and has a point in it.
for name in $(sed -n 's/^|[^|]*|\([^|]*\)|$/\1/p' "$1/docs/guarantees.md" | grep -o '`[^` /]*\.[^` /]*`' | tr -d '`'); do
  count=$((count + 1))
  pattern=$(printf '%s' "$name" | sed 's/\./\\./g; s/\*/.*/g')
  grep -qE "(^|\.|/)$pattern(\$|/| )" "$tests" || { echo "FAILED: there is no test $name"; failures=$((failures + 1)); }
done
[ "$count" -gt 20 ] || { echo 'FAILED: the page names no tests'; failures=1; }
[ $failures = 0 ] && echo "all $count names are tests"
exit $((failures > 0))

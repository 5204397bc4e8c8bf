#!/bin/sh
# text.sh PROGRAM: files there and back, and what is wrong refused.
set -u
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }

printf 'a' >one
i=0
while [ $i -lt 200 ]; do echo "line $i of some text that repeats itself"; i=$((i + 1)); done >many
"$program" one many --json rates.json --plots plots >log 2>&1 || complain "$(cat log)"
grep -q 'many: .* bytes' log || complain 'no table'
grep -q '"bits_per_byte"' rates.json || complain 'no JSON'
grep -q '</svg>' plots/many_rates.svg || complain 'no chart'

: >empty
for bad in empty missing .; do
  "$program" $bad >log 2>err && complain "$bad: accepted"
  [ -s err ] || complain "$bad: no message"
done
"$program" many --json no/such/folder >log 2>err && complain 'an unwritable file: accepted'
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

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
cp many keep
"$program" keep --json keep >log 2>err && complain 'an input as the output: accepted'
cmp -s many keep || complain 'an input was overwritten'
"$program" many missing --json late.json >log 2>err && complain 'a missing second file: accepted'
grep -q 'bytes' log && complain 'a missing file is noticed only after work'
mkdir other && cp many other/many
"$program" many other/many --plots plots >log 2>err && complain 'two charts of one name: accepted'
if [ -w /dev/full ]; then "$program" one >/dev/full 2>err && complain 'a full disk is no failure'; fi
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

#!/bin/sh
# text.sh PROGRAM: files there and back, and what is wrong refused.
. "$(dirname "$0")/checks.sh"
program=$1

printf 'a' >one
i=0
while [ $i -lt 200 ]; do echo "line $i of some text that repeats itself"; i=$((i + 1)); done >many
"$program" one many --json rates.json --plots plots >log 2>&1 || complain "$(cat log)"
grep -q '^many  *rate' log && grep -q '^many, [0-9]* bytes' log || complain 'no table'
grep -q '"unit": "bits/byte"' rates.json && grep -q '"rate": [0-9]' rates.json || complain 'no JSON'
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
"$program" >log 2>err && complain 'nothing to code: accepted'
grep -q -- '--data' err || complain 'nothing to code: no message'
mkdir -p data/text && cp many data/text/book1
"$program" --data data >log 2>err && complain 'a missing standard text: accepted'
cp one data/text/alice29.txt
"$program" --data data >log 2>err && grep -q 'text/alice29.txt, 1 bytes' log || complain "--data: $(cat err)"
if [ -w /dev/full ]; then "$program" one >/dev/full 2>err && complain 'a full disk is no failure'; fi
finish

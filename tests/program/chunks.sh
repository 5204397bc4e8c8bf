#!/bin/sh
# chunks.sh PROGRAM: files of many chunks: a part of them, more after them, and what is left of a damaged one.
. "$(dirname "$0")/checks.sh"
program=$1

# pixels IDX FIRST COUNT: of so many digits.
pixels() { tail -c +$((17 + 784 * $2)) "$1" | head -c $((784 * $3)); }

"$program" digits 100 digits.idx --seed 3
chunk=$((10 * (784 + 32)))
"$program" compress digits.idx digits.az --codec context_mixing --chunk $chunk --verify >log 2>err || complain "chunks: $(cat err)"
"$program" info digits.az >log 2>err && grep -q '^chunks  *10:' log && grep -q 'holds  *100 grey images of 28x28' log || complain "info: $(cat log err)"
"$program" decompress digits.az again.idx >log 2>err && cmp digits.idx again.idx || complain "back: $(cat err)"
"$program" verify digits.az digits.idx >log 2>err || complain "verify: $(cat err)"

# A part, of which only its chunks are read: the others may be damaged.
for range in 0:100 10:20 15:35 99:100 50:50 :7 93:; do
  from=${range%:*} to=${range#*:}
  from=${from:-0} to=${to:-100}
  "$program" decompress digits.az part.idx --range $range >log 2>err || complain "range $range: $(cat err)"
  pixels digits.idx $from $((to - from)) >expected
  tail -c +17 part.idx | cmp - expected || complain "range $range: other images"
done
cp digits.az hurt.az
size=$(wc -c <hurt.az)
printf 'hurt' | dd of=hurt.az bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
"$program" decompress hurt.az part.idx --range 5:15 >log 2>err || complain "a range beside the damage: $(cat err)"
mkdir some && "$program" decompress digits.az some --range 42:44 >log 2>err && [ "$(ls some | tr '\n' ' ')" = '000042.png 000043.png ' ] ||
  complain "a range into a folder: $(ls some) $(cat err)"
"$program" decompress digits.az - --range 3:5 2>err | tail -c +17 >part && pixels digits.idx 3 2 | cmp - part || complain 'a range into a pipe'

# More after what is there.
"$program" digits 7 more.idx --seed 4
cp digits.az longer.az
"$program" compress more.idx longer.az --append --codec context_mixing --verify >log 2>err || complain "append: $(cat err)"
"$program" decompress longer.az longer.idx >log 2>err || complain "appended: $(cat err)"
{ pixels digits.idx 0 100; pixels more.idx 0 7; } >expected
tail -c +17 longer.idx | cmp - expected || complain 'what was appended, and what was there'
"$program" decompress longer.az last.idx --range 100: >log 2>err && cmp last.idx more.idx || complain "only what was appended: $(cat err)"
"$program" compress more.idx longer.az --append >log 2>err && "$program" info longer.az >log && grep -q 'from item  *107 on' log ||
  complain "appended by another codec: $(cat log)"
"$program" verify longer.az >log 2>err || complain "two codecs in a file: $(cat err)"

# Bytes, of which one counts as an item; lines, which are not cut.
"$program" compress "$tests/ansatz.sh" text.az --chunk 5000 >log 2>err && "$program" decompress text.az text >log 2>err && cmp text "$tests/ansatz.sh" ||
  complain "bytes in chunks: $(cat err)"
"$program" decompress text.az part --range 4990:5010 >log 2>err && tail -c +4991 "$tests/ansatz.sh" | head -c 20 | cmp - part || complain "some bytes: $(cat err)"
LC_ALL=C sort "$tests/ansatz.sh" "$tests/ansatz.sh" "$tests/ansatz.sh" >sorted
for n in 1 2 3 4 5 6; do cat sorted sorted | LC_ALL=C sort >twice && mv twice sorted; done  # beyond what is tried
"$program" compress sorted lines.az --codec lines --chunk 5000 >log 2>err && "$program" decompress lines.az lines >log 2>err && cmp lines sorted ||
  complain "lines in chunks: $(cat err)"

# What is left of a file that is damaged, or cut off.
"$program" verify hurt.az >log 2>err && complain 'verify of damage'
grep -q '1 of 10 chunks damaged; decompress --salvage brings back the others' err || complain "what verify says: $(cat err)"
"$program" decompress hurt.az hurt.idx >log 2>err && complain 'damage was not noticed'
[ ! -e hurt.idx ] || complain 'damaged data were written'
"$program" decompress hurt.az hurt.idx --salvage >log 2>err
[ $? = 3 ] || complain "salvage: $(cat err)"
first=$(sed -n 's/.*lost: items \([0-9]*\) to .*/\1/p' err)
[ -n "$first" ] || complain "what is lost: $(cat err)"
{ pixels digits.idx 0 "$first"; pixels digits.idx $((first + 10)) $((90 - first)); } >expected
tail -c +17 hurt.idx | cmp - expected || complain 'what was salvaged'
mkdir saved
"$program" decompress hurt.az saved --salvage >log 2>err
[ "$(ls saved | wc -l)" = 90 ] && [ ! -e "saved/$(printf '%06d' "$first").png" ] && [ -e saved/000099.png ] || complain 'salvaged images are not called by their numbers'
head -c $((size / 2)) digits.az >cut.az
"$program" decompress cut.az cut.idx --salvage >log 2>err
[ $? = 3 ] && [ "$(wc -c <cut.idx)" -gt $((16 + 784 * 30)) ] || complain "salvage of a cut file: $(cat err)"
"$program" decompress digits.az whole.idx --salvage >log 2>err && cmp whole.idx digits.idx || complain "salvage of a whole file: $(cat err)"

. "$tests/refused.sh"

refused 'a range beyond the end' decompress digits.az out --range 90:101
refused 'a range backwards' decompress digits.az out --range 9:8
refused 'a range that is none' decompress digits.az out --range 5
refused 'a range with a sign' decompress digits.az out --range -1:5
refused 'a chunk of nothing' compress digits.idx out --chunk 0
refused 'a chunk beyond all measure' compress digits.idx out --chunk 268435457
refused 'salvage of nothing' decompress digits.idx out --salvage
refused 'appending to nothing' compress digits.idx out --append
refused 'a cut file' decompress cut.az out
for bad in hurt.az digits.idx; do
  cp $bad before
  "$program" compress more.idx $bad --append >log 2>err && complain "appended to $bad"
  cmp before $bad || complain "$bad was changed"
done
cp text.az before
"$program" compress more.idx text.az --append >log 2>err && complain 'images appended to bytes'
cmp before text.az || complain 'a file of bytes was changed'
finish

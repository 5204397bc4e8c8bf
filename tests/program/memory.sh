#!/bin/sh
# memory.sh PROGRAM [IMAGES]: memory does not grow with the data set: ten times as many images take, within a tenth, what the first ones take,
# both ways, through files and through pipes. With 100000 as IMAGES it takes half an hour; what it prints is bytes.
. "$(dirname "$0")/checks.sh"
program=$1 images=${2:-3000}

# peak REPORT: the most memory, as the report has it.
peak() { sed -n 's/^ *"peak_rss_bytes": *\([0-9]*\).*/\1/p' "$1"; }

chunk=$((images * (784 + 32) / 4))
for n in "$images" $((10 * images)); do
  "$program" digits "$n" "$n.idx"
  "$program" compress "$n.idx" "$n.az" --codec bb_ans --chunk $chunk --threads 1 --report compress.$n >log 2>&1 || complain "compress: $(cat log)"
  "$program" decompress "$n.az" "$n.again.idx" --threads 1 --report decompress.$n >log 2>&1 || complain "decompress: $(cat log)"
  cmp "$n.idx" "$n.again.idx" || complain "$n images differ"
  "$program" decompress - - --threads 1 --report piped.$n <"$n.az" 2>log | cmp - "$n.idx" || complain "$n images through pipes: $(cat log)"
  "$program" compress - - --codec bb_ans --chunk $chunk --threads 1 --report pipe.$n <"$n.idx" 2>log | cmp - "$n.az" || complain "compress through pipes: $(cat log)"
done
for what in compress decompress piped pipe; do
  few=$(peak $what.$images) many=$(peak $what.$((10 * images)))
  echo "$what: $few bytes for $images images, $many for ten times as many"
  [ -n "$few" ] && [ -n "$many" ] && [ $((10 * many)) -le $((11 * few)) ] && [ "$many" -lt 268435456 ] || complain "$what takes more memory for more images"
done
finish

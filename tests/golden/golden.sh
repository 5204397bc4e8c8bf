#!/bin/sh
# golden.sh PROGRAM [write]: every case of `cases`, coded by the program, must be the file NAME.az beside it, byte for byte, and decoded
# must be the data. `write` adds the files that are not there yet; one that is there never changes.
# ANSATZ_RUN, if set, runs the program (an emulator); ANSATZ_OPTIONS are more options of compress, which must not change a byte.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$1
write=${2:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0 cases=0 right=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }

# The emulator and its options are words on purpose.
# shellcheck disable=SC2086
run() { ${ANSATZ_RUN:-} "$program" "$@"; }

while read -r name data model options; do
  case $name in '#'* | '') continue ;; esac
  cases=$((cases + 1)) before=$failures with=
  [ "$model" = none ] || with="--model $here/models/$model.safetensors"
  ending=${data##*.}
  [ -f "$here/data/$data" ] || ending=folder/
  # shellcheck disable=SC2086
  run compress "$here/data/$data" "$folder/file" $with $options ${ANSATZ_OPTIONS:-} >"$folder/log" 2>&1 </dev/null ||
    { complain "$name, compress: $(cat "$folder/log")"; continue; }
  if [ "$write" = write ] && [ ! -e "$here/$name.az" ]; then cp "$folder/file" "$here/$name.az"; fi
  cmp "$folder/file" "$here/$name.az" || complain "$name is coded otherwise"
  case $options in *'--as bytes'*) ending=bytes ;; esac
  rm -rf "$folder/again.folder"
  # shellcheck disable=SC2086
  run decompress "$here/$name.az" "$folder/again.$ending" $with ${ANSATZ_DECODING:-} >"$folder/log" 2>&1 </dev/null ||
    { complain "$name, decompress: $(cat "$folder/log")"; continue; }
  # What does not come back as it was is compared by the program; of the first images of a file the pixels.
  case $options in
    *unlabelled_graph*)
      run verify "$here/$name.az" "$here/data/$data" >"$folder/log" 2>&1 || complain "$name is decoded otherwise: $(cat "$folder/log")" ;;
    *--limit*) tail -c +17 "$folder/again.$ending" >"$folder/pixels" && tail -c +17 "$here/data/$data" |
      head -c "$(wc -c <"$folder/pixels")" | cmp - "$folder/pixels" || complain "$name is decoded otherwise" ;;
    *) cmp "$folder/again.$ending" "$here/data/$data" || complain "$name is decoded otherwise" ;;
  esac
  [ $failures -gt $before ] || right=$((right + 1))
done <"$here/cases"
echo "$right of $cases"
[ $right = $cases ]

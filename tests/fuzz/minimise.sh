#!/bin/sh
# minimise.sh TARGET...: the committed corpus of each target anew, from what it was and what ./run fuzz has found since: as few and as
# small inputs as reach what all of them reach, 60 and 100 KB at most.
set -eu
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for target in "$@"; do
  kept=tests/fuzz/corpus/$target
  mkdir -p "$scratch/$target" "build/fuzzing/corpus/$target"
  build/fuzz/tests/fuzz/fuzz "$target" -set_cover_merge=1 -max_len=65536 -timeout=10 "$scratch/$target" "$kept" \
    "build/fuzzing/corpus/$target" >"$scratch/log" 2>&1 || { tail "$scratch/log" >&2; exit 1; }
  # Inputs of findings are kept whatever they reach.
  find "$kept" -type f -not -name 'found-*' -delete
  left=$((102400 - $(find "$kept" -type f -exec cat {} + | wc -c))) files=$((60 - $(find "$kept" -type f | wc -l)))
  for input in $(ls -Sr "$scratch/$target"); do
    size=$(wc -c <"$scratch/$target/$input")
    if [ "$files" -le 0 ] || [ "$size" -gt "$left" ]; then break; fi
    cp "$scratch/$target/$input" "$kept/$(printf %.12s "$input")"
    left=$((left - size)) files=$((files - 1))
  done
  echo "$target: $(find "$kept" -type f | wc -l) inputs, $(find "$kept" -type f -exec cat {} + | wc -c) bytes"
done

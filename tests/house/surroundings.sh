#!/bin/sh
# surroundings.sh NM LIST: what a codec gives depends on its arguments alone: no object file in LIST may ask for the environment, the locale,
# the clock, random numbers or the number of cores, but those that say here why they may.
set -eu
nm=$1
list=$2
[ -s "$list" ] || { echo "no object files in $list" >&2; exit 1; }

# object            symbols         why
allowed='
model_folder.cpp    getenv          where trained models are looked for; files name them by fingerprints
parallel.cpp        cores           how many threads work, which changes no result
new_file.cpp        random          the name of a file that is not in its place yet
input_file.cpp      getenv          TMPDIR, for a pipe that is kept
strict_json.cpp     locale          the JSON library asks how numbers are spelt, and reads them with a point wherever it is
json.cpp            locale          the same
'
environment='getenv|secure_getenv|__secure_getenv|environ'
locale='setlocale|newlocale|uselocale|localeconv|nl_langinfo|strto[fd]|strtold|atof|_ZNSt6localeC[12]ERKS_|_ZNSt6locale6globalERKS_'
clock='time|clock|clock_gettime|gettimeofday|times|_ZNSt6chrono[A-Za-z0-9_]*3nowEv'
random='rand|random|drand48|getrandom|getentropy|arc4random|_ZNSt13random_device[A-Za-z0-9_]*'
cores='sysconf|get_nprocs|sched_getaffinity|_ZNSt6thread20hardware_concurrencyEv|_ZN3tbb[A-Za-z0-9_]*max_concurrency[A-Za-z0-9_]*'

status=0
count=0
while IFS= read -r object; do
  case $object in "" | *.gch) continue ;; esac
  count=$((count + 1))
  symbols=$("$nm" --undefined-only "$object" | sed 's/.* //; s/@.*//')
  for kind in environment locale clock random cores; do
    eval "names=\$$kind"
    found=$(printf '%s\n' "$symbols" | grep -xE "$names" || true)
    [ -n "$found" ] || continue
    source=$(basename "$object" .o)
    reason=$kind
    [ "$kind" != environment ] || reason=getenv
    printf '%s\n' "$allowed" | grep -qE "^$source +$reason " && continue
    printf '%s asks for the %s: %s\n' "$object" "$kind" "$(echo "$found" | tr '\n' ' ')" >&2
    status=1
  done
done <"$list"
[ "$count" -gt 0 ] || { echo "no object files in $list" >&2; exit 1; }
[ "$status" -ne 0 ] || echo "$count object files, none asks for its surroundings without saying why"
exit "$status"

#!/bin/sh
# faults.sh PROGRAM [KILLS]: what goes wrong around a program while it works: it is killed so many times each way, the disk is full, files may
# not get longer, folders may not be written or vanish, standard streams are closed or full. Never half a file under its name, never a file lost
# that was there, never an abort.
. "$(dirname "$0")/checks.sh"
program=$1 kills=${2:-20}
# A disk of its own, too, may have to go.
trap 'umount "$folder/small" 2>/dev/null; rm -rf "$folder"' EXIT
ulimit -c 0

"$program" digits 1500 digits.idx --seed 3 && "$program" compress digits.idx digits.az --codec bb_ans --chunk 300000 >log 2>&1 || complain "digits: $(cat log)"
printf 'ansatz\032 precious' >old

# killed WHAT BASE OUT COMMAND...: at a moment that is drawn, of as long as it takes alone; OUT is BASE before, and after it BASE or all of the new.
killed() {
  what=$1 base=$2 out=$3
  shift 3
  cp "$base" "$out"
  begin=$(date +%s%N)
  "$program" "$@" >log 2>&1 || complain "$what: $(cat log)"
  took=$((($(date +%s%N) - begin) / 1000))
  cp "$out" new
  i=0 cut=0
  # On a busy machine the kill may come late: more are tried until a quarter came in time.
  while [ $i -lt "$kills" ] || { [ $cut -le $((kills / 4)) ] && [ $i -lt $((5 * kills)) ]; }; do
    cp "$base" "$out"
    "$program" "$@" >/dev/null 2>&1 &
    pid=$!
    # Pseudo-random, the same in every run.
    sleep "$(awk "BEGIN { x = ($i * 2654435761 + 12345) % 1000; printf \"%.6f\", $took * x / 1e9 }")"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    if cmp -s "$out" "$base"; then cut=$((cut + 1)); else cmp -s "$out" new || complain "$what, killed: half a file"; fi
    i=$((i + 1))
  done
  [ $cut -gt $((kills / 4)) ] || complain "$what was hardly ever killed in time: $cut of $i"
  litter=$(find . -name '*.ansatz-*' -o -name '.*.part*' | grep -c .)
  [ "$litter" -le 1 ] || complain "$what, killed: $litter files are left over"
  find . -name '*.ansatz-*' -delete
  rm -f "$out"
}
killed compress old out.az compress digits.idx out.az --codec bb_ans --chunk 300000 --force
killed decompress old out.idx decompress digits.az out.idx
killed append digits.az out.az compress digits.idx out.az --codec bb_ans --append

# refused WHAT COMMAND...: fails with a message, not by a signal, and leaves `out` as it was.
refused() {
  what=$1
  shift
  printf 'ansatz\032 precious' >out
  timeout 60 "$program" "$@" >log 2>err
  status=$?
  [ $status = 1 ] || complain "$what: exit status $status"
  [ -s err ] || complain "$what: no message"
  cmp -s old out || complain "$what: what was there is gone"
}

# A limit on the length of files, which comes as a signal (SIGXFSZ).
( ulimit -f 2; refused 'files may not get longer, compress' compress digits.idx out --codec bb_ans
  refused 'files may not get longer, decompress' decompress digits.az out --format idx
  exit $failures ) || failures=$((failures + 1))

# A disk that is full.
mkdir small
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=100k tmpfs small 2>/dev/null; then
  cp old small/out
  "$program" decompress digits.az small/out --format idx >log 2>err && complain 'a full disk was not noticed'
  grep -q 'No space left' err || complain "a full disk: $(cat err)"
  cmp -s old small/out || complain 'a full disk: what was there is gone'
  "$program" decompress digits.az small/pictures/ >log 2>err && complain 'a full disk was not noticed by a folder'
  [ "$(ls -A small)" = out ] || complain "a full disk: $(ls -A small | head -3) stay"
  umount small
else
  echo 'no full disk was tried: that takes a superuser who may mount'
fi

# Standard streams.
for command in "compress digits.idx -" "decompress digits.az -" "info digits.az" "table digits.idx --codec bb_ans --without all --limit 50" models; do
  # Options are words on purpose.
  # shellcheck disable=SC2086
  "$program" $command >/dev/full 2>err
  [ $? = 1 ] && grep -q 'standard output cannot be written\|No space left' err || complain "$command into a full standard output: $(cat err)"
  "$program" $command >&- 2>err
  [ $? = 1 ] && [ -s err ] || complain "$command into a closed standard output: $(cat err)"
done
for errors in '2>&-' '2>/dev/full'; do
  eval "\"\$program\" compress nofile out.az >/dev/null $errors"
  [ $? = 1 ] || complain "a message that cannot be said, $errors: exit status $?"
  rm -f out.az
  eval "\"\$program\" compress digits.idx out.az --limit 20 >/dev/null $errors" || complain "notes that cannot be said, $errors"
  "$program" verify out.az digits.idx --limit 20 >log 2>&1 || complain "a note landed in the file: $(cat log)"
done
"$program" compress - out.az <&- >log 2>err && complain 'a closed standard input was read'
"$program" compress digits.idx - 2>err | head -c 10 >/dev/null

# Folders that may not be written, or are gone.
mkdir locked && chmod 500 locked
if [ "$(id -u)" != 0 ]; then
  "$program" compress digits.idx locked/out.az >log 2>err && complain 'a folder that may not be written was written'
fi
chmod 700 locked
mkdir leaving
(cd leaving && rmdir ../leaving && ! "$program" compress ../digits.idx out.az >../log 2>../err && exit 0; exit 1) || complain 'a folder that is gone'

# Outputs that are inputs, whatever they are called.
ln digits.idx linked.idx && ln -s digits.az link.az && mkdir there && ln -s ../digits.idx there/soft.idx
for command in "compress digits.idx linked.idx --force" "compress digits.idx there/soft.idx --force" "decompress digits.az link.az" \
  "decompress link.az ./digits.az" "compress digits.idx out.az --report ./there/../digits.idx" "compress digits.idx out.az --report out.az"; do
  before=$(cksum digits.idx digits.az)
  # shellcheck disable=SC2086
  "$program" $command >log 2>err && complain "$command was done"
  [ "$(cksum digits.idx digits.az)" = "$before" ] || complain "$command changed its input"
done

# Names of 255 bytes, and none that a terminal would obey.
long=$(printf '%0251d' 1).idx
"$program" digits 2 "$long" >log 2>err && [ -s "$long" ] || complain "a name of 255 bytes: $(cat err)"
"$program" decompress "$(printf 'no\033[2Jsuch\nfile')" out.idx 2>err
[ "$(wc -l <err)" = 1 ] && ! grep -q "$(printf '\033')" err || complain "a name that commands a terminal: $(cat -v err)"

# A file that is replaced keeps its mode; one that may not be written stays.
"$program" compress digits.idx mode.az --limit 5 >log 2>&1 && chmod 640 mode.az
"$program" compress digits.idx mode.az --limit 6 >log 2>&1 && [ "$(stat -c %a mode.az)" = 640 ] || complain "the mode is $(stat -c %a mode.az)"
chmod 444 mode.az && cp mode.az before.az
"$program" compress digits.idx mode.az --limit 7 >log 2>&1 && complain 'a file that may not be written was replaced'
cmp -s mode.az before.az || complain 'a file that may not be written was changed'
(umask 077 && "$program" compress digits.idx private.az --limit 5 >log 2>&1) && [ "$(stat -c %a private.az)" = 600 ] || complain 'the umask'
finish

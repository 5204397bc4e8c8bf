# Included by ./run: fuzzes targets for a while, from their corpora, and says what was found. `jobs`, `say` and `die` are the script's.
# Names of targets are words on purpose.
# shellcheck disable=SC2086,SC2154

fuzzer=build/fuzz/tests/fuzz/fuzz
fuzzing=build/fuzzing

# What is more than any input may take: the time of one in seconds, memory in megabytes.
fuzz_limits='-timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=256 -max_len=4096'

fuzz_targets() { "$fuzzer" 2>&1 | sed -n 's/^targets: //p'; }

# campaign SECONDS [TARGET...]: each target has its share of the seconds of all cores.
campaign() {
  seconds=$1
  shift
  all=$(fuzz_targets)
  [ "$#" -gt 0 ] || set -- $all
  for target in "$@"; do
    case " $all " in *" $target "*) ;; *) die "no target '$target': there are $all" ;; esac
  done
  share=$((seconds * jobs / $#))
  [ "$share" -ge 1 ] || share=1
  say "Fuzzing $# targets, $share s each, $jobs at a time"
  mkdir -p "$fuzzing/log" "$fuzzing/findings"
  for target in "$@"; do
    # Lest a finding of an earlier campaign be told as one of this.
    rm -f "$fuzzing/findings/$target"-*
    mkdir -p "$fuzzing/corpus/$target" "tests/fuzz/corpus/$target"
  done
  # A leak or a finding ends a target, and not the others.
  for target in "$@"; do echo "$target"; done |
    ASAN_OPTIONS=quarantine_size_mb=32 xargs -P "$jobs" -I TARGET sh -c "
      '$fuzzer' TARGET -max_total_time=$share $fuzz_limits -print_final_stats=1 \
        -artifact_prefix='$fuzzing/findings/TARGET-' '$fuzzing/corpus/TARGET' tests/fuzz/corpus/TARGET \
        >'$fuzzing/log/TARGET.log' 2>&1 || echo \$? >'$fuzzing/findings/TARGET-status'"
  told=0
  printf '%-14s %12s %10s %10s %9s\n' target executions coverage features findings
  for target in "$@"; do tell_of "$target"; done
  [ "$told" -eq 0 ] || die "$told findings; the logs are in $fuzzing/log"
}

# The fuzzer counts seconds of a clock: on a machine that others use an input may take 10 that needs none. Such are forgotten where
# they stay within as many seconds of a processor.
forget_what_waited() {
  for input in "$fuzzing/findings/$1"-timeout-*; do
    [ -f "$input" ] || continue
    if (ulimit -t 15 && "$fuzzer" "$1" -timeout=3600 "$input") >/dev/null 2>&1; then
      rm -f "$input" "$fuzzing/findings/$1-status"
    fi
  done
}

# What the log of a target says, a row; and how its finding is seen again.
tell_of() {
  forget_what_waited "$1"
  log=$fuzzing/log/$1.log
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  features=$(sed -n 's/.* ft: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  found=0
  if [ -f "$fuzzing/findings/$1-status" ]; then found=1; fi
  printf '%-14s %12s %10s %10s %9s\n' "$1" "${executions:--}" "${coverage:--}" "${features:--}" "$found"
  [ "$found" -eq 1 ] || return 0
  told=$((told + 1))
  grep -h -m 3 -e 'does not hold' -e '^SUMMARY' -e 'ERROR: ' -e 'runtime error' -e 'what():' "$log" | sed 's/^/    /' || true
  for input in "$fuzzing/findings/$1"-*-*; do
    [ ! -f "$input" ] || echo "    again: $fuzzer $1 $input"
  done
}

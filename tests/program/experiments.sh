#!/bin/sh
# experiments.sh ALIAS MIXTURE MULTISET HIERARCHY HMM MONTE_CARLO PIANOROLL: small runs, and what is wrong refused before anything is measured.
set -u
unset ANSATZ_DATA  # runs are to be small: data is given where a run is to read some
alias=$1 mixture=$2 multiset=$3 hierarchy=$4 hmm=$5 monte_carlo=$6 pianoroll=$7
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }

small_alias() { "$alias" --symbols 1000 "$@"; }
small_mixture() { "$mixture" --draws 100 --images 100 "$@"; }
small_multiset() { "$multiset" --most 1000 "$@"; }
small_hmm() { "$hmm" --longest 16 "$@"; }
small_monte_carlo() { "$monte_carlo" --symbols 20 --sequences 5 --most 4 "$@"; }
small_pianoroll() { "$pianoroll" --states 4 --rounds 3 "$@"; }
small_hierarchy() { "$hierarchy" --symbols 100 "$@"; }

mkdir data data/text data/tabular data/mnist data/pianoroll
touch data/text/book1 data/tabular/adult-train.csv.gz data/mnist/t10k-images-idx3-ubyte.gz data/mnist/train-images-idx3-ubyte.gz
touch data/pianoroll/JSB_Chorales.json.gz data/pianoroll/Nottingham.json.gz file
for program in small_alias small_mixture small_multiset small_hierarchy small_hmm small_monte_carlo small_pianoroll; do
  $program --json $program.json --plots $program >log 2>err || complain "$program: $(cat err)"
  [ -s log ] && [ ! -s err ] || complain "$program: no table, or a message"
  python3 -c 'import json,sys; json.load(open(sys.argv[1]))' $program.json 2>/dev/null || grep -q '^}' $program.json || complain "$program: no JSON"
  grep -qi 'nan' $program.json $program/*.svg && complain "$program: nan"
  if [ -w /dev/full ]; then
    $program >/dev/full 2>err && complain "$program: a full disk is no failure"
    grep -q 'standard output' err || complain "$program: a full disk has no message"
  fi
  for bad in '--json no/such/folder' '--json .' '--plots file' '--json=' '--nonsense' '--data missing' '--data file' '--data data'; do
    case $program,$bad in small_alias,--data* | small_hierarchy,--data* | small_monte_carlo,--data*) continue ;; esac
    # Words on purpose.
    # shellcheck disable=SC2086
    $program $bad >log 2>err && complain "$program $bad: accepted"
    [ -s err ] || complain "$program $bad: no message"
    grep -q '^2^8\|^two Gaussians\|^uniform\|^levels\|^symbols\|^a mixture\|^drawn' log && complain "$program $bad: refused only after the work"
  done
done
small_multiset --data data 2>&1 | grep -q book1 || complain 'multiset: a message without the name of the file'
mkdir -p tunes/pianoroll text/text
printf 'so it goes, so it went, and so it will go' >text/text/book1
small_hmm --states 2 --rounds 3 --data text >log 2>err || complain "hmm --data: $(cat err)"
grep -q '^book1, 41 bytes' log || complain 'hmm --data: no book'
for tunes in '{"train": [[[60], []]], "valid": [[[60, 64]]], "test": [[[]]]}' '{"train": [[[60]]]}' '{"train": [[[20]]], "valid": [[[60]]], "test": [[[60]]]}' '[' '{"train": 7}' \
  '{"train": [[[60.5]]], "valid": [[[60]]], "test": [[[60]]]}' '{"train": [[]], "valid": [[[60]]], "test": [[[60]]]}'; do
  for name in JSB_Chorales Nottingham; do printf '%s' "$tunes" >tunes/pianoroll/$name.json.gz; done
  case $tunes in
  *'[[[]]]}') small_pianoroll --data tunes >log 2>err || complain "pianoroll $tunes: $(cat err)" ;;
  *)
    small_pianoroll --data tunes >log 2>err && complain "pianoroll $tunes: accepted"
    grep -q JSB_Chorales err || complain "pianoroll $tunes: a message without the name of the file"
    ;;
  esac
done
for bad in '--symbols 0' '--symbols 1e99' '--symbols many'; do
  # shellcheck disable=SC2086
  "$alias" $bad >log 2>&1 && complain "alias $bad: accepted"
done
"$multiset" --most 1500 >log 2>&1 && complain 'multiset --most 1500: accepted'
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

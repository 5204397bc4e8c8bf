#!/bin/sh
# experiments.sh ALIAS MIXTURE MULTISET DEPTH HMM MONTE_CARLO PIANOROLL GRAPHS INFERENCE: small runs, the user's own files, and what is wrong refused
# before anything is measured.
. "$(dirname "$0")/checks.sh"
unset ANSATZ_DATA  # runs are to be small: data is given where a run is to read some
alias=$1 mixture=$2 multiset=$3 depth=$4 hmm=$5 monte_carlo=$6 pianoroll=$7 graphs=$8 inference=$9

small_alias() { "$alias" --symbols 1000 "$@"; }
small_mixture() { "$mixture" --draws 100 --images 100 "$@"; }
small_multiset() { "$multiset" --most 1000 "$@"; }
small_hmm() { "$hmm" --longest 16 --states 2 --rounds 3 "$@"; }
small_monte_carlo() { "$monte_carlo" --symbols 20 --sequences 5 --most 4 "$@"; }
small_pianoroll() { "$pianoroll" --states 4 --rounds 3 "$@"; }
small_graphs() { "$graphs" --most 1000 "$@"; }
small_inference() { "$inference" --draws 2 --training 100 --images 3 --latents 3 --rounds 2 "$@"; }
small_depth() { "$depth" --symbols 100 "$@"; }

# valid JSON of one schema
check_json() {
  if command -v python3 >/dev/null 2>&1; then
    python3 - "$1" <<'END' || complain "$1: not the results' schema"
import json, sys
found = json.load(open(sys.argv[1]))
assert set(found) == {"experiment", "settings", "peak_rss_bytes", "tables"} and found["tables"], found.keys()
for table in found["tables"]:
    names = [column["name"] for column in table["columns"]]
    assert len(set(names)) == len(names) and table["rows"], names
    for row in table["rows"]:
        assert list(row) == names, row
END
  else
    grep -q '^}' "$1" || complain "$1: no JSON"
  fi
}

mkdir data data/text data/tabular data/mnist data/pianoroll data/graphs
touch data/text/book1 data/tabular/adult-train.csv.gz data/mnist/t10k-images-idx3-ubyte.gz data/mnist/train-images-idx3-ubyte.gz
touch data/pianoroll/JSB_Chorales.json.gz data/pianoroll/Nottingham.json.gz file
for name in MUTAG PTC_MR PROTEINS IMDB-BINARY IMDB-MULTI szip-USAir97 szip-YeastS szip-as; do touch data/graphs/$name.zip; done
for program in small_alias small_mixture small_multiset small_depth small_hmm small_monte_carlo small_pianoroll small_graphs small_inference; do
  $program --json $program.json --plots $program >log 2>err || complain "$program: $(cat err)"
  [ -s log ] && [ ! -s err ] || complain "$program: no table, or a message"
  check_json $program.json
  grep -qi 'nan' $program.json $program/*.svg && complain "$program: nan"
  if [ -w /dev/full ]; then
    $program >/dev/full 2>err && complain "$program: a full disk is no failure"
    grep -q 'standard output' err || complain "$program: a full disk has no message"
  fi
  for bad in '--json no/such/folder' '--json .' '--plots file' '--json=' '--nonsense' '--data missing' '--data file' '--data data' missing data file; do
    case $program in
    small_alias | small_depth | small_monte_carlo) case $bad in -*data*) continue ;; esac ;;
    esac
    # Words on purpose.
    # shellcheck disable=SC2086
    $program $bad >log 2>err
    status=$?
    [ $status -gt 0 ] && [ $status -lt 3 ] || complain "$program $bad: exit status $status"
    [ -s err ] || complain "$program $bad: no message"
    grep -q -- '^---' log && complain "$program $bad: refused only after the work"
  done
done
small_multiset --data data 2>&1 | grep -q book1 || complain 'multiset: a message without the name of the file'

# The user's own files.
mkdir -p tunes/pianoroll text/text mine other
printf 'so it goes, so it went, and so it will go' >text/text/book1
small_hmm --data text >log 2>err || complain "hmm --data: $(cat err)"
grep -q '^book1 *41 ' log || complain 'hmm --data: no book'
cp text/text/book1 mine/saying && gzip -c mine/saying >mine/packed.gz
small_hmm mine/saying mine/packed.gz --json hmm.json >log 2>err || complain "hmm FILE: $(cat err)"
grep -q '^saying *41 ' log && grep -q '^packed.gz *41 ' log || complain 'hmm FILE: not the files'
grep -q 'all states first' log && complain 'hmm FILE: more than the files'
check_json hmm.json
for threads in 1 3; do
  small_hmm mine/saying --threads $threads --json hmm$threads.json >log 2>err || complain "hmm --threads: $(cat err)"
  grep -v 'fit"\|push"\|pop"\|threads"\|rss' hmm$threads.json >hmm$threads.figures
done
cmp hmm1.figures hmm3.figures || complain 'hmm: figures depend on the number of threads'
for threads in 1 3; do
  small_inference --threads $threads --json inference$threads.json >log 2>err || complain "inference --threads: $(cat err)"
  grep -v 'push"\|pop"\|threads"\|rss' inference$threads.json >inference$threads.figures
done
cmp inference1.figures inference3.figures || complain 'inference: figures depend on the number of threads'

printf 'b\na\n\nb\nc\n' >mine/lines
printf '\0\0\010\003\0\0\0\003\0\0\0\002\0\0\0\002abcdabcdabce' >mine/images.idx
small_multiset mine/lines mine/images.idx mine/saying --json multiset.json >log 2>err || complain "multiset FILE: $(cat err)"
grep -q '^lines of lines  *4  *3 ' log || complain "multiset: lines: $(cat log)"
grep -q '^images of images.idx, by pixels  *3  *2 ' log || complain "multiset: images: $(cat log)"
grep -q '^uniform' log && complain 'multiset FILE: more than the files'
check_json multiset.json
small_multiset mine/saying --items words | grep -q '^words of saying  *11  *7 ' || complain 'multiset --items words'
small_multiset mine/saying --items bytes | grep -q '^bytes of saying  *41  *13 ' || complain 'multiset --items bytes'
small_multiset mine/images.idx --items bytes >log 2>err || complain "multiset --items bytes: $(cat err)"
small_multiset mine/saying --items images >log 2>err && complain 'multiset: a text as images'
grep -q saying err || complain 'multiset: a message without the name of the file'
printf '\0\0\010\003\0\0\0\003' >mine/cut.idx
small_multiset mine/cut.idx >log 2>err && complain 'multiset: a cut idx file'
cp mine/lines keep
small_multiset keep --json keep >log 2>err && complain 'an input as the output: accepted'
cmp -s mine/lines keep || complain 'an input was overwritten'
cp mine/lines other/lines
small_multiset mine/lines other/lines --plots charts >log 2>err && complain 'two charts of one name: accepted'

printf '0 1\n1 2\n2 3\n3 0\n' >mine/square.edges
printf '0 1\n1 2\n2 0\n' | gzip -c >mine/triangle.edges.gz
small_graphs mine/square.edges mine/triangle.edges.gz --json graphs.json >log 2>err || complain "graphs FILE: $(cat err)"
# 4 of 6 pairs, and 8 of 4! numberings: 6 log2 6 - 4 log2 4 - 2 log2 2 - log2 4!/8 = 3.9248 bits
grep -q '^square.edges  *1  *4  *4  *erdos_renyi  *complete  *0.9812  *0.9812 ' log || complain "graphs: square: $(cat log)"
grep -q 'triangle.*erdos_renyi: all pairs of nodes are joined' log || complain "graphs: triangle: $(cat log)"
grep -q '^triangle.edges.gz.*random_edge  *complete' log || complain "graphs: triangle: $(cat log)"
grep -q '^drawn' log && complain 'graphs FILE: more than the files'
check_json graphs.json
# How many nodes and edges there are, by log_uniform.
grep -Eq '"parameters": ?13\.9' graphs.json || complain 'graphs: parameters'
[ ! -w /proc/self/clear_refs ] || grep -Eq '"memory": ?[0-9]' graphs.json || complain 'graphs: memory'
printf '# nodes 5\n' >mine/empty.edges
small_graphs mine/square.edges mine/empty.edges >log 2>err && complain 'graphs: no edges: accepted'
grep -q 'empty.edges' err || complain 'graphs: a message without the name of the file'
[ -s log ] && complain 'graphs: refused only after the work'
printf '0 0\n0 1\n' >mine/loop.edges
small_graphs mine/loop.edges >log 2>err && grep -q '^loop.edges: ' err || complain "graphs: a loop: $(cat err)"

good='{"train": [[[60], []]], "valid": [[[60, 64]]], "test": [[[]]]}'
for tunes in "$good" '{"train": [[[60]]]}' '{"train": [[[20]]], "valid": [[[60]]], "test": [[[60]]]}' '[' '{"train": 7}' \
  '{"train": [[[60.5]]], "valid": [[[60]]], "test": [[[60]]]}' '{"train": [[]], "valid": [[[60]]], "test": [[[60]]]}'; do
  for name in JSB_Chorales Nottingham; do printf '%s' "$tunes" >tunes/pianoroll/$name.json.gz; done
  case $tunes in
  "$good")
    small_pianoroll --data tunes >log 2>err || complain "pianoroll $tunes: $(cat err)"
    # Files of these names, and other tunes: what was quoted of the real ones does not stand beside them.
    grep -q 'Ruan' log && complain 'pianoroll: quoted beside other tunes'
    ;;
  *)
    small_pianoroll --data tunes >log 2>err && complain "pianoroll $tunes: accepted"
    grep -q JSB_Chorales err || complain "pianoroll $tunes: a message without the name of the file"
    ;;
  esac
done
printf '%s' "$good" >mine/own.json
small_pianoroll mine/own.json --json pianoroll.json --plots own >log 2>err || complain "pianoroll FILE: $(cat err)"
grep -q '^own ' log && [ -s own/pianoroll_own.svg ] || complain 'pianoroll FILE: not the file'
check_json pianoroll.json
for bad in '--symbols 0' '--symbols 1e99' '--symbols many'; do
  # shellcheck disable=SC2086
  "$alias" $bad >log 2>&1 && complain "alias $bad: accepted"
done
"$graphs" --most 1500 >log 2>&1 && complain 'graphs --most 1500: accepted'
"$multiset" --most 1500 >log 2>&1 && complain 'multiset --most 1500: accepted'
finish

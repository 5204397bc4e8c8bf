#!/bin/sh
# image_hierarchy.sh PROGRAM MAKE_FILES NAME OTHER: images through a file and back in another process by bit_swap or hilloc, the table, and
# everything that can be wrong: an error that says so, no output, and what stood there before still there.
set -u
tests=$(cd "$(dirname "$0")" && pwd)
unset ANSATZ_DATA  # runs are to be small
program=$1 name=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" "$folder" || exit 1
cd "$folder" || exit 1
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }
other=hilloc
[ "$name" = bit_swap ] || other=bit_swap

# The address sanitizer reserves more than any limit on memory allows.
[ -n "${ANSATZ_NO_ULIMIT:-}" ] || ulimit -v 4000000

"$program" compress small.idx file --model $name --report report.json --verify >log 2>&1 || complain "compress: $(cat log)"
"$program" decompress file again.idx --model $name >log 2>&1 || complain "decompress: $(cat log)"
cmp small.idx again.idx || complain 'the decoded images differ'
gzip -c small.idx >small.idx.gz
"$program" compress small.idx.gz file2 --model $name --threads 1 >log 2>&1 && cmp file file2 || complain 'gzip or threads change the file'
"$program" compress small.idx part --model $name --limit 3 --chains 2 >log 2>&1 &&
  "$program" decompress part part.idx --model $name >log 2>&1 || complain "a part: $(cat log)"
tail -c +17 part.idx >part.pixels
tail -c +17 small.idx | head -c 192 | cmp - part.pixels || complain 'the decoded part differs'
for field in net_bits_per_dim gross_bits_per_dim initial_bits model_bytes encode_seconds ledger; do
  grep -q "\"$field\":" report.json || complain "the report has no $field"
done
"$program" sample 5 sample.idx --model $name && [ "$(wc -c <sample.idx)" = 336 ] || complain sample
"$program" binarize small.idx binary.idx && "$program" compress binary.idx binary --model $name.binary >log 2>&1 &&
  "$program" decompress binary again.idx --model $name.binary >log 2>&1 && cmp binary.idx again.idx || complain "binary: $(cat log)"
mkdir plots
"$program" table small.idx --model $name --model $name.binary --alone 5 --json table.json --plots plots >log 2>&1 || complain "table: $(cat log)"
for what in 'with start' 'initial bits' '-ELBO' 'on buckets' 'in integers' alone net; do grep -q -e "$what" log || complain "the table has no $what"; done
grep -qi nan table.json plots/*.svg && complain 'a table with nan'
[ "$(grep -l '</svg>' plots/${name}_$name-*_running.svg | wc -l)" = 2 ] || complain 'no charts'
"$program" table small.idx --model $name --json table.json --plots plots --limit 1 --alone 1 >log 2>&1 || complain "table of one image: $(cat log)"

# Without a model the one that suits the images best is taken, and found again.
"$program" digits 6 digits.idx --seed 4 && "$program" compress digits.idx digits.file >log 2>&1 &&
  "$program" decompress digits.file digits.again >log 2>&1 && cmp digits.idx digits.again || complain "a model that comes along: $(cat log)"
grep -q 'model    mnist_grey' log || complain "which model: $(cat log)"
"$program" models | grep -q 'mnist_grey.*784 pixels, 2 levels' || complain models
mkdir -p nothing/hierarchy
if ANSATZ_MODELS=nothing "$program" decompress digits.file out 2>err || ! grep -q 'give its file with --model' err; then
  complain "no such model: $(cat err)"
fi

. "$tests/refused.sh"

size=$(wc -c <file)
i=0
while [ $i -lt 8 ]; do
  head -c $((size * i / 8)) file >cut
  refused "cut at $i/8" decompress cut out --model $name
  i=$((i + 1))
done
"$program" compress binary.idx other.az --model $name.binary >log 2>&1
refused 'a file of another model' decompress other.az out --model $name
"$4" compress small.idx other.az --model $other >log 2>&1 || complain "$other: $(cat log)"
refused 'a file of the other program' decompress other.az out
grep -q "by another codec: $other, not by $name" err || complain "whose file: $(cat err)"
cp small.idx mine.idx
if "$program" compress mine.idx mine.idx --model $name 2>err || ! cmp mine.idx small.idx; then complain 'the images were overwritten'; fi
if "$program" compress mine.idx x.az --report mine.idx --model $name 2>err || ! cmp mine.idx small.idx; then complain 'the images were overwritten by the report'; fi
if "$program" binarize mine.idx mine.idx 2>err || ! cmp mine.idx small.idx; then complain 'the images were overwritten by themselves'; fi
mkdir -p two/a two/b charts && cp $name two/a/model && cp $name.other two/b/model
"$program" table small.idx --model two/a/model --model two/b/model --alone 1 --limit 2 --plots charts >log 2>&1 || complain "two of one name: $(cat log)"
[ "$(find charts -name "${name}_model-*_running.svg" | wc -l)" = 2 ] || complain 'two models of one name have one chart'
refused 'empty file' decompress /dev/null out --model $name
refused 'not a file of ours' decompress small.idx out --model $name
refused 'wrong model' decompress file out --model $name.other
refused 'a model of the other inference' compress small.idx out --model $other
refused 'NaN in the weights' compress small.idx out --model $name.nan
refused 'no model' compress small.idx out --model small.idx
refused 'a model of bb_ans' compress small.idx out --model model
refused 'grey images for a binary model' compress small.idx out --model $name.binary
refused 'images of another size' compress images.idx out --model $name
refused '2^60 images' compress many.idx out --model $name
refused 'no images' compress $name out --model $name
refused 'a missing file' compress missing out --model $name
refused 'a missing model' compress small.idx out --model missing
refused 'a folder' compress . out --model $name
refused 'no such folder' compress small.idx no/such/out --model $name
refused 'an unknown flag' compress small.idx out --model $name --fast
refused 'images that no model is for' compress small.idx out
refused 'a table of no images' table $name --json out
refused 'a table into no folder' table small.idx --model $name --json no/such/out
refused 'a table over its model' table small.idx --model $name --json $name
refused 'data that are not there' table --data missing --model $name --json out
refused 'no chains' compress small.idx out --model $name --chains 0
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

#!/bin/sh
# bb_ans.sh PROGRAM MAKE_FILES: images through a file and back in another process, and everything that can be wrong:
# an error that says so, no output, and what stood there before still there.
set -u
tests=$(cd "$(dirname "$0")" && pwd)
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" "$folder" || exit 1
cd "$folder" || exit 1
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }

# The address sanitizer reserves more than any limit on memory allows.
[ -n "${ANSATZ_NO_ULIMIT:-}" ] || ulimit -v 2000000

"$program" compress images.idx file --model model --report report.json --verify >log 2>&1 || complain "compress: $(cat log)"
"$program" decompress file again.idx --model model >log 2>&1 || complain "decompress: $(cat log)"
cmp images.idx again.idx || complain 'the decoded images differ'
gzip -c images.idx >images.idx.gz
"$program" compress images.idx.gz file2 --model model --threads 3 >log 2>&1 && cmp file file2 || complain 'gzip or threads change the file'
"$program" compress images.idx part --model model --limit 7 --chains 2 --block 2 >log 2>&1 &&
  "$program" decompress part part.idx --model model >log 2>&1 || complain "a part: $(cat log)"
tail -c +17 part.idx >part.pixels
tail -c +17 images.idx | head -c 84 | cmp - part.pixels || complain 'the decoded part differs'
for field in experiment data count dims unit ideal_bits_per_dim net_bits_per_dim gross_bits_per_dim initial_bits \
  model_bytes encode_seconds decode_seconds peak_rss_bytes ledger; do
  grep -q "\"$field\":" report.json || complain "the report has no $field"
done
"$program" binarize images.idx binary.idx && [ "$(wc -c <binary.idx)" = "$(wc -c <images.idx)" ] || complain binarize
"$program" sample 5 sample.idx --model model && [ "$(wc -c <sample.idx)" = 72 ] || complain sample

# Without a model the one that suits the images best is taken, and found again.
"$program" digits 30 digits.idx --seed 4 && "$program" binarize digits.idx digits_binary.idx || complain digits
for set in digits digits_binary; do
  "$program" compress $set.idx $set.file >log 2>&1 && "$program" decompress $set.file $set.again >log 2>&1 &&
    cmp $set.idx $set.again || complain "$set with a model that comes along: $(cat log)"
done
grep -q 'model    digits_binary-' log || complain "which model: $(cat log)"
"$program" models | grep -q 'mnist_grey-.*beta_binomial, 784 pixels' || complain models
"$program" table digits_binary.idx --alone --json table.json --plots plots >log 2>&1 || complain "table: $(cat log)"
for what in 'ideal: -ELBO' net gross 'initial bits' posterior likelihood prior 'fixed point' buckets intervals; do
  grep -q -e "$what" log || complain "the table has no $what"
done
for chart in rates ledger running; do grep -q '</svg>' plots/digits_binary_$chart.svg || complain "no chart of $chart"; done
grep -q '"running_bits_per_dim"' table.json || complain 'no running rate'
"$program" table images.idx --alone --model model --limit 20 >log 2>&1 || complain "table of any images: $(cat log)"
mkdir -p nothing/bb_ans
if ANSATZ_MODELS=nothing "$program" decompress digits.file out 2>err || ! grep -q 'give its file with --model' err; then
  complain "no such model: $(cat err)"
fi

. "$tests/refused.sh"

size=$(wc -c <file)
i=0
while [ $i -lt 16 ]; do
  head -c $((size * i / 16)) file >cut
  refused "cut at $i/16" decompress cut out --model model
  i=$((i + 1))
done
printf 'ANSATZ' | cat - file >magic
refused 'wrong magic' decompress magic out --model model
refused 'empty file' decompress /dev/null out --model model
refused 'not a file of ours' decompress images.idx out --model model
refused 'wrong model' decompress file out --model other
refused 'NaN in the weights' compress images.idx out --model nan
refused 'no model' compress images.idx out --model images.idx
refused 'wrong likelihood' compress images.idx out --model model --likelihood bernoulli
refused '2^60 images' compress many.idx out --model model
refused 'no images' compress model out --model model
refused 'a missing file' compress missing out --model model
head -c 500 images.idx.gz >images.idx.cut
refused 'a damaged gzip' compress images.idx.cut out --model model
refused 'a folder' compress . out --model model
refused 'no such folder' compress images.idx no/such/out --model model
refused 'an unknown flag' compress images.idx out --model model --fast
refused 'images that no model is for' compress images.idx out
refused 'a table of no images' table model --json out
refused 'a table into no folder' table digits.idx --alone --limit 2 --json no/such/out
refused 'no digits' digits 0 out
refused 'a table of standard sets by another model' table --model model --alone --json out
printf '\0\0\010\003\0\0\0\0\0\0\0\034\0\0\0\034' >none.idx
refused 'a table of nothing' table none.idx --alone --json out
refused 'no images by a limit' compress images.idx out --model model --limit -1
mkfifo pipe
if "$program" digits 1 pipe 2>err || [ ! -p pipe ]; then complain 'a pipe was replaced'; fi
refused 'no chains' compress images.idx out --model model --chains 0
refused 'a block too large' compress images.idx out --model model --block 5000
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

#!/bin/sh
# ansatz.sh PROGRAM MAKE_FILES: data through files and back in another process by every codec, whatever the program is called, and everything
# that can be wrong: an error that says so, no output, and what stood there before still there.
. "$(dirname "$0")/checks.sh"
program=$1
"$2" "$folder" || exit 1

# The address sanitizer reserves more than any limit on memory allows.
[ -n "${ANSATZ_NO_ULIMIT:-}" ] || ulimit -v 4000000

# comes_back WHAT IMAGES OPTION...: to a file and back by a tiny model.
comes_back() {
  what=$1 images=$2 model=$3
  shift 3
  "$program" compress $images file --model $model --report report.json --verify "$@" >log 2>err || complain "$what, compress: $(cat err)"
  "$program" decompress file again.idx --model $model >log 2>err || complain "$what, decompress: $(cat err)"
  cmp $images again.idx || complain "$what: the decoded images differ"
  "$program" verify file $images --model $model >log 2>err || complain "$what, verify: $(cat err)"
  for field in items dims net gross bytes initial model_bytes encode decode peak ledger; do
    grep -q "\"$field\"" report.json || complain "$what: the report has no $field"
  done
}
comes_back bb_ans images.idx model
cp file vae.az
gzip -c images.idx >images.idx.gz
"$program" compress images.idx.gz file2 --model model --threads 3 >log 2>err && cmp vae.az file2 || complain "gzip or threads change the file: $(cat err)"
comes_back 'bb_ans, parameters' images.idx model --chains 2 --set block=2 --set lanes=8
for kind in bit_swap hilloc; do
  comes_back $kind small.idx $kind
  cp file $kind.az
  "$program" binarize small.idx binary.idx && comes_back "$kind, binary" binary.idx $kind.binary
done
"$program" compress small.idx part --model bit_swap --limit 3 --chains 2 >log 2>err &&
  "$program" decompress part part.idx --model bit_swap >log 2>err || complain "a part: $(cat err)"
tail -c +17 part.idx >part.pixels
tail -c +17 small.idx | head -c 192 | cmp - part.pixels || complain 'the decoded part differs'
"$program" verify part small.idx --model bit_swap --limit 3 >log 2>err || complain "verify a part: $(cat err)"
"$program" verify part small.idx --model bit_swap >log 2>err && complain 'verify: other data were taken'
"$program" sample 5 sample.idx --model bit_swap && [ "$(wc -c <sample.idx)" = 336 ] || complain sample

# What a file is, without decoding it.
"$program" info vae.az >log 2>err || complain "info: $(cat err)"
for what in '300 grey images of 3x4' 'bb_ans' 'which is not here' 'block 8' 'lanes 64'; do grep -q "$what" log || complain "info does not say $what"; done
"$program" --version | grep -q 'file format 1' || complain version

# Without a model the one that codes the images best is taken, and found again.
"$program" digits 30 digits.idx --seed 4 && "$program" binarize digits.idx digits_binary.idx || complain digits
for set in digits digits_binary; do
  "$program" compress $set.idx $set.file >log 2>err && "$program" decompress $set.file $set.idx.again.idx >log2 2>err &&
    cmp $set.idx $set.idx.again.idx || complain "$set with a model that comes along: $(cat err)"
  grep -q 'by .*, model ' log || complain "which model: $(cat log)"
  "$program" info $set.file | grep -q 'which comes along' || complain 'info: where the model is'
done
# Under a codec's name, or asked for it, the program takes that one.
mkdir called
for name in bb_ans bit_swap hilloc; do
  ln -s "$program" called/$name
  called/$name compress digits_binary.idx by_$name >log 2>err || complain "$name: $(cat err)"
  "$program" compress digits_binary.idx asked_$name --codec $name >log 2>err || [ $name = hilloc ] || complain "--codec $name: $(cat err)"
done
"$program" info by_bb_ans | grep -q 'codec  *bb_ans' || complain 'bb_ans took another codec'
cmp by_bb_ans asked_bb_ans || complain 'a name and an option differ'
"$program" info by_bit_swap | grep -q 'codec  *bit_swap' || complain 'bit_swap took another codec'
"$program" models >log && grep -q 'mnist_grey-.*beta_binomial, 784 pixels' log && grep -q 'mnist_grey-.*28x28, 2 levels' log &&
  grep -q '^context_mixing' log || complain models

# Data on which a codec without a model does better than every model: it takes them, and that is said.
"$program" compress small.idx any.az >log 2>err && grep -q 'context_mixing without a model .* so that is taken' err || complain "no model: $(cat err)"
"$program" decompress any.az any.idx >log 2>err && cmp small.idx any.idx || complain "no model, back: $(cat err)"
"$program" compress noise.idx noise.az >log 2>err && grep -q 'so that is taken' err || complain "noise: $(cat err)"
"$program" compress noise.idx noise2.az --codec bb_ans >log 2>err && grep -q 'would do better' err || complain "noise, by bb_ans: $(cat err)"

# Photographs, by either effort, as they are and by a mosaic.
"$program" landscape 40 52 hills.ppm --seed 3 && "$program" landscape 65 66 mosaic.png --mosaic || complain landscape
for effort in 1 2; do
  "$program" compress hills.ppm mosaic.png hills.az --codec adaptive_pixels --effort $effort >log 2>err && "$program" verify hills.az hills.ppm mosaic.png >log 2>err ||
    complain "effort $effort: $(cat err)"
  wc -c <hills.az >size$effort
done
[ "$(cat size2)" -lt "$(cat size1)" ] || complain 'more effort is not worth it'

# Where bits went, of every codec of images; of one, and of several.
for file in vae.az:model bit_swap.az:bit_swap hilloc.az:hilloc; do
  "$program" picture ${file%:*} bits.png --model ${file#*:} --item 2 --limit 5 --report bits.json >log 2>err || complain "a picture of ${file%:*}: $(cat err)"
  for what in grey beside all; do grep -q $what log || complain "a picture of ${file%:*} tells no $what"; done
  [ "$(grep -c grey log)" = 5 ] || complain "a picture of ${file%:*} has not five images"
  "$program" compress bits.png drawn.az --codec adaptive_pixels >log 2>err || complain "a picture that is none: $(cat err)"
done
"$program" picture hills.az bits.png --item 1 >log 2>err && "$program" picture hills.az - --format pam --scale 4 >bits.pam 2>err || complain "a picture: $(cat err)"
for what in red green blue 'beside: way'; do grep -q "$what" log || complain "a picture tells no $what"; done
head -c 2 bits.pam | grep -q P7 || complain 'a picture piped'

# Pipes, folders, several files, other formats, bytes.
"$program" compress - - --model bit_swap <small.idx >pipe.az 2>err && cmp pipe.az bit_swap.az || complain "a pipe: $(cat err)"
"$program" decompress - - --model bit_swap <pipe.az 2>err | cmp - small.idx || complain "a pipe back: $(cat err)"
mkdir pictures
"$program" decompress bit_swap.az pictures/ --model bit_swap >log 2>err && [ "$(ls pictures | wc -l)" = 20 ] || complain "a folder of images: $(cat err)"
"$program" compress pictures folder.az --model bit_swap >log 2>err && cmp folder.az bit_swap.az || complain "a folder: $(cat err)"
"$program" compress pictures/* files.az --model bit_swap >log 2>err && cmp files.az bit_swap.az || complain "files: $(cat err)"
"$program" decompress bit_swap.az small.npy --model bit_swap >log 2>err && "$program" compress small.npy npy.az --model bit_swap >log 2>err &&
  cmp npy.az bit_swap.az || complain "npy: $(cat err)"
"$program" compress "$tests/ansatz.sh" text.az >log 2>err && "$program" decompress text.az text.again >log 2>err && cmp "$tests/ansatz.sh" text.again || complain "bytes: $(cat err)"
"$program" compress small.idx raw.az --as bytes >log 2>err && "$program" decompress raw.az raw >log 2>err && cmp raw small.idx || complain "--as bytes: $(cat err)"
: >nothing
"$program" compress nothing nothing.az >log 2>err && "$program" decompress nothing.az nothing.again >log 2>err && cmp nothing nothing.again || complain "nothing: $(cat err)"

# The table.
mkdir plots
"$program" table digits_binary.idx --codec bb_ans --without PNG --without WebP --without JPEG --without xz --alone 2 --json table.json --plots plots >log 2>err ||
  complain "table: $(cat err)"
for what in ideal net gross initial posterior likelihood prior 'fixed point' buckets intervals gzip bz2; do grep -q -e "$what" log || complain "the table has no $what"; done
grep -q -e PNG -e xz log && complain 'a rival that was to be left out'
for chart in rates ledger running; do grep -q '</svg>' plots/digits_binary_$chart.svg || complain "no chart of $chart"; done
grep -qi -e nan -e inf table.json plots/*.svg && complain 'a table with nan'
"$program" table small.idx --model bit_swap --model hilloc --without all --alone 5 --limit 10 >log 2>err || complain "table of hierarchies: $(cat err)"
grep -q integers log || complain 'the table of hierarchies has no losses'
"$program" table hills.ppm mosaic.png small.idx --codec context_mixing --without WebP --without JPEG --alone 0 --each 3 --json table.json >log 2>err || complain "table, each: $(cat err)"
for what in '52x40, colour' '66x65, colour' '8x8' 'smallest file'; do grep -q "$what" log || complain "the table of each image has no $what"; done
grep -q WebP log && complain 'a format of each image that was to be left out'
grep -q '"context_mixing, rate"' table.json && grep -q '"PNG, rate"' table.json || complain 'the table of each image in JSON'
mkdir -p more/bb_ans && cp model more/bb_ans/mine-0123456789abcdef.safetensors
ANSATZ_MODELS=more "$program" compress digits.idx warned.az >log 2>err && grep -q 'passed over' err || complain "a model that is not what its name says: $(cat err)"

# An option with values of its own takes one at a time, wherever it stands; a model goes by its name, too.
name=$("$program" models --codec bb_ans 2>/dev/null | sed -n 's/^ *\(digits_grey-[0-9a-f]*\):.*/\1/p')
[ -n "$name" ] || name=$("$program" models | sed -n 's/^ *\(digits_grey-[0-9a-f]*\):.*/\1/p')
"$program" compress --model "$name" digits.idx named.az --verify >log 2>err || complain "a model before the files: $(cat err)"
"$program" compress --set block=3 digits.idx named.az --model "$name" --set lanes=8 >log 2>err && "$program" decompress --model "$name" named.az named.idx >log 2>err &&
  cmp named.idx digits.idx || complain "options before the files: $(cat err)"
"$program" table --model "$name" digits.idx --without all --limit 5 >log 2>err || complain "a table with the model before the images: $(cat err)"

. "$tests/refused.sh"

for file in vae.az:model bit_swap.az:bit_swap hilloc.az:hilloc; do
  model=${file#*:} file=${file%:*}
  size=$(wc -c <$file)
  i=0
  while [ $i -lt 8 ]; do
    head -c $((size * i / 8)) $file >cut
    refused "cut at $i/8" decompress cut out --model $model
    i=$((i + 1))
  done
  refused "$file without its model" decompress $file out
  refused "$file by another model" decompress $file out --model other
done
printf 'ANSATZ' | cat - vae.az >magic
refused 'wrong magic' decompress magic out --model model
refused 'empty file' decompress /dev/null out --model model
refused 'not a file of ours' decompress images.idx out --model model
refused 'info of what is no file of ours' info images.idx
refused 'verify of what is no file of ours' verify images.idx
for kind in bit_swap hilloc; do
  refused "another model of $kind" decompress $kind.az out --model $kind.other
  refused 'NaN in the weights' compress small.idx out --model $kind.nan
  refused 'grey images for a binary model' compress small.idx out --model $kind.binary
  refused 'images of another size' compress images.idx out --model $kind
done
refused 'a model of the other inference' compress small.idx out --codec bit_swap --model hilloc
refused 'NaN in the weights' compress images.idx out --model nan
refused 'no model' compress images.idx out --model images.idx
refused 'a missing model' compress images.idx out --model missing
refused 'a codec that is none' compress images.idx out --codec zip
refused 'a codec that takes other images' compress small.idx out --codec bb_ans
grep -q 'the model is for grey images of 784 pixels' err || complain "what would fit: $(cat err)"
refused 'bytes for a codec of images' compress "$tests/ansatz.sh" out --codec bit_swap
refused '2^60 images' compress many.idx out --model model
refused 'a missing file' compress missing out --model model
head -c 500 images.idx.gz >images.idx.cut
refused 'a damaged gzip' compress images.idx.cut out --as images
refused 'no such folder' compress images.idx no/such/out --model model
refused 'an empty folder' compress more out
refused 'an unknown flag' compress images.idx out --model model --fast
refused 'colour for idx' decompress any.az out --format gif
refused 'a table of no images' table model --json out
refused 'a table into no folder' table digits.idx --without all --limit 2 --json no/such/out
refused 'a table over its images' table digits.idx --without all --limit 2 --json digits.idx
refused 'data that are not there' table --data missing --json out
refused 'no digits' digits 0 out
refused 'an effort that is none' compress hills.ppm out --effort 3
refused 'an effort of a codec without' compress hills.ppm out --codec context_mixing --effort 1
refused 'a landscape of no rows' landscape 0 5 out
refused 'a landscape too large' landscape 5 20000 out
refused 'a picture of a text' picture text.az out.png
grep -q 'it holds bytes, and bits are drawn of images' err || complain "a picture of a text: $(cat err)"
refused 'a picture of an item that is not there' picture hills.az out.png --item 2
refused 'a picture over its file' picture hills.az hills.az
refused 'a picture into no folder' picture hills.az no/such/out.png
refused 'a picture in no format' picture hills.az out.gif
refused 'a picture of no images' picture hills.az out.png --limit 0
refused 'a scale of nothing' picture hills.az out.png --scale 0
refused 'a picture of what is no file of ours' picture images.idx out.png
refused 'a sample of no model' sample 1 out --codec context_mixing
refused 'no images by a limit' compress images.idx out --model model --limit -1
refused 'no chains' compress images.idx out --model model --chains 0
refused 'more chains than images' compress images.idx out --model model --chains 301
refused 'a block too large' compress images.idx out --model model --set block=5000
refused 'a parameter that is none' compress images.idx out --model model --set colour=1
refused 'a parameter without a number' compress images.idx out --model model --set block
mkfifo pipe
if "$program" digits 1 pipe 2>err || [ ! -p pipe ]; then complain 'a pipe was replaced'; fi
cp small.idx mine.idx
for command in "compress mine.idx mine.idx --model bit_swap" "compress mine.idx x.az --report mine.idx --model bit_swap" "binarize mine.idx mine.idx"; do
  # Options are words on purpose.
  # shellcheck disable=SC2086
  if "$program" $command >log 2>err || ! cmp mine.idx small.idx; then complain "the images were overwritten: $command"; fi
done
"$program" decompress any.az twice.idx --report twice.idx >log 2>err && complain 'a report over the output'
[ ! -e twice.idx ] || complain 'a report over the output: written'
"$program" compress pictures/000000.png pictures/000001.png >log 2>err && complain 'the output was forgotten, and an input replaced'
grep -q -e '--force' err || complain "the output was forgotten: $(cat err)"
"$program" compress small.idx pictures/000001.png --force >log 2>err && "$program" verify pictures/000001.png small.idx >log 2>err || complain "--force: $(cat err)"
refused 'a report into no folder' compress images.idx out --model model --report no/such/report
refused 'a report in the place of a folder' compress images.idx out --model model --report pictures
"$program" bogus 2>err
[ $? = 2 ] && grep -q 'there is no command bogus; there are compress' err || complain "no such command: $(cat err)"
refused 'a standard input among files' compress - small.idx out
printf x >empty.az && "$program" info empty.az 2>err
grep -q '^ansatz: empty.az: ' err || complain "a message without the file: $(cat err)"
finish

#!/bin/sh
# train_resampled.sh TRAIN_RESAMPLED: a model of a few drawings is trained, the same each time, and a training goes on where it was.
. "$(dirname "$0")/checks.sh"
train=$1
images=$tests/../golden/data/drawn_28x28.idx

small() {
  folder_of_run=$1 steps=$2
  shift 2
  "$train" "$images" --folder "$folder_of_run" --name tiny --held-out 2 --batch 2 --told 2 --hidden 16 --second 16 --even-hidden 16 --even-second 16 \
    --steps "$steps" "$@" >"$folder_of_run.log" 2>err || complain "$folder_of_run: $(cat err)"
}
small one 4
small two 4
cmp one/tiny-*.safetensors two/tiny-*.safetensors || complain 'two trainings differ'
[ "$(wc -c <"$(ls one/tiny-*.safetensors)")" -lt 80000 ] || complain 'the model is large'
grep -q '"test"' one/tiny-*.json || complain 'the card says nothing of what was held out'
grep -q 'bits trained on' one.log || complain 'no losses are told'

# The state of four steps is that of a training of four.
rm one/tiny-*.safetensors one/tiny-*.json
small one 4
grep -q 'goes on after 4 steps' one.log || complain "it did not go on: $(cat one.log)"
cmp one/tiny-*.safetensors two/tiny-*.safetensors || complain 'what goes on differs'
small one 6
[ "$(ls one/tiny-*.safetensors | wc -l)" = 2 ] || complain 'two more steps change nothing'

"$train" "$images" --folder bad --name tiny --hidden 17 >log 2>err && complain 'layers of 17 units were taken'
grep -q 'multiple of 16' err || complain "layers of 17 units: $(cat err)"
"$train" "$images" --folder bad --name tiny --held-out 50 >log 2>err && complain 'more is held out than there is'
grep -q 'more images' err || complain "what is held out: $(cat err)"
"$train" missing.idx --folder bad --name tiny >log 2>err && complain 'a missing file was taken'
finish

#!/bin/sh
# train_vae.sh TRAIN_VAE ANSATZ: a model is trained, interrupted and resumed, and codes; what is wrong is refused.
. "$(dirname "$0")/trainers.sh"
train=$1 ansatz=$2

"$ansatz" digits 600 digits.idx || exit 1
"$ansatz" digits 100 test.idx --seed 9 || exit 1
small='--name small --held-out 100 --hidden 10 --latents 4 --rate 0.01'
for kind in bernoulli beta_binomial; do
  # Options are words on purpose.
  # shellcheck disable=SC2086
  {
    "$train" digits.idx whole $small --likelihood $kind --epochs 4 --test test.idx >log 2>&1 || complain "train: $(cat log)"
    grep -q 'an epoch takes about .*; the images held out decide' log || complain "it does not say how long it takes: $(cat log)"
    "$train" digits.idx none $small --likelihood $kind --epochs 2 --checkpoint $kind.checkpoint >log 2>&1 || complain "begin: $(cat log)"
    "$train" digits.idx parts $small --likelihood $kind --epochs 4 --checkpoint $kind.checkpoint >log 2>&1 || complain "go on: $(cat log)"
    "$train" digits.idx other $small --likelihood $kind --epochs 4 --seed 1 --checkpoint $kind.checkpoint >log 2>err &&
      complain 'the checkpoint of another training was taken'
    grep -q 'another training' err || complain "another training: $(cat err)"
  }
  images=test.idx
  if [ $kind = bernoulli ]; then
    "$ansatz" binarize test.idx test_binary.idx
    images=test_binary.idx
  fi
  for model in whole/small-*.safetensors; do
    grep -q '"negative_elbo_bits_per_dim"' "${model%.safetensors}.json" || complain 'a card without a rate'
    cmp "$model" "parts/$(basename "$model")" || complain "$kind: resumed, another model"
    "$ansatz" compress $images file --model "$model" >log 2>&1 && "$ansatz" decompress file again.idx --model "$model" >log 2>&1 &&
      cmp $images again.idx || complain "$kind: $(cat log)"
  done
  rm -r whole parts none
done

# Interrupted somewhere in an epoch, twice, and gone on: the same bytes as if it had not been.
# Options are words on purpose.
# shellcheck disable=SC2086
{
  many="$small --batch 4 --patience 1000000"
  for time in first second; do
    "$train" digits.idx parts $many --checkpoint cut.checkpoint >log 2>&1 &
    while kill -0 $! 2>/dev/null && ! grep -q '^ *[0-9][0-9]*  ' log; do sleep 0.05; done
    kill -INT $!
    wait $! || complain "interrupted, $time: $(cat log)"
    grep -q 'the same command goes on from cut.checkpoint' log || complain "interrupted, $time: $(cat log)"
    [ -e parts/small.safetensors ] || complain "interrupted, $time: no best model so far"
  done
  epochs=$(($(sed -n 's/^interrupted.* after epoch \([0-9]*\),.*/\1/p' log) + 2))
  "$train" digits.idx parts $many --epochs $epochs --checkpoint cut.checkpoint >log 2>&1 || complain "go on: $(cat log)"
  "$train" digits.idx whole $many --epochs $epochs >log 2>&1 || complain "whole: $(cat log)"
  cmp whole/small-*.safetensors parts/small-*.safetensors || complain 'interrupted and resumed, another model'
  [ ! -e parts/small.safetensors ] || complain 'the best so far is left'
  "$train" digits.idx short $small --batch 4 --minutes 0.005 --checkpoint short.checkpoint >log 2>&1 || complain "minutes: $(cat log)"
  grep -q '0.005 minutes are over' log || complain "minutes: $(cat log)"
  grep -q '"held_out"' short/small-*.json || complain 'minutes: no card'
}

head -c 1000 digits.idx >cut.idx
refused 'images that end early' cut.idx out --name x
refused 'no images' missing.idx out --name x
refused 'too few images' digits.idx out --name x --held-out 600
refused 'no name' digits.idx out
refused 'a name that is a path' digits.idx out --name ../x
refused 'no epochs' digits.idx out --name x --epochs 0
refused 'a checkpoint in no folder' digits.idx out --name x --held-out 100 --checkpoint no/such/file
refused 'no test images' digits.idx out --name x --held-out 100 --test missing.idx
printf '\0\0\010\003\0\0\0\001\0\0\0\001\0\0\0\001\0' >tiny.idx
refused 'test images of another size' digits.idx out --name x --held-out 100 --test tiny.idx
"$ansatz" digits 600 others.idx --seed 3 || exit 1
refused 'the checkpoint of other images' others.idx out --name small --held-out 100 --hidden 10 --latents 4 --rate 0.01 \
  --likelihood bernoulli --checkpoint bernoulli.checkpoint
refused 'an unknown likelihood' digits.idx out --name x --likelihood gaussian
refused 'an unknown device' digits.idx out --name x --device abacus
head -c 200 bernoulli.checkpoint >damaged.checkpoint
refused 'a damaged checkpoint' digits.idx out --name x --held-out 100 --checkpoint damaged.checkpoint
refused 'an unknown schedule' digits.idx out --name x --held-out 100 --schedule steps
finish

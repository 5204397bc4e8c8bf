#!/bin/sh
# train_hierarchy.sh TRAIN_HIERARCHY ANSATZ: hierarchies are trained, interrupted and resumed, and code; what is wrong is refused.
. "$(dirname "$0")/trainers.sh"
train=$1 ansatz=$2

"$ansatz" digits 120 digits.idx && "$ansatz" digits 20 test.idx --seed 9 || exit 1
for program in bit_swap hilloc; do
  cat >$program.json <<END
{"inference": "$program", "latents": [1, 1], "q": {"width": 4, "blocks": 1}, "p": {"width": 4, "blocks": 1}, "features": 2, "logistics": 2,
 "groups": [{"cell": 4, "places": [0], "network": {"width": 4, "blocks": 1}}, {"cell": 4, "places": [2, 8, 10], "network": {"width": 4, "blocks": 0}},
            {"cell": 2, "places": [1, 2, 3], "network": {"width": 4, "blocks": 1}}]}
END
  small="digits.idx $program.json"
  # Options are words on purpose.
  # shellcheck disable=SC2086
  {
    "$train" $small whole --name $program --held-out 20 --epochs 2 --test test.idx --shift 1 --dropout 0.1 >log 2>&1 || complain "train: $(cat log)"
    grep -q 'an epoch takes about .*, all 2 to come ' log || complain "it does not say how long it takes: $(cat log)"
    "$train" $small none --name $program --held-out 20 --epochs 2 --shift 1 --dropout 0.1 --checkpoint $program.pt >log 2>&1 || complain "begin: $(cat log)"
    "$train" $small parts --name $program --held-out 20 --epochs 2 --shift 1 --dropout 0.1 --checkpoint $program.pt >log 2>&1 || complain "go on: $(cat log)"
    grep -q 'going on after epoch 2' log || complain 'not resumed'
    "$train" $small other --name $program --held-out 20 --epochs 2 --seed 1 --checkpoint $program.pt >log 2>err && complain 'the checkpoint of another training was taken'
    grep -q 'another training' err || complain "another training: $(cat err)"
    "$train" $small after --name $program --held-out 20 --epochs 1 --from whole/$program-*.safetensors >log 2>&1 || complain "from: $(cat log)"
    grep -q 'numbers taken from' log || complain 'nothing was taken'
    "$train" $small more --name $program --held-out 20 --epochs 3 --shift 1 --dropout 0.1 --checkpoint $program.pt >log 2>&1 || complain "more epochs: $(cat log)"
    grep -q 'epochs 2 until 2, then 3' more/$program-*.json || complain 'the card does not tell of more epochs'
  }
  cmp whole/$program-*.safetensors parts/$program-*.safetensors || complain "$program: resumed, another model"
  [ ! -e whole/$program.safetensors ] || complain 'weights so far are left'
  grep -q '"negative_elbo_bits_per_dim"' whole/$program-*.json || complain 'a card without a rate'
  grep -q '</svg>' whole/$program-*.svg || complain 'no chart'
  "$ansatz" compress test.idx file --model whole/$program-*.safetensors >log 2>&1 && "$ansatz" decompress file again.idx --model whole/$program-*.safetensors >log 2>&1 &&
    cmp test.idx again.idx || complain "$program: $(cat log)"
done

# In colour, of squares of pictures; the name is that of what the coder computes.
"$ansatz" landscape 96 80 seen.ppm --seed 3 || exit 1
cat >colour.json <<END
{"inference": "bit_swap", "pixels": "colour", "height": 0, "width": 0, "latents": [1], "q": {"width": 4, "blocks": 0}, "p": {"width": 4, "blocks": 0},
 "features": 2, "said": 4, "head": 4, "logistics": 2, "atoms": [0, 255],
 "groups": [{"cell": 4, "places": [0], "network": {"width": 4, "blocks": 0}}, {"cell": 4, "places": [10], "network": {"width": 4, "blocks": 0}},
            {"cell": 4, "places": [2], "network": {"width": 4, "blocks": 0}}, {"cell": 4, "places": [8], "network": {"width": 4, "blocks": 0}},
            {"cell": 2, "places": [3], "network": {"width": 4, "blocks": 1}}, {"cell": 2, "places": [1], "network": {"width": 4, "blocks": 0}},
            {"cell": 2, "places": [2], "network": {"width": 4, "blocks": 0}}]}
END
in_colour() { "$train" seen.ppm colour.json "$@" --name colour --crop 16 --held-out 6 --batch 8 --muon --flip --half --checkpoint colour.pt >log 2>&1; }
in_colour colours --epochs 1 || complain "in colour: $(cat log)"
in_colour colours --epochs 2 || complain "in colour, further: $(cat log)"
grep -q 'going on after epoch 1' log || complain 'in colour, not resumed'
for model in colours/colour-*.safetensors; do
  "$ansatz" compress seen.ppm file --codec bit_swap --model "$model" >log 2>&1 && "$ansatz" decompress file again.ppm --model "$model" >log 2>&1 &&
    cmp seen.ppm again.ppm || complain "in colour: $(cat log)"
done
refused 'pictures that are not cut' seen.ppm colour.json out --name x --held-out 1
refused 'grey images for an architecture in colour' digits.idx colour.json out --name x --held-out 20

head -c 1000 digits.idx >cut.idx
echo '{"inference": "sideways"}' >wrong.json
refused 'images that end early' cut.idx bit_swap.json out --name x --held-out 20
refused 'no images' missing.idx bit_swap.json out --name x --held-out 20
refused 'no architecture' digits.idx missing.json out --name x --held-out 20
sed 's/"features": 2/"features": 2, "latent_mean": 20/' bit_swap.json >beyond.json
refused 'bounds beyond coding' digits.idx beyond.json out --name x --held-out 20
refused 'a wrong architecture' digits.idx wrong.json out --name x --held-out 20
refused 'too few images' digits.idx bit_swap.json out --name x --held-out 120
refused 'no name' digits.idx bit_swap.json out --held-out 20
refused 'a name that is a path' digits.idx bit_swap.json out --name ../x --held-out 20
refused 'no test images' digits.idx bit_swap.json out --name x --held-out 20 --epochs 1 --test missing.idx
refused 'a checkpoint in no folder' digits.idx bit_swap.json out --name x --held-out 20 --epochs 1 --checkpoint no/such/file
head -c 200 bit_swap.pt >cut.pt
refused 'a damaged checkpoint' digits.idx bit_swap.json out --name x --held-out 20 --checkpoint cut.pt
refused 'weights that are none' digits.idx bit_swap.json out --name x --held-out 20 --from digits.idx
printf '\0\0\010\003\0\0\0\001\0\0\0\001\0\0\0\001\0' >tiny.idx
refused 'images of another size' tiny.idx bit_swap.json out --name x --held-out 1
refused 'test images of another size' digits.idx bit_swap.json out --name x --held-out 20 --epochs 1 --test tiny.idx
finish

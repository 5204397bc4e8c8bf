#!/bin/sh
# resampled.sh RESAMPLED: bitmaps are found where there are some, and what is no image of MNIST's kind is refused.
. "$(dirname "$0")/checks.sh"
resampled=$1

zeros() { head -c "$1" /dev/zero; }

# An idx file of a white pixel, which is a square of 20 x 20 pixels with one of them inked; a black image; a white one.
{
  printf '\0\0\010\003\0\0\0\003\0\0\0\034\0\0\0\034'
  zeros 406 && printf '\377' && zeros 377 && zeros 784 && zeros 784 | tr '\0' '\377'
} >three.idx
"$resampled" three.idx --json three.json >log 2>err || complain "three images: $(cat err)"
grep -q '"found": 1' three.json || complain "of three images not one was found: $(cat log)"
"$resampled" three.idx --first 1 --json two.json >log 2>err || complain "two images: $(cat err)"
grep -q '"found": 0' two.json || complain "of two images one was found: $(cat log)"
"$resampled" "$tests/../golden/data/drawn_28x28.idx" --limit 3 --picture digits.png --exchanges "$tests/../golden/models/resampled.safetensors" >log 2>err ||
  complain "a picture: $(cat err)"
[ "$(head -c 4 digits.png | tail -c 3)" = PNG ] || complain 'the picture is no PNG'
grep -q exchanges log || complain "exchanges: $(cat log)"
"$resampled" three.idx --first 3 >log 2>err && complain 'no images were taken'
printf '\0\0\010\003\0\0\0\001\0\0\0\001\0\0\0\002..' >small.idx
"$resampled" small.idx >log 2>err && complain 'images of another size were taken'
grep -q 28x28 err || complain "another size: $(cat err)"
"$resampled" missing.idx >log 2>err && complain 'a missing file was taken'
finish

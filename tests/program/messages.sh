#!/bin/sh
# messages.sh HMM MULTISET PIANOROLL MONTE_CARLO ORDERS ANSATZ: what programs say, to whom, and which words they take for numbers.
. "$(dirname "$0")/checks.sh"
hmm=$1 multiset=$2 pianoroll=$3 monte_carlo=$4 orders=$5 ansatz=$6
ulimit -c 0
is() { [ "$2" = "$3" ] || complain "$1: exit status $2, not $3"; }
# Bytes that a terminal would not print: none but ends of lines.
quiet() { [ "$(tr -d '\n\040-\176\200-\377' <"$1" | wc -c)" -eq 0 ] || complain "$2: control characters: $(cat -v "$1")"; }

printf 'so it goes, so it went, and so it will go' >saying
small_hmm() { "$hmm" --longest 16 --states 2 --rounds 3 "$@"; }

# Nobody hears: what is wrong is wrong, what is right is right, and nothing is killed by it.
small_hmm missing 2>&-; is 'an error, closed' $? 1
small_hmm --nonsense 2>&-; is 'a usage, closed' $? 2
small_hmm saying >log 2>&-; is 'success, closed' $? 0
"$ansatz" info missing 2>&-; is 'ansatz, closed' $? 1
small_hmm saying <&- >log 2>&-; is 'success, no input either' $? 0
small_hmm saying --json found.json >log <&- 2>&- || complain 'all but the output closed'
[ "$(head -c 1 found.json)" = '{' ] || complain 'something else than the JSON is in its file'
small_hmm saying >&- 2>err; is 'no standard output' $? 1
grep -q 'standard output' err || complain 'no standard output: no message'
small_hmm saying --json found.json >&- 2>err && complain 'no standard output, and a file: no failure'
"$hmm" --help >&- 2>err; is 'help to nobody' $? 1
small_hmm saying >&- 2>&-; is 'both closed' $? 1
if [ -w /dev/full ]; then
  small_hmm missing 2>/dev/full; is 'an error, full' $? 1
  small_hmm --nonsense 2>/dev/full; is 'a usage, full' $? 2
  small_hmm saying >log 2>/dev/full; is 'success, full' $? 0
  small_hmm saying >/dev/full 2>/dev/full; is 'both full' $? 1
  "$hmm" --help >/dev/full 2>err; is 'help to a full disk' $? 1
fi

# Names that would command a terminal, in messages, in tables, in notes and in what the parser says.
escape=$(printf '\033')
hostile="${escape}]0;title$(printf '\007')${escape}[2J
forged: line$(printf '\302\233')2J"
small_hmm "$hostile" >log 2>err; is 'a hostile name' $? 1
quiet err 'a hostile name'
[ "$(wc -l <err)" -eq 1 ] || complain 'a hostile name: more than a line'
grep -q '\\x1b' err || complain 'a hostile name: not shown'
small_hmm saying "--$hostile" >log 2>err; is 'a hostile option' $? 2
quiet err 'a hostile option'
grep -q '^forged' err && complain 'a hostile option: a forged line'
"$hmm" saying --states "$hostile" >log 2>err; is 'a hostile number' $? 2
quiet err 'a hostile number'
small_hmm saying --json "$hostile/x" >log 2>err; is 'a hostile folder' $? 1
quiet err 'a hostile folder'
cp saying "$hostile"
small_hmm "$hostile" --json found.json --plots charts >log 2>err || complain "a hostile name of a file that is there: $(cat -v err)"
quiet log 'a hostile name in a table'
"$multiset" "$hostile" --json found.json --plots charts >log 2>err || complain "multiset, a hostile name: $(cat -v err)"
quiet log 'multiset, a hostile name in a table'
for file in found.json charts/*; do [ ! -f "$file" ] || quiet "$file" "$file"; done
cp saying 'pré-文.txt' && small_hmm 'pré-文.txt' missing >log 2>err
small_hmm 'fehlt-é-文' >log 2>err
grep -q 'fehlt-é-文' err || complain 'a name in UTF-8 is not legible'

# Names that are not UTF-8, in reports.
name=$(printf 'caf\351.txt')
cp saying "$name"
for program in small_hmm "$multiset"; do
  $program "$name" --json found.json --plots charts >log 2>err || complain "$program: a name that is not UTF-8: $(cat -v err)"
  if command -v python3 >/dev/null 2>&1; then
    python3 -c 'import json; json.load(open("found.json", encoding="utf-8"))' || complain "$program: no JSON"
  fi
done

# Numbers: decimal digits, and nothing else.
for number in -1 -0 +1 1e1 1.0 0x10 ' 1' '1 ' 1k ten 18446744073709551616 99999999999999999999 '' 2147483648; do
  "$hmm" saying --states "$number" >log 2>err; is "--states '$number'" $? 2
  "$hmm" saying "--rounds=$number" >log 2>err; is "--rounds '$number'" $? 2
  "$hmm" saying --threads "$number" >log 2>err; is "--threads '$number'" $? 2
  [ -s err ] || complain "'$number': no message"
done
for number in -1 +1 1e1 0x10 18446744073709551616 ''; do
  "$monte_carlo" --symbols 20 --sequences 5 --most 4 --seed "$number" >log 2>err; is "monte_carlo --seed '$number'" $? 2
  "$pianoroll" --seed "$number" >log 2>err; is "pianoroll --seed '$number'" $? 2
  "$multiset" saying --most "$number" >log 2>err; is "multiset --most '$number'" $? 2
done
"$hmm" saying --states 2 --rounds 010 --json ten.json >log 2>err || complain "010: $(cat err)"
grep -q '"rounds": 10' ten.json || complain '010 is not ten'
"$hmm" saying --states 2 --rounds 08 >log 2>err || complain "08: $(cat err)"
"$monte_carlo" --symbols 20 --sequences 5 --most 4 --seed 18446744073709551615 --json last.json >log 2>err || complain "the last seed: $(cat err)"
grep -q '"seed": 18446744073709551615' last.json || complain 'the last seed is another one in the JSON'

# More threads than the machine has are no more than it has, without a word.
small_hmm saying --threads 1000 >log 2>err || complain "1000 threads: $(cat err)"
[ ! -s err ] || complain "1000 threads: $(cat err)"

# An option takes one word, wherever it stands.
"$orders" --model missing --limit 1 --json orders.json >log 2>err; is 'orders, a missing model' $? 1
"$orders" --model missing other >log 2>err; is 'orders, a word too many' $? 2
golden=$tests/../golden
in_colour() { "$orders" --model "$golden/models/colour_bit_swap.safetensors" "$@" >log 2>err; }
in_colour --images "$golden/data/mosaic.ppm" --json colours.json || complain "orders, in colour: $(cat err)"
for order in nested Bit-Swap 'with warm start'; do
  grep -q "\"order\": \"$order\"" colours.json || complain "orders, in colour: no row of $order"
done
in_colour --images "$golden/data/noise.pgm"; is 'orders, grey images for a model of colours' $? 1
"$orders" --limit 010 --threads -1 >log 2>err; is 'orders, a sign' $? 2

# JSON is read in one way only.
good='"train": [[[60], []]], "valid": [[[60, 64]]], "test": [[[]]]'
run_tunes() { "$pianoroll" --states 4 --rounds 3 tunes.json >log 2>err; }
printf ' \n{%s}\n' "$good" >tunes.json && run_tunes || complain "tunes: $(cat err)"
printf '{%s, "test": [[[]]]}' "$good" >tunes.json && run_tunes && complain 'tunes: a key twice'
printf '{%s, "x": {"y": 1, "y": 2}}' "$good" >tunes.json && run_tunes && complain 'tunes: a key twice, within'
printf '{%s}\0{' "$good" >tunes.json && run_tunes && complain 'tunes: a byte 0 and more'
printf '{%s}\0' "$good" >tunes.json && run_tunes && complain 'tunes: a byte 0'
printf '\357\273\277{%s}' "$good" >tunes.json && run_tunes && complain 'tunes: a mark of order'
printf '{%s} {}' "$good" >tunes.json && run_tunes && complain 'tunes: more than one'
printf '{%s, "x": %s0%s}' "$good" "$(printf '[%.0s' $(seq 1000))" "$(printf ']%.0s' $(seq 1000))" >tunes.json
run_tunes && complain 'tunes: nested a thousand deep'
printf '{"train": [[[60]]], "\\u001b[2J": 1, "\\u001b[2J": 2}' >tunes.json && run_tunes
quiet err 'tunes: a hostile key'
finish

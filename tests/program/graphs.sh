#!/bin/sh
# graphs.sh PROGRAM: graphs of each format through files and back, with their numbering and up to isomorphism; what is not simple refused,
# or made simple.
. "$(dirname "$0")/checks.sh"
program=$1

# refused WHAT SENTENCE COMMAND...: the program ends with 1 and says so.
refused() {
  what=$1 sentence=$2
  shift 2
  "$program" "$@" >log 2>err && complain "$what: accepted"
  grep -qF -e "$sentence" err || complain "$what: $(cat err)"
}

"$program" graph 300 1200 net.mtx --seed 7 >log 2>err || complain "graph: $(cat err)"
"$program" graph 300 1200 again.mtx --seed 7 >log 2>err && cmp net.mtx again.mtx || complain 'a drawn graph is not the same again'

# There and back by each format, each of which keeps the numbering.
cp net.mtx last.mtx
for ending in edges graph el metis edgelist mtx; do
  "$program" compress last.* net.az --verify --keep-labels --report report.json >log 2>err || complain "$ending, compress: $(cat err)"
  rm last.*
  "$program" decompress net.az last.$ending >log 2>err || complain "$ending, decompress: $(cat err)"
  "$program" verify net.az last.$ending >log 2>err || complain "$ending, verify: $(cat err)"
done
cmp last.mtx net.mtx || complain 'the graph differs after all formats'
grep -q '"bits/edge"' report.json || complain 'the report is not in bits an edge'
"$program" info net.az >log 2>err && grep -q '1 graph of 300 nodes and 1200 edges' log || complain "info: $(cat log err)"
"$program" table net.mtx >log 2>err && grep -q random_edge log && grep -q unlabelled_graph log || complain "table: $(cat log err)"

# Pipes, gzip, another name.
gzip -c net.mtx >net.gz
"$program" compress --keep-labels net.gz packed.az >log 2>err && cmp packed.az net.az || complain "gzip changes the file: $(cat err)"
"$program" compress --keep-labels - piped.az <net.mtx >log 2>err && cmp piped.az net.az || complain "a pipe changes the file: $(cat err)"
"$program" decompress net.az - --format mtx 2>err | cmp - net.mtx || complain "to a pipe: $(cat err)"
"$program" decompress net.az list.txt --format edges >log 2>err || complain "--format: $(cat err)"
"$program" compress list.txt bytes.az >log 2>err && "$program" info bytes.az | grep -q bytes || complain 'a text of another name is no text'
"$program" compress --keep-labels --as graphs list.txt listed.az >log 2>err && cmp listed.az net.az || complain "--as graphs: $(cat err)"

# A set, with labels.
mkdir S
printf '1, 2\n2, 1\n3, 4\n3, 5\n4, 3\n5, 3\n' >S/S_A.txt
printf '1\n1\n2\n2\n2\n' >S/S_graph_indicator.txt
printf '7\n8\n7\n7\n9\n' >S/S_node_labels.txt
printf '0\n0\n1\n2\n1\n2\n' >S/S_edge_labels.txt
"$program" compress --keep-labels S s.az --verify >log 2>err || complain "a set: $(cat err)"
"$program" info s.az | grep -q '2 graphs of 5 nodes and 3 edges, with labels of both' || complain 'info of a set'
"$program" decompress s.az T/ >log 2>err || complain "a set, decompress: $(cat err)"
for part in A graph_indicator node_labels edge_labels; do cmp S/S_$part.txt T/T_$part.txt || complain "$part differs"; done
"$program" verify s.az S >log 2>err || complain "a set, verify: $(cat err)"
"$program" decompress s.az U/ --range 1: >log 2>err && [ "$(wc -l <U/U_A.txt)" = 4 ] || complain "a part of a set: $(cat err)"
cp s.az more.az && "$program" compress --keep-labels S more.az --append >log 2>err && "$program" info more.az | grep -q '4 graphs of 10 nodes' || complain "--append: $(cat err)"
refused 'a set in a file' 'a folder, a path that ends in /, holds any' decompress s.az one.mtx
refused 'labels in a list' 'has no room for labels' decompress s.az one.mtx --range 1:2
[ ! -e one.mtx ] || complain 'a file was left behind'

# Sets of graphs with labels and of graphs without are sets of their own.
printf '1, 2\n2, 1\n' >plain_A.txt
mkdir P && mv plain_A.txt P/P_A.txt && printf '1\n1\n' >P/P_graph_indicator.txt
cp s.az mixed.az && refused 'labels and none in a file' 'put them into a file of their own' compress P mixed.az --append
cmp s.az mixed.az || complain 'a refused --append changed the file'
"$program" compress P p.az >log 2>err && refused 'none and labels in a file' 'put them into a file of their own' compress S p.az --append
"$program" compress P p.az --append >log 2>err && "$program" info p.az | grep -q '2 graphs of 4 nodes and 2 edges$' || complain "--append of a set without labels: $(cat err)"

# Several files are a set; what is no graph is none of it.
printf '0 1\n1 2\n' >path.edges
"$program" compress --keep-labels path.edges net.mtx P pair.az >log 2>err || complain "several files: $(cat err)"
"$program" info pair.az | grep -q '3 graphs of 305 nodes and 1203 edges' || complain 'several files: info'
"$program" verify pair.az path.edges net.mtx P >log 2>err || complain "several files, verify: $(cat err)"
"$program" decompress pair.az second.mtx --range 1:2 >log 2>err && cmp second.mtx net.mtx || complain "several files: another graph: $(cat err)"
"$program" compress --keep-labels path.edges net.mtx one.az --limit 1 >log 2>err && "$program" info one.az | grep -q '1 graph of 3 nodes' || complain "several files, --limit: $(cat err)"
refused 'graphs and something else' 'no.txt is no graph as far as its name and its content tell' compress path.edges no.txt no.az
refused 'graphs with labels and without' 'labels of all nodes' compress S path.edges no.az

# A text that only its name would tell to be a graph.
for format in edges metis; do
  "$program" decompress net.az - --format $format >plain.$format.text 2>err
  "$program" compress - told.az <plain.$format.text >log 2>err || complain "$format by a pipe: $(cat err)"
  grep -q "coded as bytes, and reads like a graph: --as edges .*, --as metis" err || complain "$format by a pipe: not said: $(cat err)"
  "$program" decompress told.az - 2>err | cmp - plain.$format.text || complain "$format by a pipe: other bytes"
  "$program" compress --keep-labels --as $format - told.az <plain.$format.text >log 2>err && cmp told.az net.az || complain "--as $format: $(cat err)"
  "$program" compress --keep-labels --as $format /dev/stdin told.az <plain.$format.text >log 2>err && cmp told.az net.az || complain "--as $format /dev/stdin: $(cat err)"
  mkfifo fifo && { cat plain.$format.text >fifo & } && "$program" compress --keep-labels --as $format fifo told.az >log 2>err && cmp told.az net.az || complain "--as $format of a fifo: $(cat err)"
  rm -f fifo
  "$program" verify net.az plain.$format.text --as $format >log 2>err || complain "verify --as $format: $(cat err)"
done
printf '12 of them\n' | "$program" compress - told.az >log 2>err && grep -q 'reads like' err && complain 'a text taken for numbers'

# Of graphs that are lost the others' numbers are said.
"$program" compress --keep-labels S six.az >log 2>err
for i in 1 2; do "$program" compress --keep-labels S six.az --append >log 2>err || complain "--append: $(cat err)"; done
at=$(($(wc -c <s.az) + 20))  # in the second chunk
{ head -c $at six.az; printf 'XXXXXXXX'; tail -c +$((at + 9)) six.az; } >hurt.az
"$program" decompress hurt.az H/ --salvage >log 2>err
[ $? = 3 ] || complain "--salvage: $(cat err)"
grep -q 'lost: items 2 to 3' err && grep -q 'H/: graphs 2 to 3 there are items 4 to 5, all counted from 0' err || complain "--salvage: $(cat err)"

# Large and regular: in seconds, and what is less than certain is said.
awk 'BEGIN { n = 60; for (y = 0; y < n; y++) for (x = 0; x < n; x++) {
  print y * n + x, y * n + (x + 1) % n; print y * n + x, (y + 1) % n * n + x } }' >torus.edges
"$program" compress torus.edges torus.az >log 2>err && "$program" verify torus.az torus.edges >log 2>err || complain "a torus: $(cat err)"
grep -q 'hashes' log && complain 'a torus is compared by hashes alone'
"$program" table net.mtx >log 2>err || complain "table: $(cat err)"
grep -qE 'images|pays|dims' log && complain "table: words of images: $(cat log)"

# Up to isomorphism, which is what is done unless the numbers of nodes are asked for, and is said.
"$program" compress net.mtx small.az --verify >log 2>err || complain "up to isomorphism: $(cat err)"
grep -q 'does not keep the numbers of nodes: graphs come back isomorphic; --keep-labels keeps them' err || complain "not said: $(cat err)"
[ "$(wc -c <small.az)" -lt "$(wc -c <net.az)" ] || complain 'as long as with the numbers of nodes'
"$program" info small.az | grep -q 'not kept    the numbers of nodes: graphs come back isomorphic' || complain 'info does not say what is lost'
"$program" decompress small.az other.mtx >log 2>err || complain "isomorphic, decompress: $(cat err)"
cmp -s other.mtx net.mtx && complain 'the numbers of nodes were kept'
for same in net.mtx other.mtx; do "$program" verify small.az $same >log 2>err || complain "isomorphic to $same: $(cat err)"; done
sed '$d' other.mtx | sed '2s/1200/1199/' >less.mtx
refused 'an edge less' 'holds other data' verify small.az less.mtx
refused 'another numbering, where it is kept' 'holds other data' verify net.az other.mtx
"$program" compress S u.az --verify >log 2>err || complain "a set up to isomorphism: $(cat err)"
"$program" decompress u.az V/ >log 2>err && "$program" verify u.az V >log 2>err || complain "a set up to isomorphism comes back: $(cat err)"
"$program" decompress u.az W/ --range 1: >log 2>err && cmp W/W_graph_indicator.txt U/U_graph_indicator.txt || complain 'graphs come back in another order'
"$program" compress S any.az --set order=0 --verify >log 2>err && "$program" verify any.az S >log 2>err || complain "in any order: $(cat err)"
mkdir X
printf '1, 2\n2, 1\n1, 3\n3, 1\n4, 5\n5, 4\n' >X/X_A.txt
printf '1\n1\n1\n2\n2\n' >X/X_graph_indicator.txt
printf '7\n7\n9\n7\n8\n' >X/X_node_labels.txt
printf '1\n1\n2\n2\n0\n0\n' >X/X_edge_labels.txt
"$program" verify any.az X >log 2>err || complain "in any order, verify: $(cat err)"
refused 'a set in another order, where its order is kept' 'holds other data' verify u.az X
refused 'order=2' 'order is 0 to 1' compress S no.az --set order=2

# What is not simple.
printf '0 1\n1 0\n1 2\n3 3\n' >web.edges
refused 'loops' '--simple' compress web.edges web.az
[ ! -e web.az ] || complain 'a refused graph left a file'
"$program" compress --keep-labels --simple web.edges web.az >log 2>err && grep -q '1 loop was dropped' err || complain "--simple: $(cat err)"
"$program" verify web.az web.edges --simple >log 2>err || complain "verify --simple: $(cat err)"
cp web.edges again.edges
refused 'another graph' 'holds other data' verify net.az again.edges --simple
refused '--simple of bytes' '--simple is of graphs' compress --simple list.txt no.az
printf 'no graph' >no.bytes
refused '--keep-labels of bytes' '--keep-labels is of graphs' compress --keep-labels no.bytes no.az
"$program" compress --keep-labels --codec hmm net.mtx no.az >log 2>err && complain '--keep-labels by another codec: accepted'
refused 'graphs by a codec of bytes' 'hmm does not take graphs' compress --codec hmm net.mtx no.az
head -c 300 net.az >cut.az
refused 'a file that is cut off' 'cut.az' decompress cut.az cut.mtx
finish

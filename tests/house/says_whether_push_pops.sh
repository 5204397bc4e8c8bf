#!/bin/sh
# says_whether_push_pops.sh ROOT: the comment of every combinator says whether its push pops and its pop pushes, which is
# what recorder and tally enforce at compile time: "Does push pop? ... Does pop push? ..." on one line.
set -eu
cd "$1"
status=0
for header in include/ansatz/combinator/*.hpp; do
  grep -q '^/// Does push pop? .* Does pop push? ' "$header" && continue
  echo "$header does not say whether push pops" >&2
  status=1
done
exit "$status"

#!/bin/sh
# every_page.sh ROOT: every page of the reference has its line in the index, docs/reference/README.md, and every combinator its
# place in docs/which-combinator.md.
set -eu
cd "$1"
status=0
need() {
  grep -qF "$2" "$1" && return
  echo "$1 does not link $2" >&2
  status=1
}
for page in docs/reference/*.md; do
  name=$(basename "$page")
  [ "$name" = README.md ] || need docs/reference/README.md "]($name)"
done
for header in include/ansatz/combinator/*.hpp; do
  need docs/which-combinator.md "](reference/$(basename "$header" .hpp).md)"
done
exit "$status"

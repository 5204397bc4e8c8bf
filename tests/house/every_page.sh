#!/bin/sh
# every_page.sh ROOT: every page of the reference has its line in the index, docs/reference/README.md; every combinator has its
# place in docs/which-combinator.md; and the page of every header behind which something is compiled names the library. Of the
# rooms graph, io, net and archive, and of codecs, that is every page; of the others, that of a header that has a source of its name.
set -eu
cd "$1"
status=0
need() {
  grep -qF "$2" "$1" && return
  echo "$1 does not say $2" >&2
  status=1
}
need_library() { need "docs/reference/$(basename "$2" .hpp).md" "ansatz::$(basename "$(dirname "$1")")\`"; }

for page in docs/reference/*.md; do
  name=$(basename "$page")
  [ "$name" = README.md ] || need docs/reference/README.md "]($name)"
done
for header in include/ansatz/combinator/*.hpp; do
  need docs/which-combinator.md "](reference/$(basename "$header" .hpp).md)"
done
for header in include/ansatz/graph/*.hpp include/ansatz/io/*.hpp include/ansatz/net/*.hpp include/ansatz/archive/*.hpp codecs/*/*.hpp; do
  case $header in *_layers.hpp) continue ;; esac  # a codec's own, not installed
  need_library "$header" "$header"
done
for header in include/ansatz/*.hpp include/ansatz/group/*.hpp include/ansatz/mixing/*.hpp include/ansatz/model/*.hpp include/ansatz/stack/*.hpp; do
  for source in src/*/"$(basename "$header" .hpp).cpp"; do
    [ ! -f "$source" ] || need_library "$source" "$header"
  done
done
exit "$status"

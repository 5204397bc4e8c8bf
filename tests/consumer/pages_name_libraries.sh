#!/bin/sh
# pages_name_libraries.sh ROOT: the page of every header behind which something is compiled names the library. Of the rooms io,
# net and archive, and of codecs, that is every page; of the others, that of a header that has a source of its name.
set -eu
cd "$1"
status=0
need() {
  grep -qF "ansatz::$1\`" "docs/reference/$2.md" && return
  echo "docs/reference/$2.md does not say that its library is ansatz::$1" >&2
  status=1
}
for header in include/ansatz/io/*.hpp include/ansatz/net/*.hpp include/ansatz/archive/*.hpp codecs/*/*.hpp; do
  name=$(basename "$header" .hpp)
  case $name in *_layers) continue ;; esac  # a codec's own, not installed
  need "$(basename "$(dirname "$header")")" "$name"
done
for header in include/ansatz/*.hpp include/ansatz/model/*.hpp include/ansatz/stack/*.hpp; do
  name=$(basename "$header" .hpp)
  for source in src/*/"$name.cpp"; do
    [ ! -f "$source" ] || need "$(basename "$(dirname "$source")")" "$name"
  done
done
exit "$status"

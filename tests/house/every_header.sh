#!/bin/sh
# every_header.sh ROOT: a public header include/ansatz/[<room>/]<name>.hpp or codecs/<codec>/<name>.hpp is documented in
# docs/reference/<name>.md; one in a room is tested in tests/<room>/<name>_test.cpp.
set -eu
cd "$1"
status=0
need() {
  [ -f "$2" ] && return
  echo "$1 has no $2" >&2
  status=1
}
for header in include/ansatz/*.hpp include/ansatz/*/*.hpp codecs/*/*.hpp; do
  name=$(basename "$header" .hpp)
  case $name in *_layers) continue ;; esac  # a codec's own, not installed
  need "$header" "docs/reference/$name.md"
done
for header in include/ansatz/*/*.hpp; do
  need "$header" "tests/$(basename "$(dirname "$header")")/$(basename "$header" .hpp)_test.cpp"
done
exit "$status"

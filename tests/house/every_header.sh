#!/bin/sh
# every_header.sh ROOT: include/ansatz/<room>/<name>.hpp is documented in docs/reference/<name>.md and tested in
# tests/<room>/<name>_test.cpp.
set -eu
cd "$1"
status=0
for header in include/ansatz/*/*.hpp; do
  room=$(basename "$(dirname "$header")")
  name=$(basename "$header" .hpp)
  for companion in "docs/reference/$name.md" "tests/$room/${name}_test.cpp"; do
    if [ ! -f "$companion" ]; then
      echo "$header has no $companion" >&2
      status=1
    fi
  done
done
exit "$status"

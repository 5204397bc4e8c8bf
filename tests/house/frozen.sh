#!/bin/sh
# frozen.sh SOURCES: files that never change, since files of users depend on them: the golden streams with their data and tiny models, and
# the models that come along. Each stands in tests/golden/frozen with its SHA-256, and each of those is there. A new one is added by
#   sha256sum FILE >>tests/golden/frozen
set -u
cd "$1" || exit 1
list=tests/golden/frozen
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }
sha256sum --quiet -c $list || complain 'a frozen file was changed or is gone'
there=$(mktemp)
{
  find tests/golden -type f ! -path $list ! -name golden.sh ! -name cases
  find codecs/*/models -name '*.safetensors'
} | LC_ALL=C sort >"$there"
sed 's/^[^ ]*  //' $list | LC_ALL=C sort | diff - "$there" || complain 'files above are there and not listed (>), or listed and not there (<)'
rm -f "$there"
[ -s $list ] || complain 'the list is empty'
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

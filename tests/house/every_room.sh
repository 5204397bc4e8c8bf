#!/bin/sh
# every_room.sh ROOT: each folder of tests/ with tests in it is a room that tests/CMakeLists.txt builds.
set -u
cd "$1/tests" || exit 1
failures=0
for folder in $(find . -name '*_test.cpp' | sed 's|^\./||; s|/.*||' | sort -u); do
  grep -q "ansatz_test_room($folder[ )]" CMakeLists.txt || { echo "FAILED: no target builds the tests of tests/$folder"; failures=$((failures + 1)); }
done
[ $failures = 0 ] && echo 'all as it must be'
exit $((failures > 0))

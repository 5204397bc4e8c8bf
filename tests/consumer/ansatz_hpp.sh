#!/bin/sh
# ansatz_hpp.sh ROOT: ansatz/ansatz.hpp includes every public header of the rooms that it promises, but `exact`.
set -eu
cd "$1/include"
status=0
for header in ansatz/combinator/*.hpp ansatz/model/*.hpp ansatz/primitive/*.hpp ansatz/stack/*.hpp; do
  [ "$header" != ansatz/stack/exact.hpp ] || continue
  grep -qF "#include <$header>" ansatz/ansatz.hpp && continue
  echo "ansatz/ansatz.hpp does not include $header" >&2
  status=1
done
exit "$status"

#!/bin/sh
# includes_planted.sh: includes.sh finds what is planted into a small house, and nothing in the house without it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# file PATH INCLUDED...: a file that includes these.
file() {
  mkdir -p "$house/$(dirname "$1")"
  path=$1
  shift
  for included in "$@"; do echo "#include $included"; done >"$house/$path"
}
build_house() {
  house=$work/house
  rm -rf "$house"
  file include/ansatz/bits.hpp
  file include/ansatz/model/coin.hpp '<ansatz/bits.hpp>'
  file include/ansatz/stack/rans.hpp '<ansatz/bits.hpp>'
  file include/ansatz/primitive/modelled.hpp '<ansatz/model/coin.hpp>' '<ansatz/stack/rans.hpp>'
  file include/ansatz/combinator/serial.hpp '<ansatz/primitive/modelled.hpp>'
  file include/ansatz/io/file.hpp '<ansatz/bits.hpp>' '<string>'
  file include/ansatz/testing/laws.hpp '<gtest/gtest.h>' '<ansatz/stack/rans.hpp>'
  file src/model/coin.cpp '<ansatz/model/coin.hpp>' '"model/tables.hpp"'
  file src/model/tables.hpp '<ansatz/bits.hpp>'
  file src/testing/laws.cpp '<ansatz/testing/laws.hpp>' '<rapidcheck.h>'
  file codecs/below/below.hpp '<ansatz/combinator/serial.hpp>'
  file codecs/below/below.cpp '"private/parts.hpp"' '<below/below.hpp>' '<model/tables.hpp>'
  file codecs/below/private/parts.hpp '"../below.hpp"'
  file codecs/above/above.hpp '<below/below.hpp>'
  file experiments/try/main.cpp '"common/table.hpp"' '<above/above.hpp>' '<ansatz/io/file.hpp>'
  file experiments/common/table.hpp
}
# plant FILE INCLUDED SENTENCE: the house with this file is refused with the sentence.
plant() {
  file "$1" "$2"
  shift 2
  if sh "$here/includes.sh" "$house" >"$work/said" 2>&1; then
    echo "not found: $1" >&2
    status=1
  elif ! grep -qF "$1" "$work/said"; then
    echo "instead of: $1" >&2
    cat "$work/said" >&2
    status=1
  fi
  build_house
}

build_house
sh "$here/includes.sh" "$house" || { echo 'a lawful house is refused' >&2; status=1; }

plant include/ansatz/model/coin.hpp '<ansatz/stack/rans.hpp>' 'include/ansatz/model/coin.hpp includes include/ansatz/stack/rans.hpp: model may not include stack'
plant src/model/coin.cpp '<ansatz/stack/rans.hpp>' 'src/model/coin.cpp includes include/ansatz/stack/rans.hpp: model may not include stack'
plant include/ansatz/bits.hpp '<ansatz/model/coin.hpp>' 'core may not include model'
plant include/ansatz/io/file.hpp '<below/below.hpp>' 'include/ansatz/io/file.hpp includes codecs/below/below.hpp: io may not include codecs/below'
plant include/ansatz/model/coin.hpp '"model/tables.hpp"' 'include/ansatz/model/coin.hpp includes src/model/tables.hpp, which is not installed'
plant codecs/below/below.hpp '"common/table.hpp"' 'codecs/below/below.hpp includes experiments/common/table.hpp: codecs/below may not include experiments'
plant codecs/below/private/parts.hpp '<above/above.hpp>' 'codecs/below/private/parts.hpp includes codecs/above/above.hpp'
plant codecs/below/below.cpp ' <ansatz/testing/laws.hpp>' 'codecs/below/below.cpp includes include/ansatz/testing/laws.hpp, which is for tests'
plant experiments/common/table.hpp '<rapidcheck/gtest.h>' 'experiments/common/table.hpp includes rapidcheck/gtest.h, which is for tests'
plant include/ansatz/attic/old.hpp '<ansatz/bits.hpp>' 'the room attic of include/ansatz/attic/old.hpp has no line in tests/house/includes.sh'
exit "$status"

#!/bin/sh
# includes.sh ROOT: rooms include each other in one direction only. include -> src -> codecs -> experiments, between the
# rooms of include/ansatz as the table below says, between the folders of codecs in any way that has no circle. What
# serves tests is included by tests alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

folders=
for folder in include src codecs experiments; do [ ! -d "$folder" ] || folders="$folders $folder"; done
# Lists of folders are words on purpose.
# shellcheck disable=SC2086
find $folders -type f | sort >"$work/files"
# shellcheck disable=SC2086
grep -rE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' --include='*.hpp' --include='*.cpp' $folders /dev/null |
  awk -v files="$work/files" -f "$here/includes.awk" >"$work/includes"
[ -s "$work/includes" ] || { echo "no #include below $1" >&2; exit 1; }

status=0
# A room, and what it may include beside itself. `core` is include/ansatz/*.hpp, src/<room> belongs to its room.
awk '
  BEGIN {
    may["core"] = " "
    may["model"] = " core "
    may["parallel"] = " core "
    may["stack"] = " core "
    may["group"] = " core "
    may["primitive"] = " core model stack "
    may["combinator"] = " core group model stack primitive "
    may["mixing"] = " core model stack primitive "
    may["graph"] = " core group "
    may["io"] = " core stack graph "
    may["inference"] = " core model stack "
    may["net"] = " core io "
    may["archive"] = " core stack graph io "
    may["testing"] = " core stack "
    may["everything"] = " core group model stack primitive combinator mixing graph io inference net archive "
    codecs = " core group model stack primitive combinator mixing graph io inference net archive "
    experiments = codecs "everything experiments "
  }
  $2 == "outside" {
    if ($4 ~ /^(gtest|gmock|rapidcheck)/ && $1 != "testing") print $3 " includes " $4 ", which is for tests"
    next
  }
  $1 == $2 {
    if ($3 ~ /^include\// && $4 !~ /^include\//) print $3 " includes " $4 ", which is not installed"
    next
  }
  $2 == "testing" { print $3 " includes " $4 ", which is for tests"; next }
  {
    allowed = $1 in may ? may[$1] : $1 ~ /^codecs\// ? codecs : $1 == "experiments" ? experiments : "none"
    if (allowed == "none") { print "the room " $1 " of " $3 " has no line in tests/house/includes.sh"; next }
    if ($2 ~ /^codecs\// && ($1 ~ /^codecs\// || $1 == "experiments")) next  # looked at below
    if (index(allowed, " " $2 " ") == 0) print $3 " includes " $4 ": " $1 " may not include " $2
    else if ($3 ~ /^include\// && $4 !~ /^include\//) print $3 " includes " $4 ", which is not installed"
  }' "$work/includes" >"$work/arrows_back"
[ ! -s "$work/arrows_back" ] || { cat "$work/arrows_back" >&2; status=1; }

awk '$1 ~ /^codecs\// && $2 ~ /^codecs\// && $1 != $2 { print $1, $2 }' "$work/includes" | sort -u >"$work/codecs"
if ! tsort "$work/codecs" >/dev/null 2>"$work/circle"; then
  echo "these folders include each other in a circle:" >&2
  sed -n 's/^tsort: \(codecs\/.*\)/  \1/p' "$work/circle" | sort -u >"$work/members"
  cat "$work/members" >&2
  awk 'NR == FNR { member[$1] = 1; next }
    $1 in member && $2 in member && $1 != $2 { print "  " $3 " includes " $4 }' "$work/members" "$work/includes" >&2
  status=1
fi
exit "$status"

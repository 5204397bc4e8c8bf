# For the tests of the trainers: counts failures, in a folder of its own. Sourced, with the trainer in $train.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }

# refused WHAT ARGUMENTS...
refused() {
  what=$1
  shift
  "$train" "$@" >log 2>err && complain "$what: accepted"
  [ -s err ] || complain "$what: no message"
  [ ! -e out ] || complain "$what: a folder was made"
}

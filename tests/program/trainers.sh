# For the tests of the trainers to source first of all. They set `train`, the trainer.
. "$(dirname "$0")/checks.sh"

# refused WHAT ARGUMENTS...
refused() {
  what=$1
  shift
  "$train" "$@" >log 2>err && complain "$what: accepted"
  [ -s err ] || complain "$what: no message"
  [ ! -e out ] || complain "$what: a folder was made"
}

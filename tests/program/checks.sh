# For the scripts of this folder to source first of all, as `. "$(dirname "$0")/checks.sh"`: a folder of their own to work in, which is removed
# when they end, and failures, which are counted. `tests` is this folder.
set -u
unset ANSATZ_DATA  # runs are to be small: data is given where a run is to read some
tests=$(cd "$(dirname "$0")" && pwd)

# Programs among the arguments are called from another folder than the one where they were named.
for argument in "$@"; do
  case $argument in
  /*) ;;
  */*) [ ! -x "$argument" ] || argument=$(cd "$(dirname "$argument")" && pwd)/$(basename "$argument") ;;
  esac
  shift
  set -- "$@" "$argument"
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0
complain() { echo "FAILED: $*"; failures=$((failures + 1)); }

# The last line of a script.
finish() {
  [ $failures = 0 ] && echo 'all as it must be'
  exit $((failures > 0))
}

# For tests of programs to source: `program` and `complain` are theirs.

# An old output that compress would replace: it begins as a file of ours does.
old='ansatz\032 precious'

# refused WHAT ARGUMENTS...: the command must fail within 20 s, say why, and leave the output as it was.
refused() {
  what=$1
  shift
  for before in none old; do
    rm -f out
    [ $before = none ] || printf "$old" >out
    timeout 20 "$program" "$@" >log 2>err
    status=$?
    [ $status -gt 0 ] && [ $status -lt 100 ] || complain "$what: exit status $status"
    [ -s err ] || complain "$what: no message"
    if [ $before = none ]; then
      [ ! -e out ] || complain "$what: an output file"
    else
      [ "$(cat out)" = "$(printf "$old")" ] || complain "$what: the old output is gone"
    fi
  done
  [ "$(ls -A . | grep -c '^out\.')" = 0 ] || complain "$what: a temporary file stays"
}

#!/bin/sh
# every_link.sh ROOT: every link of a page to a file of the project leads to one, and where it names a heading (file.md#the-heading)
# to that. Links in blocks of code are none.
set -eu
cd "$1"
scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT

# The names that headings go by: lower case, blanks as -, no punctuation.
headings_of() {
  awk '/^```/ { code = !code } !code && /^#+ / { sub(/^#+ /, ""); print }' "$1" |
    tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

find . -name '*.md' -not -path './build/*' -not -path './.git/*' | while IFS= read -r page; do
  awk '/^```/ { code = !code } !code { gsub(/`[^`]*`/, "`"); while (match($0, /\]\([^() ]+\)/)) {
         print substr($0, RSTART + 2, RLENGTH - 3); $0 = substr($0, RSTART + RLENGTH) } }' "$page" |
    while IFS= read -r link; do
      case $link in *://* | mailto:*) continue ;; esac
      file=${link%%#*} heading=
      case $link in *'#'*) heading=${link#*#} ;; esac
      if [ -n "$file" ]; then target=$(dirname "$page")/$file; else target=$page; fi
      if [ ! -e "$target" ]; then
        echo "$page: $link leads nowhere" >>"$scratch"
      elif [ -n "$heading" ] && ! headings_of "$target" | grep -qxF -e "$heading"; then
        echo "$page: $link names no heading" >>"$scratch"
      fi
    done
done
cat "$scratch" >&2
[ ! -s "$scratch" ]

# Reads "file:#include <path>" lines; the files that exist are listed in the file named by `files`. Prints one line for
# each include, "room room file included": the room that includes, the one that is included ("outside" for what
# is no file of the house), and the two files.
BEGIN {
  while ((getline path < files) > 0) exists[path] = 1
}

# a/b/../c is a/c.
function plain(path) {
  while (match(path, /[^\/]+\/\.\.\//)) path = substr(path, 1, RSTART - 1) substr(path, RSTART + RLENGTH)
  return path
}

# The room of a file. What is compiled for a room of headers belongs to it; the headers that all others stand on
# are the core, and the one that brings all of them is a room of its own. A supply is words drawn at random, and no stack.
function room(path, part) {
  delete part
  split(path, part, "/")
  if (path == "include/ansatz/stack/supply.hpp") return "core"
  if (part[1] == "include") return part[4] != "" ? part[3] : part[3] == "ansatz.hpp" ? "everything" : "core"
  if (part[1] == "src") return part[3] != "" ? part[2] : "core"
  if (part[1] == "codecs") return "codecs/" part[2]
  return part[1]
}

{
  colon = index($0, ":")
  file = substr($0, 1, colon - 1)
  line = substr($0, colon + 1)
  match(line, /[<"][^>"]*[>"]/)
  quoted = substr(line, RSTART, 1) == "\""
  path = substr(line, RSTART + 1, RLENGTH - 2)
  here = file
  sub(/[^\/]*$/, "", here)

  found = ""
  if (quoted && plain(here path) in exists) found = plain(here path)
  split("include/ codecs/ src/ experiments/", root, " ")
  for (i = 1; found == "" && i <= 4; ++i)
    if (root[i] path in exists) found = root[i] path
  print room(file), found == "" ? "outside" : room(found), file, found == "" ? path : found
}

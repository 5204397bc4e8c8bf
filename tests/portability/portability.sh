# shellcheck shell=sh disable=SC2086,SC2154
# Sourced by `run portability`: every build codes every golden case to the same bytes, and decodes what all others wrote.
# The foreign packages are unpacked into a folder; the system's dpkg and apt keep their one architecture.

foreign_packages='libnauty2-dev libnauty2 libcliquer1 libsleef-dev libsleef3 libhwy-dev libhwy1 libtbb-dev libtbb12 libtbbmalloc2 libtbbbind-2-5 zlib1g zlib1g-dev libpng-dev libpng16-16 libfmt-dev libfmt9 libxxhash-dev libeigen3-dev libcli11-dev
  nlohmann-json3-dev libboost1.74-dev libgtest-dev librapidcheck-dev'

# foreign_apt COMMAND...: apt-get for $debian_architecture alone, with lists and caches under $root. The signatures
# are checked against the system's keys.
foreign_apt() {
  apt-get -o APT::Architecture="$debian_architecture" -o APT::Architectures="$debian_architecture" \
    -o Dir::State="$root/apt" -o Dir::State::Lists="$root/apt/lists" -o Dir::State::status=/dev/null \
    -o Dir::Cache="$root/apt/cache" -o APT::Sandbox::User=root "$@"
}

# Unpacks the packages of the architecture into $root/sysroot, once for each list of them.
foreign_sysroot() {
  [ "$(cat "$root/sysroot.packages" 2>/dev/null)" != "$foreign_packages" ] || return 0
  rm -rf "$root/sysroot" "$root/packages"
  mkdir -p "$root/apt/lists/partial" "$root/apt/cache/archives/partial" "$root/sysroot" "$root/packages"
  foreign_apt update
  (cd "$root/packages" && foreign_apt download $foreign_packages)
  for package in "$root"/packages/*.deb; do dpkg -x "$package" "$root/sysroot"; done
  printf '%s\n' "$foreign_packages" >"$root/sysroot.packages"
}

foreign_toolchain() {
  libraries=$root/sysroot/usr/lib/$triplet:$root/sysroot/lib/$triplet:$root/sysroot/usr/lib
  cat >"$root/toolchain.cmake" <<END
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR $architecture)
set(CMAKE_CXX_COMPILER $triplet-g++)
set(CMAKE_LIBRARY_ARCHITECTURE $triplet)
set(CMAKE_CXX_LIBRARY_ARCHITECTURE $triplet)
set(CMAKE_FIND_ROOT_PATH $root/sysroot)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_CXX_FLAGS_INIT "-isystem $root/sysroot/usr/include -isystem $root/sysroot/usr/include/$triplet")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-L${libraries%%:*} -Wl,-rpath-link,$libraries")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-$architecture -L /usr/$triplet -E LD_LIBRARY_PATH=$libraries)
END
}

# foreign PROGRAM [ARGUMENT...]
foreign() {
  "qemu-$architecture" -L "/usr/$triplet" -E LD_LIBRARY_PATH="$libraries" "$@"
}

# exchange NAME MODEL IMAGES COUNT: the first so many images both ways, with the same weights.
exchange() {
  model=$2
  native=build/release/experiments/ansatz
  emulated=$root/build/experiments/ansatz
  work=$root/$1
  rm -rf "$work"
  mkdir -p "$work"
  "$native" compress "$3" "$work/native" --model "$model" --limit "$4"
  foreign "$emulated" compress "$3" "$work/foreign" --model "$model" --limit "$4"
  cmp "$work/native" "$work/foreign"
  foreign "$emulated" decompress "$work/native" "$work/native.idx" --model "$model"
  "$native" verify "$work/native" "$work/native.idx" --model "$model"
  "$native" verify "$work/native" "$3" --model "$model" --limit "$4"
}

# The rooms whose tests hold golden bytes or count on words and bytes; they run in seconds under the emulator.
foreign_rooms='test_archive test_context_mixing test_lines test_core test_stack test_primitive test_model test_net test_io test_mixture test_bb_ans test_hmm test_pianoroll test_variational
  test_hierarchy test_bit_swap test_hilloc test_group test_graph test_mixing test_random_edge test_erdos_renyi test_polya_urn test_pitman_yor test_block_model
  test_labelled_graph test_unlabelled_graph test_adaptive_pixels test_mixed_pixels'

# Without real data: what needs it takes minutes under the emulator, and is exchanged below.
foreign_room() { ANSATZ_DATA=none foreign "$root/build/tests/$1" --gtest_brief=1; }

check_architecture() {
  architecture=$1
  triplet=$1-linux-gnu
  case $architecture in
    aarch64) debian_architecture=arm64 ;;
    *) debian_architecture=$architecture ;;
  esac
  root=$(pwd)/build/portability/$architecture
  mkdir -p "$root"
  stage "sysroot-$architecture" "Fetching the $architecture libraries" foreign_sysroot
  foreign_toolchain
  rm -f "$root/build/CMakeCache.txt"  # which would keep the flags of an earlier toolchain
  stage "configure-$architecture" "Configuring for $architecture" cmake -S . -B "$root/build" -G Ninja \
    -DCMAKE_TOOLCHAIN_FILE="$root/toolchain.cmake" -DCMAKE_BUILD_TYPE=Release -DANSATZ_TESTS=ON -DANSATZ_RIVALS=OFF
  stage "build-$architecture" "Building for $architecture" \
    cmake --build "$root/build" --parallel "$jobs" --target ansatz_program $foreign_rooms

  for program in $foreign_rooms; do
    stage "$program-$architecture" "$architecture: $program" foreign_room "$program"
  done

  # The models that come along, on drawn digits: either side decodes what the other wrote.
  build/release/experiments/ansatz digits 100 "$root/digits.idx"
  build/release/experiments/ansatz binarize "$root/digits.idx" "$root/binary.idx"
  for model in codecs/*/models/*.safetensors; do
    kind=$(basename "$model" .safetensors)
    images=$root/digits.idx count=10
    case $kind in *_binary-*) images=$root/binary.idx ;; esac
    case $model in codecs/bb_ans/*) count=100 ;; esac
    stage "$kind-$architecture" "$architecture: $count images with $kind" exchange "$kind" "$model" "$images" $count
  done
  golden "$architecture" "$architecture under qemu, g++ -O3" "$root/build/experiments/ansatz" \
    "qemu-$architecture -L /usr/$triplet -E LD_LIBRARY_PATH=$libraries"
}

# German numbers, for a program that would read or write them otherwise.
german() {
  mkdir -p build/portability/locale
  [ -d build/portability/locale/de_DE.UTF-8 ] || localedef -i de_DE -f UTF-8 build/portability/locale/de_DE.UTF-8
}

# golden NAME BUILD PROGRAM [RUNNER]: a row of the table.
golden() {
  row="| $2 |"
  into=build/portability/rows/$1 program=$3 runner=${4:-}
  rm -f "$into"
  for way in plain threads locale umask; do
    say "Golden files: $1, $way"
    log=build/log/golden-$way.log
    (
      export ANSATZ_RUN="$runner"
      case $way in
        threads) export ANSATZ_OPTIONS='--threads 4' ANSATZ_DECODING='--threads 4' ;;
        locale) export LOCPATH="$PWD/build/portability/locale" LC_ALL=de_DE.UTF-8 ;;
        umask) umask 077 ;;
      esac
      sh tests/golden/golden.sh "$program"
    ) >"$log" 2>&1 || { mismatches=$((mismatches + 1)); cat "$log" >&2; }
    row="$row $(tail -n 1 "$log") |"
  done
  printf '%s\n' "$row" >"$into"
}

# variant NAME WHAT CMAKE_OPTION...: the program of this machine, compiled otherwise.
variant() {
  name=$1 what=$2
  shift 2
  stage "configure-$name" "Configuring: $what" cmake -S . -B "build/portability/$name" -G Ninja -DANSATZ_TESTS=OFF \
    -DANSATZ_RIVALS=OFF -DANSATZ_INSTALL=OFF "$@"
  stage "build-$name" "Building: $what" cmake --build "build/portability/$name" --parallel "$jobs" --target ansatz_program
  golden "$name" "$what" "build/portability/$name/experiments/ansatz"
}

rows='gcc-O3 gcc-O0 gcc-Os gcc-native gcc-scalar gcc-sanitizers clang-O3 clang-native aarch64 s390x'

check() {
  plain='-DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER=g++' clang='-DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER=clang++-19'
  case $1 in
    gcc-O3) golden "$1" 'g++ -O3' build/release/experiments/ansatz ;;
    gcc-O0) variant "$1" 'g++ -O0' $plain '-DCMAKE_CXX_FLAGS=-O0' ;;
    gcc-Os) variant "$1" 'g++ -Os' $plain '-DCMAKE_CXX_FLAGS=-Os -DNDEBUG' ;;
    gcc-native) variant "$1" 'g++ -O3 -march=native' $plain '-DCMAKE_CXX_FLAGS=-O3 -march=native -DNDEBUG' ;;
    gcc-scalar) variant "$1" 'g++ -O2, no vectors' $plain '-DCMAKE_CXX_FLAGS=-O2 -DHWY_COMPILE_ONLY_SCALAR -DNDEBUG' ;;
    gcc-sanitizers)
      variant "$1" 'g++ -O1, address and undefined sanitizers' $plain '-DCMAKE_CXX_FLAGS=-O1 -D_GLIBCXX_ASSERTIONS' \
        -DANSATZ_SANITIZE=address,undefined
      ;;
    clang-O3) variant "$1" 'clang++ 19 -O3' $clang '-DCMAKE_CXX_FLAGS=-O3 -DNDEBUG' ;;
    clang-native) variant "$1" 'clang++ 19 -O2 -march=native' $clang '-DCMAKE_CXX_FLAGS=-O2 -march=native -DNDEBUG' ;;
    aarch64 | s390x) check_architecture "$1" ;;
    *) die "no build '$1': there are $rows" ;;
  esac
}

# The rows that this and earlier calls made go into docs/portability.md, below its last heading.
write_table() {
  page=docs/portability.md
  sed '/^## The table$/q' "$page" >build/portability/page
  {
    printf '\n| build | plain | 4 threads | de_DE.UTF-8 | umask 077 |\n|---|---|---|---|---|\n'
    for row in $rows; do [ ! -f "build/portability/rows/$row" ] || cat "build/portability/rows/$row"; done
  } >>build/portability/page
  cp build/portability/page "$page"
}

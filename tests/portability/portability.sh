# shellcheck shell=sh disable=SC2086,SC2154
# Sourced by `run portability`: the program built for another architecture must read what this machine wrote, and
# write what this machine reads. The foreign packages are unpacked into a folder; the system's dpkg and apt keep
# their one architecture.

foreign_packages='libsleef-dev libsleef3 libhwy-dev libhwy1 libtbb-dev libtbb12 libtbbmalloc2 libtbbbind-2-5 zlib1g zlib1g-dev libpng-dev libpng16-16 libfmt-dev libfmt9 libxxhash-dev libeigen3-dev libcli11-dev
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
  libraries=$root/sysroot/usr/lib/$triplet:$root/sysroot/lib/$triplet
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
  "qemu-$architecture" -L "/usr/$triplet" -E LD_LIBRARY_PATH="$root/sysroot/usr/lib/$triplet:$root/sysroot/lib/$triplet" "$@"
}

# pixels IDX: what follows the header of a file of images.
pixels() { tail -c +17 "$1"; }

# exchange NAME MODEL IMAGES COUNT: the first so many of the images of 784 pixels both ways, with the same weights.
exchange() {
  model=$2
  native=build/release/experiments/ansatz
  emulated=$root/build/experiments/ansatz
  work=$root/$1
  rm -rf "$work"
  mkdir -p "$work"
  gzip -dcf "$3" >"$work/all.idx"
  pixels "$work/all.idx" | head -c $((784 * $4)) >"$work/pixels"

  "$native" compress "$3" "$work/native" --model "$model" --limit "$4"
  foreign "$emulated" compress "$3" "$work/foreign" --model "$model" --limit "$4"
  cmp "$work/native" "$work/foreign"
  foreign "$emulated" decompress "$work/native" "$work/native.idx" --model "$model"
  "$native" decompress "$work/foreign" "$work/foreign.idx" --model "$model"
  pixels "$work/native.idx" | cmp - "$work/pixels"
  pixels "$work/foreign.idx" | cmp - "$work/pixels"
}

# The rooms whose tests hold golden bytes or count on words and bytes; they run in seconds under the emulator.
foreign_rooms='test_archive test_context_mixing test_lines test_core test_stack test_primitive test_model test_net test_io test_mixture test_bb_ans test_hmm test_pianoroll
  test_hierarchy test_bit_swap test_hilloc'

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
  stage "configure-$architecture" "Configuring for $architecture" cmake -S . -B "$root/build" -G Ninja \
    -DCMAKE_TOOLCHAIN_FILE="$root/toolchain.cmake" -DCMAKE_BUILD_TYPE=Release -DANSATZ_TESTS=ON -DANSATZ_RIVALS=OFF
  stage "build-$architecture" "Building for $architecture" \
    cmake --build "$root/build" --parallel "$jobs" --target ansatz_program $foreign_rooms

  for program in $foreign_rooms; do
    stage "$program-$architecture" "$architecture: $program" foreign_room "$program"
  done

  mnist=${ANSATZ_DATA:-}/mnist/t10k-images-idx3-ubyte.gz
  [ -f "$mnist" ] || die "the exchange of files needs MNIST and weights: \$ANSATZ_DATA/mnist and \$ANSATZ_DATA/weights"
  build/release/experiments/ansatz binarize "$mnist" "$root/binarised.idx" --limit 200
  stage "grey-$architecture" "$architecture: 200 grey images, either side decodes what the other wrote" \
    exchange grey "$ANSATZ_DATA/weights/bbans-beta-binomial.safetensors" "$mnist" 200
  stage "binarised-$architecture" "$architecture: 200 binarised images, either side decodes what the other wrote" \
    exchange binarised "$ANSATZ_DATA/weights/bbans-binary-stochastic.safetensors" "$root/binarised.idx" 200
  for model in codecs/hierarchy/models/*.safetensors; do
    kind=$(basename "$model" .safetensors)
    images=$mnist
    case $kind in
      *_binary-*) images=$root/binarised.idx ;;
    esac
    stage "$kind-$architecture" "$architecture: 20 images with $kind" exchange "$kind" "$model" "$images" 20
  done
  say "$architecture: byte-identical"
}

// `fuzz TARGET ARGUMENT...`, or called by the name fuzz_TARGET; the arguments are libFuzzer's.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "fuzz.hpp"

namespace {

// libFuzzer calls the same program again where it merges corpora, without the argument that it was not left.
constexpr const char* remembered = "ANSATZ_FUZZ_TARGET";

const ansatz::fuzz::target* chosen = nullptr;

const ansatz::fuzz::target* by_own_name(std::string name) {
  name.erase(0, name.find_last_of('/') + 1);
  return name.starts_with("fuzz_") ? ansatz::fuzz::find_target(name.substr(5)) : nullptr;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  chosen = by_own_name((*argv)[0]);
  if (chosen == nullptr && *argc > 1) {
    chosen = ansatz::fuzz::find_target((*argv)[1]);
    if (chosen != nullptr) {
      std::copy(*argv + 2, *argv + *argc, *argv + 1);
      --*argc;
    }
  }
  if (const char* name = std::getenv(remembered); chosen == nullptr && name != nullptr)
    chosen = ansatz::fuzz::find_target(name);
  if (chosen == nullptr) {
    std::fprintf(stderr, "usage: fuzz TARGET [ARGUMENT OF LIBFUZZER]... [CORPUS]...\ntargets:");
    for (const auto& t : ansatz::fuzz::targets())
      std::fprintf(stderr, " %.*s", static_cast<int>(t.name.size()), t.name.data());
    std::fprintf(stderr, "\n");
    std::exit(2);
  }
  ::setenv(remembered, std::string{chosen->name}.c_str(), 1);
  chosen->run({});  // what is loaded and computed once is no input's fault
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({data, size});
  return 0;
}

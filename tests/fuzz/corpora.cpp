// Every target on what lies in its corpus, without a fuzzer: `fuzz_corpora FOLDER`. Whatever aborts or throws ends the program.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz.hpp"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  if (argc != 2) return 2;
  for (const auto& t : ansatz::fuzz::targets()) {
    t.run({});
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{fs::path{argv[1]} / t.name})
      files.push_back(entry.path());
    std::ranges::sort(files);
    if (files.empty()) {
      std::fprintf(stderr, "%s: an empty corpus\n", t.name.data());
      return 1;
    }
    for (const fs::path& file : files) {
      std::ifstream in{file, std::ios::binary};
      const std::vector<char> bytes{std::istreambuf_iterator<char>{in}, {}};
      // Said before it is tried, and seen where the program ends in it.
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);
      t.run({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    }
  }
}

// Every target without a fuzzer: `fuzz_corpora CORPUS` runs each on what lies in its corpus, `fuzz_corpora CORPUS SECONDS [SEED]`
// after that on changed copies of it, which no coverage guides. Whatever aborts, throws or waits for long is told with
// the input that it is seen with again.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <random>

#include "fuzz.hpp"

namespace ansatz::fuzz {
namespace {

namespace fs = std::filesystem;
using bytes = std::vector<std::uint8_t>;

constexpr unsigned longest_trial = 60;  // seconds, of a slow machine with sanitizers
constexpr std::size_t longest_input = 4096;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{folder}) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

bytes contents_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The inputs that a number stands for: copies of a corpus with a few changes.
class changed_inputs {
 public:
  changed_inputs(std::vector<bytes> corpus, std::uint32_t seed) : corpus_{std::move(corpus)}, seed_{seed} {}

  bytes at(std::uint64_t trial) const {
    std::seed_seq sequence{seed_, static_cast<std::uint32_t>(trial), static_cast<std::uint32_t>(trial >> 32)};
    std::mt19937 random{sequence};
    bytes input = some(random);
    for (std::size_t n = 1 + below(4, random); n > 0; --n) change(input, random);
    input.resize(std::min(input.size(), longest_input));
    return input;
  }

 private:
  static std::size_t below(std::size_t n, std::mt19937& random) { return random() % n; }
  const bytes& some(std::mt19937& random) const { return corpus_[below(corpus_.size(), random)]; }

  void change(bytes& b, std::mt19937& random) const {
    constexpr std::uint8_t extremes[] = {0, 1, 0x7f, 0x80, 0xfe, 0xff};
    if (b.empty()) {
      b = some(random);
      return;
    }
    const std::size_t at = below(b.size(), random), length = std::min(b.size() - at, 1 + below(16, random));
    const auto place = [&](std::size_t i) { return b.begin() + static_cast<std::ptrdiff_t>(i); };
    switch (below(8, random)) {
      case 0:
        b[at] ^= static_cast<std::uint8_t>(1u << below(8, random));
        break;
      case 1:
        b[at] = extremes[below(std::size(extremes), random)];
        break;
      case 2:
        b[at] = static_cast<std::uint8_t>(b[at] + below(9, random) - 4);
        break;
      case 3:
        std::generate(place(at), place(at + length), [&] { return static_cast<std::uint8_t>(random()); });
        break;
      case 4:
        b.erase(place(at), place(at + length));
        break;
      case 5: {
        const bytes again(place(at), place(at + length));
        b.insert(place(below(b.size() + 1, random)), again.begin(), again.end());
        break;
      }
      case 6: {  // the rest is another input's
        const bytes& other = some(random);
        b.resize(at);
        b.insert(b.end(), other.begin() + static_cast<std::ptrdiff_t>(std::min(at, other.size())),
                 other.end());
        break;
      }
      default:
        b.resize(at);
    }
  }

  std::vector<bytes> corpus_;
  std::uint32_t seed_;
};

/// Runs trials in another process, which tells where it is. False where that process did not end well.
bool runs(const target& t, const changed_inputs& inputs, std::chrono::duration<double> time) {
  const auto end = std::chrono::steady_clock::now() + time;
  void* shared =
      mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::bad_alloc{};
  auto& trial = *new (shared) std::uint64_t{0};
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    for (; std::chrono::steady_clock::now() < end; ++trial) {
      alarm(longest_trial);
      const bytes input = inputs.at(trial);
      t.run({input.data(), input.size()});
    }
    std::_Exit(0);
  }
  int status = -1;
  waitpid(child, &status, 0);
  const bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  std::printf("%-14s %10llu changed inputs\n", t.name.data(), static_cast<unsigned long long>(trial));
  if (!well) {
    const std::string name = "finding-" + std::string{t.name};
    const bytes input = inputs.at(trial);
    std::ofstream{name, std::ios::binary}.write(reinterpret_cast<const char*>(input.data()),
                                                static_cast<std::streamsize>(input.size()));
    std::printf("  a finding%s: put %s into the corpus of %s\n",
                WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? " (it takes too long)" : "",
                fs::absolute(name).c_str(), t.name.data());
  }
  munmap(shared, sizeof(std::uint64_t));
  return well;
}

int run_all(const fs::path& corpora, unsigned seconds, std::uint32_t seed) {
  bool well = true;
  for (const auto& t : targets()) {
    t.run({});
    std::vector<bytes> corpus;
    for (const fs::path& file : files_in(corpora / t.name)) {
      // Said before it is tried, and seen where the program ends in it.
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);
      corpus.push_back(contents_of(file));
      t.run({corpus.back().data(), corpus.back().size()});
    }
    if (corpus.empty()) {
      std::fprintf(stderr, "%s: an empty corpus\n", t.name.data());
      return 1;
    }
    if (seconds > 0) {
      const std::chrono::duration<double> share{static_cast<double>(seconds) /
                                                static_cast<double>(targets().size())};
      well = runs(t, {std::move(corpus), seed}, share) && well;
    }
  }
  return well ? 0 : 1;
}

}  // namespace
}  // namespace ansatz::fuzz

int main(int argc, char** argv) {
  std::uint32_t numbers[2] = {0, 1};  // seconds, and a seed
  bool understood = argc >= 2 && argc <= 4;
  for (int i = 2; understood && i < argc; ++i) {
    const char* end = argv[i] + std::strlen(argv[i]);
    const auto [stopped, error] = std::from_chars(argv[i], end, numbers[i - 2]);
    understood = error == std::errc{} && stopped == end;
  }
  if (!understood) {
    std::fprintf(stderr, "usage: fuzz_corpora CORPUS [SECONDS [SEED]]\n");
    return 2;
  }
  return ansatz::fuzz::run_all(argv[1], numbers[0], numbers[1]);
}

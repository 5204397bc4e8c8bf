#include <gtest/gtest.h>

#include <ansatz/io/file.hpp>
#include <registry/registry.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "data.hpp"

namespace ansatz {
namespace {

using bytes = std::vector<std::byte>;

/// The blocks of docs/container.md that are called hex: two digits a byte, 16 bytes a line at most, and from the 50th character on words.
std::vector<bytes> files_of_the_page() {
  const auto page = read_file(testing::golden_path("../../docs/container.md"));
  std::istringstream lines{std::string{reinterpret_cast<const char*>(page.data()), page.size()}};
  std::vector<bytes> out;
  bool within = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```hex") {
      within = true;
      out.emplace_back();
    } else if (line == "```") {
      within = false;
    } else if (within) {
      std::istringstream digits{line.substr(0, 49)};
      for (std::string two; digits >> two;)
        out.back().push_back(static_cast<std::byte>(std::stoul(two, nullptr, 16)));
    }
  }
  return out;
}

TEST(format_page, shows_files_as_they_are) {
  const auto files = files_of_the_page();
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[0], format_container({.kind = "images"}));
  const byte_string banana{'b', 'a', 'n', 'a', 'n', 'a', '\n'};
  const auto mixing = find_codec(registered_codecs(), "context_mixing").make();
  EXPECT_EQ(files[1], format_container(mixing->compress(banana, {.chunk = 4})));
  EXPECT_EQ(files[2], read_file(testing::golden_path("bb_ans_bernoulli_v1.bin")));
  EXPECT_EQ(mixing->decompress(parse_container(files[1])), data_set{banana});
}

}  // namespace
}  // namespace ansatz

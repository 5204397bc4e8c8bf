#include "ending.hpp"

namespace ansatz {

std::string plain_ending(std::string_view given) {
  std::string text{given.substr(given.starts_with('.') ? 1 : 0)};
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string ending_of(const std::filesystem::path& path) {
  std::filesystem::path name = path.filename();
  if (plain_ending(name.extension().string()) == "gz") name = name.stem();
  return name.string().ends_with("-ubyte") ? "ubyte" : plain_ending(name.extension().string());
}

}  // namespace ansatz

#include <ansatz/io/file.hpp>
#include <common/input.hpp>
#include <system_error>

namespace ansatz::experiment {

std::vector<std::byte> read_input(const std::filesystem::path& path) {
  auto bytes = read_maybe_gzip(path, std::uint64_t{1} << 32);
  if (bytes.empty()) throw domain_error(path.string() + ": there is nothing to code");
  return bytes;
}

void rethrow_about(const std::filesystem::path& file, const error& e) {
  const std::string what = e.what();
  throw error(what.starts_with(file.string() + ":") || what.starts_with(file.string() + " ")
                  ? what
                  : file.string() + ": " + what);
}

void expect_place(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path{path}.parent_path();
  if (!folder.empty() && !fs::is_directory(folder)) throw error(path + ": there is no such folder");
  if (fs::is_directory(path)) throw error(path + " is a folder");
}

void expect_apart(const std::vector<std::string>& read, const std::vector<std::string>& written) {
  namespace fs = std::filesystem;
  const auto is_file = [](const std::string& path) { return !path.empty() && path != "-"; };
  const auto same = [&](const std::string& a, const std::string& b) {
    if (!is_file(a) || !is_file(b)) return false;
    std::error_code none;
    if (fs::exists(a, none) && fs::exists(b, none)) return fs::equivalent(a, b, none);
    const fs::path one = fs::weakly_canonical(a, none), other = fs::weakly_canonical(b, none);
    return !one.empty() && one == other;
  };
  for (std::size_t i = 0; i < written.size(); ++i) {
    for (const std::string& in : read)
      if (same(in, written[i])) throw error(written[i] + " is to be read, and would be overwritten");
    for (std::size_t j = 0; j < i; ++j)
      if (same(written[j], written[i])) throw error(written[i] + " would be written twice");
  }
}

std::string shown_name(const std::filesystem::path& path) { return path.filename().string(); }

}  // namespace ansatz::experiment

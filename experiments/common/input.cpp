#include <ansatz/io/file.hpp>
#include <common/input.hpp>

namespace ansatz::experiment {

std::vector<std::byte> read_input(const std::filesystem::path& path) {
  auto bytes = read_maybe_gzip(path, std::uint64_t{1} << 32);
  if (bytes.empty()) throw domain_error(path.string() + ": there is nothing to code");
  return bytes;
}

void rethrow_about(const std::filesystem::path& file, const error& e) {
  const std::string what = e.what();
  throw error(what.find(file.filename().string()) == std::string::npos ? file.string() + ": " + what : what);
}

std::string shown_name(const std::filesystem::path& path) { return path.filename().string(); }

}  // namespace ansatz::experiment

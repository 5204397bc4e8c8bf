#include "new_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <cerrno>
#include <cstring>
#include <random>

#include "descriptor.hpp"

namespace ansatz {

std::string hidden_name() {
  std::random_device random;
  return ".ansatz-" + hash_hex(std::uint64_t{random()} << 32 | random());
}

void fail_to_write(const std::filesystem::path& path, int why) {
  throw error(path.string() + ": cannot be written: " + std::strerror(why));
}

void write_new_file(const std::filesystem::path& path, std::span<const std::byte> data) {
  descriptor file{::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666)};
  if (!file) fail_to_write(path, errno);
  if (write_all(file.get(), data) && file.close()) return;
  const int why = errno;
  ::unlink(path.c_str());
  fail_to_write(path, why);
}

void flush_file_system(const std::filesystem::path& folder) {
#ifdef __linux__
  const descriptor fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!fd || ::syncfs(fd.get()) != 0) fail_to_write(folder, errno);
#else
  ::sync();
#endif
}

}  // namespace ansatz

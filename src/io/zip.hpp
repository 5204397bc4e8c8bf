#pragma once
#include <ansatz/io/byte_stream.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// A file in a zip archive.
struct zip_entry {
  std::string name;
  std::uint32_t packed = 0, size = 0;  ///< bytes
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  ///< 0 as it is, 8 deflated
  std::uint32_t at = 0;      ///< of its local header
};

bool begins_as_zip(std::span<const std::byte> bytes);

/// What the directory at the end of an archive lists. Throws `corrupt_error` where there is none, or it is of
/// an archive in several files, of 2^32 bytes or more, or encrypted.
std::vector<zip_entry> zip_directory(std::span<const std::byte> archive);

/// The bytes of a file, unpacked as they are asked for; the archive must outlive the source. Throws
/// `corrupt_error`, here or while it is read, where it is damaged or packed otherwise than by deflate.
byte_source unzipped(std::span<const std::byte> archive, const zip_entry& entry);

}  // namespace ansatz

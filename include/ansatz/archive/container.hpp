#pragma once
#include <ansatz/archive/chunk.hpp>
#include <ansatz/io/byte_stream.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

constexpr int format_version = 1;

/// A compressed data set in memory. The format is in docs/container.md.
struct container {
  std::string kind;  ///< of the items, of which there may be none
  std::vector<chunk> chunks = {};

  std::uint64_t count() const;
  friend bool operator==(const container&, const container&) = default;
};

/// Whether the bytes begin as a container of any version does.
bool begins_as_container(std::span<const std::byte> bytes);

/// A container that is read where it lies, a chunk when it is asked for.
class container_file {
 public:
  /// A chunk as the index knows it.
  struct place {
    std::uint64_t offset, bytes, first, items, check;
  };

  /// Reads the beginning and the index. Throws `corrupt_error`, in a sentence that says what is wrong, where
  /// it is no whole container of this version.
  container_file(bytes_at file, std::uint64_t size);

  const std::string& kind() const { return kind_; }
  std::uint64_t size() const { return size_; }  ///< bytes
  std::uint64_t count() const;                  ///< items
  const std::vector<place>& places() const { return places_; }

  /// The header of chunk i, and the chunk itself. Throws `corrupt_error`, which names the chunk and its items,
  /// where it is damaged or is not the one that the index lists.
  chunk_listing list(std::size_t i) const;
  chunk read(std::size_t i) const;

 private:
  bytes_at file_;
  std::uint64_t size_;
  std::string kind_;
  std::vector<place> places_;
};

/// Writes a container, chunk by chunk: memory does not grow with it.
class container_writer {
 public:
  /// Begins it. Throws what `to` throws, here and later.
  container_writer(byte_sink to, std::string kind);
  /// Throws `domain_error` for a chunk of another kind, one that does not begin where the one before ended,
  /// or one that a reader would refuse.
  void add(const chunk& c);
  /// The index: without it a container is not whole.
  void finish();

  /// So far.
  std::uint64_t items() const { return items_; }
  std::uint64_t chains() const { return chains_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  void write(std::span<const std::byte> part);

  byte_sink to_;
  std::string kind_;
  std::vector<container_file::place> index_;
  std::uint64_t items_ = 0, chains_ = 0, bytes_ = 0;
};

/// The file's bytes. Throws `domain_error` for what parse_container would refuse.
std::vector<std::byte> format_container(const container& c);

/// Throws `corrupt_error`, in a sentence, for anything that format_container does not give.
container parse_container(std::span<const std::byte> bytes);

}  // namespace ansatz

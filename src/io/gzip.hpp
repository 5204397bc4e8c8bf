#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace ansatz {

/// From the first bytes of a file how many all of them are, if these bytes say so.
using promised_size = std::function<std::optional<std::uint64_t>(std::span<const std::byte> head)>;

bool begins_as_gzip(std::span<const std::byte> bytes);

/// All members of a gzip file, one after another (RFC 1952, 2.2), and zeros behind them, as tapes leave them.
/// Where `promised` knows the size of the unpacked bytes, one byte more is unpacked at most, so that their
/// parser can refuse them. Throws `corrupt_error` for damaged data, `error` for more than `limit` bytes.
std::vector<std::byte> gunzip(std::span<const std::byte> packed, std::uint64_t limit,
                              const promised_size& promised);

/// read_maybe_gzip of <ansatz/io/file.hpp>, with a promise.
std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path, std::uint64_t limit,
                                       const promised_size& promised);

}  // namespace ansatz

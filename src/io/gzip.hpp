#pragma once
#include <ansatz/io/byte_stream.hpp>
#include <cstddef>
#include <span>

namespace ansatz {

bool begins_as_gzip(std::span<const std::byte> bytes);

/// What a gzip file holds: all of its members, one after another (RFC 1952, 2.2), and zeros behind them, as
/// tapes leave them. No more is unpacked than is asked for, and no more of `packed` taken than that needs and
/// a buffer. Throws `corrupt_error` for damaged data.
byte_source gunzipped(byte_source packed);

}  // namespace ansatz

#pragma once
#include <ansatz/io/hash.hpp>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

namespace ansatz::testing {

/// A damaged container with its checksums made right again, as far as its headers can still be read: with a reader of CBOR that is not
/// the archive's own.
class resealer {
 public:
  explicit resealer(std::vector<std::byte> bytes) : bytes_{std::move(bytes)} {}

  std::vector<std::byte> resealed() {
    try {
      while (chunk()) {
      }
      index();
    } catch (const nlohmann::json::exception&) {
    }
    return std::move(bytes_);
  }

 private:
  std::uint64_t get(std::size_t at, int count) const {
    std::uint64_t value = 0;
    for (int i = count; i-- > 0;)
      value = value << 8 | std::to_integer<std::uint64_t>(bytes_[at + static_cast<std::size_t>(i)]);
    return value;
  }
  void put(std::size_t at, std::uint64_t value) {
    for (std::size_t i = 0; i < 8; ++i) bytes_[at + i] = static_cast<std::byte>(value >> (8 * i));
  }
  std::span<const std::byte> part(std::size_t at, std::size_t count) const {
    return std::span{bytes_}.subspan(at, count);
  }
  nlohmann::json header(std::size_t at, std::size_t count) const {
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes_.data()) + at;
    return nlohmann::json::from_cbor(begin, begin + count);
  }
  void replace(std::size_t at, std::size_t count, const nlohmann::json& header) {
    const auto cbor = nlohmann::json::to_cbor(header);
    if (cbor.size() == count)
      for (std::size_t i = 0; i < count; ++i) bytes_[at + i] = static_cast<std::byte>(cbor[i]);
  }

  bool chunk() {
    if (bytes_.size() < at_ + 16 || bytes_[at_ + 1] != std::byte{'c'}) return false;
    const std::size_t length = get(at_ + 4, 4), after = at_ + 16 + length;
    if (length > bytes_.size() - at_ - 16) return false;
    auto h = header(at_ + 8, length);
    std::size_t payload = 0;
    for (const auto& chain : h.at(7)) {
      const auto& size = chain.at(2);
      if (!size.is_number_unsigned()) return false;  // a real number may be one that no integer holds
      payload += size.get<std::size_t>();
    }
    if (payload > bytes_.size() - after) return false;
    h.at(9) = hash64(part(after, payload));
    replace(at_ + 8, length, h);
    checks_.push_back(hash64(part(at_, 8 + length)));
    put(at_ + 8 + length, checks_.back());
    at_ = after + payload;
    return true;
  }

  void index() {
    if (bytes_.size() < at_ + 16) return;
    const std::size_t length = bytes_.size() - at_ - 16;
    auto h = header(at_ + 4, length);
    for (std::size_t i = 0; i < checks_.size() && i < h.at(1).size(); ++i) h.at(1).at(i).at(2) = checks_[i];
    replace(at_ + 4, length, h);
    put(bytes_.size() - 8, hash64(part(at_, bytes_.size() - 8 - at_)));
  }

  std::vector<std::byte> bytes_;
  std::vector<std::uint64_t> checks_;
  std::size_t at_ = 8;
};

inline std::vector<std::byte> reseal(std::vector<std::byte> bytes) {
  return resealer{std::move(bytes)}.resealed();
}

}  // namespace ansatz::testing

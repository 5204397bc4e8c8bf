#pragma once
#include <algorithm>
#include <ansatz/archive/container.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/rans.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::testing {

/// 39 items from this one on.
inline chunk sample_chunk(std::uint64_t first) {
  rans_stack s{supply::seeded(3)};
  for (std::uint32_t i = 1; i < 40; ++i) s.push({i, 1}, total{1000 + i});
  chunk c;
  c.kind = "images";
  c.codec = "sample";
  c.parameters = {{"latent", 10}, {"pixel", 24}};
  c.model = 0x0123456789abcdef;
  c.first = first;
  c.items = {std::byte{'x'}, std::byte{0}, std::byte{200}};
  c.seed = 3;
  c.chains = {{30, 2, to_bytes(s), {7, 2}}, {9, 0, to_bytes(rans_stack{supply::seeded(4)}), {}}};
  c.original = 0xfedcba9876543210;
  return c;
}

/// Of three chunks.
inline container sample_container() {
  return {.kind = "images", .chunks = {sample_chunk(0), sample_chunk(39), sample_chunk(78)}};
}

inline bytes_at bytes_of(const std::vector<std::byte>& all) {
  return [&all](std::uint64_t offset, std::uint64_t count) {
    const auto part = std::span{all}.subspan(std::min<std::uint64_t>(offset, all.size()));
    const auto taken = part.first(std::min<std::uint64_t>(count, part.size()));
    return std::vector<std::byte>(taken.begin(), taken.end());
  };
}

}  // namespace ansatz::testing

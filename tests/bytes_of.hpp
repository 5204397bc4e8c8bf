#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/rans.hpp>
#include <cstddef>
#include <string>

namespace ansatz::testing {

/// What a fresh stack is written as after a push, in hexadecimal: golden bytes. If they change, so does the
/// format.
template <class Codec>
std::string bytes_of(const Codec& c, const symbol_t<Codec>& x) {
  rans_stack s;
  c.push(s, x);
  std::string out;
  for (const std::byte b : to_bytes(s)) {
    out += "0123456789abcdef"[std::to_integer<unsigned>(b) >> 4];
    out += "0123456789abcdef"[std::to_integer<unsigned>(b) & 15];
  }
  return out;
}

}  // namespace ansatz::testing

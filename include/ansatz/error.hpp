#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace ansatz {

/// Whatever the library throws derives from `error`; the three kinds say whose fault it is.
struct error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The caller's: a parameter or a symbol outside what was promised (NaN, zero mass, index past the end).
struct domain_error : error {
  using error::error;
};

/// The caller's, too: a total that this stack does not take, and another one may.
struct total_error : domain_error {
  using domain_error::domain_error;
};

/// The stack's: a pop below the bottom of a stack whose supply has ended.
struct exhausted_error : error {
  using error::error;
};

/// The data's: a file or stream that no encoder of ours wrote, or that was damaged since.
struct corrupt_error : error {
  using error::error;
};

/// A part of a message that came from outside: at most 40 characters of it, what is not printable ASCII as
/// \xNN, so that it can neither forge a line nor command a terminal.
inline std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 40)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      out += "\\x";
      for (const unsigned digit : {byte / 16u, byte % 16u}) out += "0123456789abcdef"[digit];
    }
  }
  if (text.size() > 40) out += "...";
  return out;
}

}  // namespace ansatz

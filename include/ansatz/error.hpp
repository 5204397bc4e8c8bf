#pragma once
#include <stdexcept>
#include <string>

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

}  // namespace ansatz

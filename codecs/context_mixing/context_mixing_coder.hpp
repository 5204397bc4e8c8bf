#pragma once
#include <ansatz/archive/coder.hpp>
#include <string>

namespace ansatz {

/// Any bytes by `context_mixing`, any images by `pixel_mixing`, in files: the codec that needs no model, and
/// that others are measured against on data that they were not made for. Parameter, of bytes, in the file:
///
///   order  contexts of 0, ..., order bytes, up to 6. 4
///
/// A chain of images holds about a million numbers, so that memory is bounded by the number of threads.
class context_mixing_coder final : public coder {
 public:
  std::string codec() const override;
  std::string description() const override;
  std::string objection(const data_set&) const override { return {}; }

  container compress(const data_set& data, const coding_options& options, coding_account* account = nullptr,
                     const items_told& told = {}) const override;
  data_set decompress(const container& file, unsigned threads = 1,
                      const items_told& told = {}) const override;
};

/// For the registry.
codec_entry context_mixing_entry();

}  // namespace ansatz

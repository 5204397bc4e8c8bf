#pragma once
#include <ansatz/archive/coder.hpp>
#include <string>

namespace ansatz {

/// Bytes by a hidden Markov model that is fitted to them and sent along, in files. Parameters:
///
///   states  of the model, 1 to 1024; in the file. 16
///   rounds  of expectation maximisation, 1 to 10000; the encoder's alone. 30
///
/// Encoding takes time in proportion to length, states^2 and rounds, and 4 bytes a state and byte of memory.
class hmm_coder final : public coder {
 public:
  std::string codec() const override;
  std::string description() const override;
  std::string objection(const data_set& data) const override;

  container compress(const data_set& data, const coding_options& options, coding_account* account = nullptr,
                     const items_told& told = {}) const override;
  data_set decompress(const container& file, unsigned threads = 1,
                      const items_told& told = {}) const override;
};

/// For the registry.
codec_entry hmm_entry();

}  // namespace ansatz

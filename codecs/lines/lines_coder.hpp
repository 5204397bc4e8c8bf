#pragma once
#include <ansatz/archive/coder.hpp>
#include <string>

namespace ansatz {

/// A text whose lines are in ascending order, as a multiset of lines: their order costs nothing, since it is known. There are no parameters.
class lines_coder final : public coder {
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
codec_entry lines_entry();

}  // namespace ansatz

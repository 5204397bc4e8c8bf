#pragma once
#include <ansatz/archive/coder.hpp>
#include <cstdint>
#include <functional>
#include <optional>

namespace ansatz {

/// Cuts a data set that comes in parts into chunks, and codes each. Holds the items of one chunk and of one
/// part.
class chunk_encoder {
 public:
  /// The coder for these items, which must stay. Asked before the first chunk, and for a chunk that the coder
  /// it gave then does not take.
  using coder_for = std::function<const coder&(const data_set& items)>;

  /// Gets the chunks in their order, with what was coded and by which coder.
  using chunk_taken = std::function<void(chunk coded, const data_set& items, const coder& by)>;

  /// Others may be before them: so many items, and chains.
  chunk_encoder(coder_for choose, coding_options options, chunk_taken take, coding_account* account = nullptr,
                items_told told = {}, std::uint64_t items_before = 0, std::uint64_t chains_before = 0);

  /// Throws `domain_error` where no coder takes the items, or an option is off.
  void add(data_set part);
  /// Codes what is left.
  void finish();

 private:
  bool choose(bool all_there);
  void encode(const data_set& items);

  coder_for choose_;
  coding_options options_;
  chunk_taken take_;
  coding_account* account_;
  items_told told_;
  std::uint64_t first_;
  const coder* by_ = nullptr;
  std::optional<data_set> waiting_;
};

}  // namespace ansatz

#pragma once
#include <ansatz/archive/container.hpp>
#include <ansatz/archive/registry.hpp>
#include <ansatz/archive/salvage.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"

namespace ansatz::experiment {

/// A container that lies in a file, or was piped in.
class archive {
 public:
  /// "-" is the standard input, which is kept in a file without a name. Throws `error`.
  explicit archive(const std::string& path);

  /// Of what is whole. Throws `corrupt_error`, about the file, where the beginning or the index is damaged.
  container_file container() const;
  salvaged_chunks salvaged() const;

  const bytes_at& bytes() const { return bytes_; }
  const std::string& name() const { return file_->name(); }
  std::uint64_t size() const { return file_->size(); }

 private:
  std::shared_ptr<input_file> file_;
  bytes_at bytes_;
};

/// Chunks that are to be decoded, one after another.
struct work_list {
  std::string kind;
  std::vector<chunk_listing> chunks;
  std::uint64_t first = 0, last = 0;  ///< items of them, from one up to and without another
  std::vector<lost_items> lost;       ///< of these items
};

/// Items from `first` up to and without `last` of a container; all for 0 and the largest number. Throws `corrupt_error` where the header of
/// one of their chunks is damaged, `domain_error` where there are not so many.
work_list wanted_items(const container_file& file, std::uint64_t first, std::uint64_t last);
/// What is whole.
work_list whole_items(salvaged_chunks found);

/// What will be written.
image_listing listing_of(const work_list& w);

/// Decodes chunk after chunk; `take` gets the items that are wanted, and the number of the first.
void decode(const archive& from, const work_list& w, coders_of_chunks& coders, unsigned threads,
            const items_told& told, const std::function<void(data_set part, std::uint64_t first)>& take);

}  // namespace ansatz::experiment

#pragma once
#include <ansatz/archive/coder.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ansatz {

/// The codec of this name. Throws `domain_error`, which lists those that there are.
const codec_entry& find_codec(std::span<const codec_entry> codecs, std::string_view name);

/// The coder that made a chunk: with the weights given, or, where the path is empty, with the shipped model of
/// the chunk's fingerprint. Throws `corrupt_error` for a codec that is not listed, `error` where no such model
/// is here.
std::unique_ptr<coder> coder_of(std::span<const codec_entry> codecs, const chunk& made,
                                const std::filesystem::path& weights = {});

/// The coders that made the chunks of a file, each loaded once.
class coders_of_chunks {
 public:
  explicit coders_of_chunks(std::span<const codec_entry> codecs, std::filesystem::path weights = {})
      : codecs_{codecs}, weights_{std::move(weights)} {}
  /// Throws what `coder_of` does.
  const coder& of(const chunk& made);

 private:
  std::span<const codec_entry> codecs_;
  std::filesystem::path weights_;
  std::map<std::pair<std::string, std::uint64_t>, std::unique_ptr<coder>> loaded_;
};

/// A coder with the weights of a file, by whichever of the codecs takes them. Throws what the last of them
/// said if none does.
std::unique_ptr<coder> load_coder(std::span<const codec_entry> codecs, const std::filesystem::path& weights);

/// All coders that come along: each model of each codec, and the codecs without models. What a model that
/// can't be read is worth is told to `warned`, and it is passed over.
std::vector<std::unique_ptr<coder>> all_coders(std::span<const codec_entry> codecs,
                                               const std::function<void(const std::string&)>& warned);

/// A coder and what the first items of the data really cost by it, initial bits included.
struct tried_coder {
  std::unique_ptr<ansatz::coder> coder;
  bits cost = {};          ///< 0 where it was not tried
  std::uint64_t dims = 0;  ///< that were tried

  /// Bits a dimension.
  bits rate() const { return {cost.q24 / static_cast<std::int64_t>(dims > 0 ? dims : 1)}; }
};

/// Those of the coders that take the data, the best one first: each codes the first items, a hundred at most,
/// of a large image its middle.
/// A single one is not tried.
std::vector<tried_coder> best_first(std::vector<std::unique_ptr<coder>> coders, const data_set& data,
                                    unsigned threads = 1);

}  // namespace ansatz

#pragma once
#include <ansatz/archive/chains.hpp>
#include <ansatz/archive/container.hpp>
#include <ansatz/archive/data_set.hpp>
#include <ansatz/archive/model_folder.hpp>
#include <ansatz/bits.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ansatz {

/// Where the rate of a coder leaves its ideal; total bits of a data set.
struct rate_losses {
  bits ideal;  ///< -log2 p(x) or -ELBO of the model as trained, nothing quantised
  /// What each step from there to the coded rate adds, on the same draws.
  std::vector<std::pair<std::string, bits>> steps;

  bits expected() const {
    bits sum = ideal;
    for (const auto& [name, step] : steps) sum += step;
    return sum;
  }
};

/// A system that codes data sets: a codec with one model, if it has any, its type forgotten. What a program
/// needs of it. Immutable: one may be used by several threads.
class coder {
 public:
  virtual ~coder() = default;

  /// The name in `container::codec`.
  virtual std::string codec() const = 0;
  /// The name that the model goes by, its fingerprint and the size of its file; of a codec without models "",
  /// 0 and 0.
  virtual std::string model() const { return {}; }
  virtual std::uint64_t fingerprint() const { return 0; }
  virtual std::uint64_t model_bytes() const { return 0; }
  /// For people: what it takes, and how it is built.
  virtual std::string description() const = 0;
  /// Why it can't code these data, in a sentence; empty if it can.
  virtual std::string objection(const data_set& data) const = 0;

  /// Throws `domain_error` where there is an objection, or an option is off.
  virtual container compress(const data_set& data, const coding_options& options,
                             coding_account* account = nullptr, const items_told& told = {}) const = 0;
  /// The inverse. Throws `corrupt_error` where the container is not one that `compress` gave with this model,
  /// or was damaged.
  virtual data_set decompress(const container& file, unsigned threads = 1,
                              const items_told& told = {}) const = 0;

  /// So many items drawn from the model: pops from a stack that holds nothing but random bits. Throws
  /// `domain_error` where the codec knows no model to draw from.
  virtual data_set sample(std::uint64_t items, std::uint64_t seed) const;
  /// The ideal rate alone; nothing where none is known.
  virtual std::optional<bits> ideal(const data_set&, std::uint64_t /*seed*/) const { return std::nullopt; }
  /// The ideal rate and every loss; nothing where none is known.
  virtual std::optional<rate_losses> losses(const data_set&, std::uint64_t /*seed*/) const {
    return std::nullopt;
  }

 protected:
  /// Throws `corrupt_error` unless the file was made by this codec with this model.
  void expect_own(const container& file) const;
  /// Throws `domain_error` with the objection, if there is one.
  void expect_suitable(const data_set& data) const;
};

/// How a codec is known: one of these a folder of codecs/, listed in codecs/registry.
struct codec_entry {
  std::string name;                      ///< `container::codec`
  std::string summary;                   ///< a sentence for people
  const model_folder* models = nullptr;  ///< where its trained models lie; null: it has none
  /// The coder with the weights of a file; empty for a codec without models. Gives nothing where the weights
  /// are for a sister codec that shares the folder.
  std::function<std::unique_ptr<coder>(const std::filesystem::path& weights)> load;
  /// The coder without a model; empty for a codec that needs one.
  std::function<std::unique_ptr<coder>()> make;
  bool by_request = false;  ///< only where it is asked for: it takes long, or keeps less than others
};

}  // namespace ansatz

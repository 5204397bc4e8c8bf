#pragma once
#include <ansatz/archive/chains.hpp>
#include <ansatz/archive/container.hpp>
#include <ansatz/archive/data_set.hpp>
#include <ansatz/archive/model_folder.hpp>
#include <ansatz/bits.hpp>
#include <ansatz/stack/itemised.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
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

/// A number that a codec can be told.
struct coder_parameter {
  std::string name;
  std::uint64_t suggested = 0, least = 0, most = 0;
  bool kept = true;  ///< in the file, since a decoder needs it
};

/// A system that codes data sets: a codec with one model, if it has any, its type forgotten. What a program
/// needs of it. Immutable: one may be used by several threads.
///
/// A new one says who it is, what it takes, and how the items of a chain are pushed and popped; headers,
/// chains, threads, parameters, checksums and errors are the same for all.
class coder {
 public:
  virtual ~coder() = default;

  /// The name in `chunk::codec`.
  virtual std::string codec() const = 0;
  /// The name that the model goes by, its fingerprint and the size of its file; of a codec without models "",
  /// 0 and 0.
  virtual std::string model() const { return {}; }
  virtual std::uint64_t fingerprint() const { return 0; }
  virtual std::uint64_t model_bytes() const { return 0; }
  /// For people: what the model takes, and how it is built.
  virtual std::string description() const { return {}; }
  /// The kinds of data that it may take, as `kind_of` names them: of others it is not asked.
  virtual std::vector<std::string> kinds() const { return {"images", "bytes"}; }
  /// Why it can't code these data, in a sentence; empty if it can.
  std::string objection(const data_set& data) const;

  /// Whether it codes these data, which both can, about as well as the other does or better, so that this one needs
  /// no trial.
  virtual bool stands_for(const coder& /*other*/, const data_set&) const { return false; }

  /// Whether what was decoded is what was coded, as far as this codec keeps it: all of it unless this says
  /// otherwise, as where a graph comes back in another numbering. Both have the items of a chunk, which states these parameters.
  struct comparison {
    bool same = false;
    std::string unsure = {};  ///< in a sentence, what of a yes is less than certain
  };
  virtual comparison compare(const data_set& decoded, const data_set& coded,
                             const parameter_values& /*stated*/) const {
    return {decoded == coded};
  }
  bool gives_back(const data_set& decoded, const data_set& coded, const parameter_values& stated) const {
    return compare(decoded, coded, stated).same;
  }

  /// A data set in as many chunks as it takes. Throws `domain_error` where there is an objection, or an option
  /// is off.
  container compress(const data_set& data, const coding_options& options, coding_account* account = nullptr,
                     const items_told& told = {}) const;
  /// The inverse. Throws `corrupt_error` where the container is not one that `compress` gave with this model,
  /// or was damaged.
  data_set decompress(const container& file, unsigned threads = 1, const items_told& told = {}) const;

  /// One chunk: items, at least one, the first of which has this number in the data set. `options.seed` is that
  /// of its own first chain.
  chunk compress_chunk(const data_set& items, std::uint64_t first, const coding_options& options,
                       coding_account* account = nullptr, const items_told& told = {}) const;
  data_set decompress_chunk(const chunk& c, unsigned threads = 1, const items_told& told = {}) const;

  /// Whether it tells what each number of images took. Then `decompress_chunk` writes a bill for each item as well.
  virtual bool itemises() const { return false; }
  /// Throws `domain_error` where the chunk holds no images, or it does not tell.
  data_set decompress_chunk(const chunk& c, std::vector<item_bill>& bills, unsigned threads = 1,
                            const items_told& told = {}) const;

  /// How many of the items, from the first one on, go into a chunk; 0 where a chunk can't end within them, so
  /// that more must come.
  std::uint64_t items_of_a_chunk(const data_set& items, const coding_options& options) const;
  /// How many of the items make whole units of what is coded, where more items may follow.
  std::uint64_t whole_items(const data_set& items) const {
    return whole_units(part_of(items, 0, items_of(items)));
  }

  /// So many items drawn from the model: pops from a stack that holds nothing but random bits. Throws
  /// `domain_error` where the codec knows no model to draw from.
  virtual data_set sample(std::uint64_t items, std::uint64_t seed) const;
  /// The ideal rate alone; nothing where none is known. Throws `domain_error` where there is an objection, as
  /// `losses` does.
  std::optional<bits> ideal(const data_set& data, std::uint64_t seed) const;
  /// The ideal rate and every loss; nothing where none is known.
  std::optional<rate_losses> losses(const data_set& data, std::uint64_t seed) const;

 private:
  /// The parts of an objection: to sizes, which a file states, too; and to the numbers.
  virtual std::string shape_objection(const data_shape&) const { return {}; }
  virtual std::string value_objection(const data_set&) const { return {}; }

  /// What it can be told for such data. Those whose ranges depend on each other are checked further: throws
  /// `domain_error`.
  virtual std::vector<coder_parameter> parameters(const data_shape&) const { return {}; }
  virtual void check(const parameter_values&) const {}
  /// The parameters as a chunk states them: of those that code alike always the same one.
  virtual parameter_values stated(parameter_values told, const chunk& /*coded*/) const { return told; }

  virtual std::uint64_t suggested_chains(const data_shape&) const { return 1; }
  /// What a chunk holds at most, unless told otherwise (`most_in_a_chunk`).
  virtual std::uint64_t suggested_chunk() const { return std::uint64_t{1} << 23; }
  /// Of items that could be a chunk and are not the last ones, how many can: less where the codec codes larger
  /// units, which must not be cut; 0 where they all are part of one unit.
  virtual std::uint64_t whole_units(const data_view& items) const;
  /// How many numbers `chunk::chain::phases` has.
  virtual std::size_t phases() const { return 0; }

  /// Pushes items so that they are popped in their order; returns the phases. All parameters are set, and
  /// how many chains the chunk has.
  virtual std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items,
                                          const coding_options& options, const items_told& told) const = 0;
  /// The same where what `pop` gives are not the items themselves: it is put into `given`, so that the file's
  /// hash is of that. Else nothing is put there.
  virtual std::vector<std::uint64_t> push_giving(metered<rans_stack>& s, const data_view& items,
                                                 const coding_options& options, const items_told& told,
                                                 std::optional<data_set>& /*given*/) const {
    return push(s, items, options, told);
  }
  /// The inverse, for items of this shape. Throws an `error` for what no encoder writes. The parameters are
  /// those that a file keeps; phases sum to no more than the items.
  virtual data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t> phases,
                       const parameter_values& parameters, const items_told& told) const = 0;

  /// The same, where it itemises.
  virtual data_set pop_itemised(itemised<rans_stack>& s, const data_shape& shape,
                                std::span<const std::uint64_t> phases, const parameter_values& parameters,
                                const items_told& told) const;

  virtual std::optional<bits> find_ideal(const data_set&, std::uint64_t /*seed*/) const {
    return std::nullopt;
  }
  virtual std::optional<rate_losses> find_losses(const data_set&, std::uint64_t /*seed*/) const {
    return std::nullopt;
  }

  data_set decoded(const chunk& c, unsigned threads, const items_told& told,
                   std::vector<item_bill>* bills) const;
  std::string kind_objection(const std::string& kind) const;
  void expect_suitable(const data_set& data) const;
  void expect_own(const chunk& c) const;
};

/// How a codec is known: one for each folder of codecs/ that codes files, listed in codecs/registry.
struct codec_entry {
  std::string name;                      ///< `chunk::codec`
  std::string summary;                   ///< a sentence for people
  const model_folder* models = nullptr;  ///< where its trained models lie; null: it has none
  /// The coder with the weights of a file; empty for a codec without models. Gives nothing where the weights
  /// are for a sister codec that shares the folder.
  std::function<std::unique_ptr<coder>(const std::filesystem::path& weights)> load = {};
  /// The coder without a model; empty for a codec that needs one.
  std::function<std::unique_ptr<coder>()> make = {};
  bool by_request = false;  ///< only where it is asked for: it takes long, or keeps less than others, or more
  std::string not_kept = {};  ///< what does not come back, for people: a few words
};

}  // namespace ansatz

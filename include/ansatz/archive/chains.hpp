#pragma once
#include <ansatz/archive/chunk.hpp>
#include <ansatz/bits.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// Items in chunks: what is alike whatever the items are and whatever codes them. The items of a chunk are cut
/// into chains, each coded on a stack of its own, so that several threads have work.
namespace ansatz {

/// What coding cost, by the label of the part of the codec.
struct coding_account {
  bits net, initial;
  std::vector<std::pair<std::string, bits>> ledger;
};

/// Told how many items were coded since it was told before; from any thread, one at a time.
using items_told = std::function<void(std::uint64_t items)>;

/// How a data set is coded. All but `threads` shows in the file.
struct coding_options {
  /// Independent stacks of a chunk, coded in parallel, no more than items; 0: as many as the codec suggests.
  std::uint64_t chains = 0;
  unsigned threads = 1;    ///< a chain each; a codec may use more of them for one
  std::uint64_t seed = 0;  ///< of the supplies: the file's chain i has seed + i
  /// What a chunk holds at most (`most_in_a_chunk`); 0: as the codec suggests.
  std::uint64_t chunk = 0;
  /// The codec's parameters by name; what is not given is as the codec suggests.
  parameter_values parameters = {};
};

/// Pushes items first, ..., first + count - 1 of the chunk so that they are popped in their order. Returns
/// `chunk::chain::phases`.
using push_items = std::function<std::vector<std::uint64_t>(metered<rans_stack>& s, std::uint64_t first,
                                                            std::uint64_t count, const items_told& told)>;
/// The inverse: the items of a chain, the first of which is item `first` of the chunk.
using pop_items = std::function<void(rans_stack& s, const chunk::chain& chain, std::uint64_t first,
                                     const items_told& told)>;

/// The chunk that `header` begins, with `count` items in so many chains. Throws `domain_error` where chains
/// are too many or none.
chunk push_chains(chunk header, std::uint64_t count, std::uint64_t chains, unsigned threads,
                  const push_items& push, coding_account* account, const items_told& told);

/// The inverse. Throws `corrupt_error` for a damaged stream: the state of every stack at its end is checked,
/// and what `pop` throws, if it is an `error`, is said to be the file's fault. A stream can take no more from
/// the supply than its encoder did, so that what is damaged ends soon.
void pop_chains(const chunk& from, unsigned threads, const pop_items& pop, const items_told& told);

}  // namespace ansatz

#include <ansatz/archive/chunk_encoder.hpp>
#include <ansatz/error.hpp>
#include <utility>

namespace ansatz {
namespace {

// A coder is chosen by as many items as the chunk of most of them holds.
constexpr std::uint64_t enough_to_choose = std::uint64_t{1} << 23;

}  // namespace

chunk_encoder::chunk_encoder(coder_for choose, coding_options options, chunk_taken take,
                             coding_account* account, items_told told, std::uint64_t items_before,
                             std::uint64_t chains_before)
    : choose_{std::move(choose)},
      options_{std::move(options)},
      take_{std::move(take)},
      account_{account},
      told_{std::move(told)},
      first_{items_before} {
  options_.seed += chains_before;
}

void chunk_encoder::add(data_set part) {
  if (!waiting_)
    waiting_ = std::move(part);
  else
    append(*waiting_, std::move(part));
  for (;;) {
    if (by_ == nullptr && !choose(false)) return;
    const std::uint64_t count = by_->items_of_a_chunk(*waiting_, options_);
    if (count == 0 && items_of(*waiting_) > most_in_a_chunk)
      throw domain_error(by_->codec() + ": these items can't be cut into chunks, and are too many for one");
    if (count == 0) return;
    encode(take_first(*waiting_, count));
  }
}

void chunk_encoder::finish() {
  if (!waiting_ || items_of(*waiting_) == 0) return;
  if (by_ == nullptr) choose(true);
  for (std::uint64_t count = 1; count > 0;) {
    count = by_->items_of_a_chunk(*waiting_, options_);
    encode(take_first(*waiting_, count > 0 ? count : items_of(*waiting_)));
  }
}

/// By as many items as a chunk has; false where more may come.
bool chunk_encoder::choose(bool all_there) {
  const std::uint64_t all = items_of(*waiting_);
  const std::uint64_t enough =
      items_within(part_of(*waiting_, 0, all), options_.chunk > 0 ? options_.chunk : enough_to_choose);
  if (enough == all && !all_there) return false;
  if (enough == all)
    by_ = &choose_(*waiting_);
  else
    by_ = &choose_(copy_of(part_of(*waiting_, 0, enough)));
  return true;
}

void chunk_encoder::encode(const data_set& items) {
  const coder& by = by_->objection(items).empty() ? *by_ : choose_(items);
  chunk coded = by.compress_chunk(items, first_, options_, account_, told_);
  first_ += coded.count();
  options_.seed += coded.chains.size();
  take_(std::move(coded), items, by);
}

}  // namespace ansatz

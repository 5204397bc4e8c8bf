#pragma once
#include <ansatz/archive/chains.hpp>
#include <ansatz/archive/data_set.hpp>
#include <functional>

/// What coders of bytes have in common: one item, in one chain without phases.
namespace ansatz {

/// The container that `header` begins, whose one chain holds what `push` pushes. Throws `domain_error` where more chains are asked for.
container push_bytes(container header, const coding_options& options, coding_account* account,
                     const items_told& told, const std::function<void(metered<rans_stack>& s)>& push);

/// The inverse, compared with what was coded. Throws `corrupt_error` for a damaged file, or one that holds something else.
byte_string popped_bytes(const container& file, unsigned threads, const items_told& told,
                         const std::function<byte_string(rans_stack& s)>& pop);

}  // namespace ansatz

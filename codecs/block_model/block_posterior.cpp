#include <algorithm>
#include <ansatz/bits.hpp>
#include <block_model/block_posterior.hpp>
#include <block_model/partition.hpp>
#include <block_model/private/block_state.hpp>

namespace ansatz {

gibbs_walker::gibbs_walker(const block_state& from, unsigned bits)
    : state_{std::make_unique<block_state>(from)}, bits_{bits} {}
gibbs_walker::~gibbs_walker() = default;
gibbs_walker::gibbs_walker(gibbs_walker&&) noexcept = default;
gibbs_walker& gibbs_walker::operator=(gibbs_walker&&) noexcept = default;

categorical_codec gibbs_walker::next() {
  if (!out_) state_->take_out(at_);
  out_ = true;
  const std::span<const std::int64_t> logs = state_->weighed(at_);
  const std::int64_t most = *std::ranges::max_element(logs);
  weights_.clear();
  for (const std::int64_t log : logs)
    weights_.push_back(std::max<std::uint64_t>(exp2_minus({most - log}), 1));
  return categorical(weights_, bits_);
}
void gibbs_walker::learn(std::uint32_t block) {
  state_->put(at_++, block);
  out_ = false;
}

std::shared_ptr<const block_state> searched(const graph& g, std::uint32_t blocks, block_prior prior) {
  return std::make_shared<const block_state>(g, partition_of(g, blocks, prior), blocks, prior);
}

}  // namespace ansatz

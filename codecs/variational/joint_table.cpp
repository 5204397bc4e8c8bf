#include <algorithm>
#include <ansatz/error.hpp>
#include <bit>
#include <variational/joint_table.hpp>

namespace ansatz {

joint_table::joint_table(std::vector<bits> costs) : costs_{std::move(costs)} {
  if (!std::has_single_bit(costs_.size()) || costs_.size() > std::size_t{1} << most_latents)
    throw domain_error(
        "joint_table: the costs must be as many as K binary latents have values, K at most 16");
  constexpr bits far = bits::whole(std::int64_t{1} << 30);
  if (std::ranges::any_of(costs_, [&](bits c) { return c > far || c < -far; }))
    throw domain_error("joint_table: a cost beyond 2^30 bits");
  latents_ = static_cast<unsigned>(std::bit_width(costs_.size()) - 1);
}

bits joint_table::least() const { return *std::ranges::min_element(costs_); }

bits joint_table::information() const {
  const bits from = least();
  uint128 sum = 0;  // Q62, at most 2^78
  for (const bits c : costs_) sum += exp2_minus(c - from);
  return from - (log2_of(static_cast<std::uint64_t>(sum >> 16)) - bits::whole(46));
}

std::vector<std::uint64_t> joint_table::posterior() const {
  const bits from = least();
  std::vector<std::uint64_t> out;
  out.reserve(costs_.size());
  for (const bits c : costs_) out.push_back(std::max<std::uint64_t>(exp2_minus(c - from), 1));
  return out;
}

}  // namespace ansatz

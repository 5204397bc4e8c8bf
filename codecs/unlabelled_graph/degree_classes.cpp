#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/mixing/counter.hpp>
#include <array>
#include <bit>
#include <unlabelled_graph/private/degree_classes.hpp>

namespace ansatz::detail {
namespace {

/// Numbers from 1 on: the length in bits, bit after bit, then the number below its leading bit; the first
/// decisions of each learn in a context.
class number_walk {
 public:
  std::uint64_t walk(std::size_t context, std::uint64_t known, const decider& decide) {
    unsigned length = 1;
    const auto known_length = static_cast<unsigned>(std::bit_width(known));
    while (length < 32 && learnt(lengths_[context][length], known_length > length, decide)) ++length;
    std::uint64_t n = 1;
    for (unsigned i = 1; i < length; ++i) {
      const bool truth = (known >> (length - 1 - i) & 1) != 0;
      const bool bit = i <= 2 ? learnt(tops_[length][n], truth, decide) : decide(0, truth);
      n = n << 1 | (bit ? 1 : 0);
    }
    return n;
  }

 private:
  static bool learnt(adaptive_probability& p, bool truth, const decider& decide) {
    const bool out = decide(p.logit(), truth);
    p.learn(out, 60);
    return out;
  }
  std::array<std::array<adaptive_probability, 33>, 33> lengths_;
  std::array<std::array<adaptive_probability, 4>, 33> tops_;
};

}  // namespace

std::vector<std::uint32_t> walk_of_degrees(std::uint32_t nodes, std::uint64_t edges,
                                           std::span<const std::uint32_t> known, const decider& decide) {
  std::vector<std::uint32_t> degrees;
  number_walk steps, counts;
  std::uint64_t left = nodes, sum = 0, degree = nodes;
  std::size_t last_step = 0, last_count = 0;
  while (left > 0) {
    std::uint64_t step = 0, count = 0;
    if (!known.empty()) {
      const auto at = known.subspan(degrees.size());
      step = degree - at.front();
      count = static_cast<std::uint64_t>(
          std::ranges::find_if(at, [&](std::uint32_t d) { return d != at.front(); }) - at.begin());
    }
    step = steps.walk(last_step, step, decide);
    count = counts.walk(last_count, count, decide);
    if (step > degree || count > left || (degree - step) * count > 2 * edges - sum)
      throw domain_error("unlabelled_graph: degrees that no graph has");
    degree -= step;
    sum += degree * count;
    left -= count;
    degrees.insert(degrees.end(), count, static_cast<std::uint32_t>(degree));
    last_step = static_cast<std::size_t>(std::bit_width(step));
    last_count = static_cast<std::size_t>(std::bit_width(count));
  }
  if (sum != 2 * edges) throw domain_error("unlabelled_graph: degrees that no graph has");
  return degrees;
}

}  // namespace ansatz::detail

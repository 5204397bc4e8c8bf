#include <algorithm>
#include <ansatz/bits.hpp>
#include <array>
#include <bit>
#include <block_model/private/block_state.hpp>
#include <utility>

namespace ansatz {
namespace {

std::array<std::int64_t, 4096> make_rough_logarithms() {
  std::array<std::int64_t, 4096> of{};
  for (std::size_t i = 0; i < of.size(); ++i) of[i] = (log2_of(8192 + 2 * i + 1) - bits::whole(13)).q24;
  return of;
}

}  // namespace

std::int64_t rough_log2(std::uint64_t n) {
  static const std::array<std::int64_t, 4096> fractions = make_rough_logarithms();
  const int exponent = 63 - std::countl_zero(n);
  return exponent * bits::one + fractions[n << (63 - exponent) << 1 >> 52];
}

block_tables::block_tables(const graph& g, block_prior prior) : factorials{0, 0}, pulls{0} {
  for (std::uint64_t n = 2; n <= std::max<std::uint64_t>(2 * g.edges(), g.nodes()); ++n)
    factorials.push_back(factorials.back() + log2_of(n).q24);
  for (std::uint64_t n = 0; n < g.edges(); ++n)
    pulls.push_back(pulls.back() + log2_of(1 + prior.edge * n).q24);
}

block_state::block_state(const graph& g, std::vector<std::uint32_t> block, std::uint32_t blocks,
                         block_prior prior)
    : near_{g},
      all_edges_{g.edges()},
      prior_{prior},
      tables_{std::make_shared<const block_tables>(g, prior)},
      class_(g.nodes()),
      order_{by_degree_order(degrees(g))} {
  for (std::size_t i = 0; i < order_.size(); ++i) {
    if (i == 0 || near_.degree(order_[i]) != near_.degree(order_[i - 1])) ++classes_;
    class_[order_[i]] = classes_ - 1;
  }
  assign(std::move(block), blocks);
}

void block_state::assign(std::vector<std::uint32_t> block, std::uint32_t blocks) {
  block_ = std::move(block);
  blocks_ = blocks;
  size_.assign(blocks, 0);
  ends_.assign(blocks, 0);
  of_class_.assign(std::size_t{classes_} * blocks, 0);
  edges_.assign(std::size_t{blocks} * blocks, 0);
  joined_.assign(blocks, 0);
  weights_.assign(blocks, 0);
  for (std::uint32_t v = 0; v < nodes(); ++v) {
    const std::uint32_t b = block_[v];
    ++size_[b];
    ends_[b] += near_.degree(v);
    ++of_class_[std::size_t{class_[v]} * blocks_ + b];
    for (const std::uint32_t w : near_.of(v))
      if (v < w) {
        ++between(b, block_[w]);
        if (b != block_[w]) ++between(block_[w], b);
      }
  }
}

void block_state::count(std::uint32_t v, std::uint32_t by) {
  const std::uint32_t b = block_[v];
  size_[b] += by;
  ends_[b] += by * near_.degree(v);
  of_class_[std::size_t{class_[v]} * blocks_ + b] += by;
  for (const std::uint32_t w : near_.of(v)) {
    const std::uint32_t c = block_[w];
    between(b, c) += by;
    if (b != c) between(c, b) += by;
  }
}

std::span<const std::int64_t> block_state::weighed(std::uint32_t v) {
  touched_.clear();
  for (const std::uint32_t w : near_.of(v))
    if (joined_[block_[w]]++ == 0) touched_.push_back(block_[w]);
  const std::uint32_t degree = near_.degree(v), *here = &of_class_[std::size_t{class_[v]} * blocks_];
  const std::uint64_t spread = std::uint64_t{prior_.node} * prior_.base, all = blocks_ + nodes() - 1;
  const std::int64_t *factorial = tables_->factorials.data(), *pull = tables_->pulls.data();
  for (std::uint32_t b = 0; b < blocks_; ++b) {
    const std::uint64_t shared = spread * (size_[b] + std::uint64_t{1});
    std::int64_t weight = rough_log2(all * (std::uint64_t{prior_.node} * here[b] + 1) + shared);
    weight -= factorial[ends_[b] + degree] - factorial[ends_[b]];
    weight += bits::one * joined_[b];  // an edge within a block needs no bit that says which end comes first
    const std::uint32_t* row = &edges_[std::size_t{b} * blocks_];
    for (const std::uint32_t c : touched_) weight += pull[row[c] + joined_[c]] - pull[row[c]];
    weights_[b] = weight;
  }
  for (const std::uint32_t c : touched_) joined_[c] = 0;
  return weights_;
}

std::int64_t block_state::cost() const {
  std::int64_t sum = 0;
  for (std::uint32_t a = 0; a < blocks_; ++a) {
    sum += tables_->factorials[ends_[a]];
    for (std::uint32_t b = 0; b <= a; ++b)
      sum += bits::one * (a == b ? 0 : between(a, b)) - tables_->pulls[between(a, b)];
  }
  if (blocks_ == 0) return sum;  // each node is in a block, so there are none
  const std::uint64_t pairs = std::uint64_t{blocks_} * (blocks_ + 1) / 2;
  for (std::uint64_t n = 0; n < all_edges_; ++n) sum += rough_log2(pairs + prior_.edge * n);

  const std::uint64_t spread = std::uint64_t{prior_.node} * prior_.base;
  std::vector<std::uint32_t> here(blocks_), all(blocks_);
  std::uint64_t of_degree = 0;
  for (std::size_t i = 0; i < order_.size(); ++i, ++of_degree) {
    if (i > 0 && class_[order_[i]] != class_[order_[i - 1]]) {
      std::ranges::fill(here, 0);
      of_degree = 0;
    }
    const std::uint32_t b = block_[order_[i]];
    sum += rough_log2(prior_.node * of_degree + blocks_ + spread) -
           rough_log2(std::uint64_t{prior_.node} * here[b] + 1 +
                      spread * (all[b] + std::uint64_t{1}) / (blocks_ + i));
    ++here[b];
    ++all[b];
  }
  return sum;
}

std::int64_t block_state::cost_of_merging(std::uint32_t a, std::uint32_t b) const {
  const std::vector<std::int64_t>&factorial = tables_->factorials, &pull = tables_->pulls;
  std::int64_t sum = factorial[ends_[a] + ends_[b]] - factorial[ends_[a]] - factorial[ends_[b]];
  for (std::uint32_t c = 0; c < blocks_; ++c) {
    if (c == a || c == b) continue;
    const std::uint32_t x = between(a, c), y = between(b, c);
    if (x > 0 && y > 0) sum += pull[x] + pull[y] - pull[x + y];
  }
  const std::uint32_t x = between(a, a), y = between(b, b), z = between(a, b);
  sum += pull[x] + pull[y] + pull[z] - pull[x + y + z] - bits::one * z;
  for (std::uint32_t k = 0; k < classes_; ++k) {
    const std::uint32_t m = of_class_[std::size_t{k} * blocks_ + a],
                        n = of_class_[std::size_t{k} * blocks_ + b];
    if (m > 0 && n > 0) sum += factorial[m] + factorial[n] - factorial[m + n];
  }
  return sum;
}

}  // namespace ansatz

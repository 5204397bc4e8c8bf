#include <algorithm>
#include <ansatz/graph/refined_order.hpp>
#include <array>
#include <bit>
#include <unlabelled_graph/graph_labels.hpp>
#include <unlabelled_graph/private/context_question.hpp>

namespace ansatz {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// A hash of some numbers as a context; `prefix` is how far the label is known.
std::uint64_t context(std::uint64_t prefix, std::initializer_list<std::uint64_t> numbers) {
  std::uint64_t h = prefix;
  for (const std::uint64_t n : numbers) h = (h ^ n ^ n >> 32) * 0x9e3779b97f4a7c15 + 0x632be59bd9b4e019;
  return h;
}

/// Which of so many labels: bits from the highest on, each of which knows those before it; those that only one
/// value has are not asked.
template <std::size_t Contexts>
class label_question {
 public:
  explicit label_question(std::uint32_t values)
      : values_{values}, width_{static_cast<unsigned>(std::bit_width(values - 1))}, bit_{Contexts, 256} {}

  std::uint32_t ask(const decider& decide, std::uint32_t truth,
                    const std::array<std::uint64_t, Contexts>& around) {
    std::uint32_t at = 0;
    for (unsigned low = width_; low-- > 0;) {
      const std::uint32_t upper = (at << 1 | 1) << low;
      at <<= 1;
      if (upper >= values_) continue;
      const std::uint32_t prefix = 1u << (width_ - 1 - low) | at >> 1;
      std::array<std::uint64_t, Contexts> contexts{};
      for (std::size_t k = 0; k < Contexts; ++k) contexts[k] = context(prefix, {around[k]});
      if (bit_.ask(decide, (truth >> low & 1) != 0, contexts, std::min(prefix, 255u))) at |= 1;
    }
    return at;
  }

 private:
  std::uint32_t values_;
  unsigned width_;
  detail::context_question bit_;
};

std::uint64_t or_none(std::span<const std::uint32_t> labels, std::uint32_t v) {
  return v < labels.size() ? std::uint64_t{labels[v]} + 1 : 0;
}

}  // namespace

label_indices label_indices::of(std::span<const std::uint32_t> labels) {
  label_indices out{{labels.begin(), labels.end()}, {}};
  std::ranges::sort(out.values);
  const auto rest = std::ranges::unique(out.values);
  out.values.erase(rest.begin(), rest.end());
  for (const std::uint32_t l : labels)
    out.at.push_back(
        static_cast<std::uint32_t>(std::ranges::lower_bound(out.values, l) - out.values.begin()));
  return out;
}

std::vector<std::uint32_t> label_indices::labels() const {
  std::vector<std::uint32_t> out;
  for (const std::uint32_t i : at) out.push_back(values[i]);
  return out;
}

std::vector<std::uint32_t> walk_of_node_labels(const graph& g, std::uint32_t values,
                                               std::span<const std::uint32_t> known, const decider& decide) {
  std::vector<std::uint32_t> out;
  if (g.nodes() == 0) return out;
  const neighbourhoods all{g};
  const auto near = refined_hashes(g, 1), wider = refined_hashes(g, 2), far = refined_hashes(g, 3);
  label_question<8> question{values};
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    // Neighbours ascend: the first one is that from which a node was reached.
    std::uint64_t before = 0;
    for (const std::uint32_t w : all.of(v))
      if (w < v) before += context(1, {out[w]});
    const std::uint32_t parent = before != 0 ? all.of(v).front() : none;
    const std::uint32_t grandparent =
        parent != none && all.of(parent).front() < parent ? all.of(parent).front() : none;
    const std::uint64_t of_parent = or_none(out, parent), of_grandparent = or_none(out, grandparent),
                        last = v > 0 ? or_none(out, v - 1) : 0, d = all.degree(v);
    out.push_back(question.ask(
        decide, known.empty() ? 0 : known[v],
        {context(0, {d}), context(1, {near[v]}), context(2, {wider[v]}), context(3, {far[v], of_parent}),
         context(4, {before, d}), context(5, {before, near[v], last}),
         context(6, {before, of_grandparent, d}), context(7, {before, wider[v]})}));
  }
  return out;
}

std::vector<std::uint32_t> walk_of_edge_labels(const graph& g, std::span<const std::uint32_t> node_labels,
                                               std::uint32_t values, std::span<const std::uint32_t> known,
                                               const decider& decide) {
  std::vector<std::uint32_t> out;
  if (g.edges() == 0) return out;
  const std::vector<std::uint32_t> d = degrees(g);
  const auto near = refined_hashes(g, 1), wider = refined_hashes(g, 2);
  std::vector<std::uint64_t> sums(g.nodes());  // of hashes of the labels of edges that are known
  label_question<8> question{values};
  for (const auto [v, w] : g.all_edges()) {
    const std::uint64_t own = or_none(node_labels, v), other = or_none(node_labels, w),
                        last = out.empty() ? 0 : std::uint64_t{out.back()} + 1;
    out.push_back(question.ask(
        decide, known.empty() ? 0 : known[out.size()],
        {context(0, {own, other}), context(1, {own, other, d[v], d[w]}), context(2, {own, other, sums[v]}),
         context(3, {own, other, sums[v], sums[w], d[v], d[w]}), context(4, {near[v], near[w], sums[v]}),
         context(5, {wider[v], wider[w]}), context(6, {sums[v], sums[w], last}),
         context(7, {own, other, wider[v], wider[w], sums[v], sums[w]})}));
    const std::uint64_t label = context(1, {out.back()});
    sums[v] += label;
    sums[w] += label;
  }
  return out;
}

}  // namespace ansatz

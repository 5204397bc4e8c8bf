#include <algorithm>
#include <ansatz/combinator/array.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/alias_table.hpp>
#include <ansatz/model/bernoulli_array.hpp>
#include <ansatz/model/beta_binomial_array.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/model/logistic_array.hpp>
#include <ansatz/model/logistic_mixture_array.hpp>
#include <ansatz/model/lookup_table.hpp>
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/model/softmax.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>
#include <bit>
#include <limits>
#include <numeric>

#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

/// Law 4 at some symbols and cells, those of the input and the outermost ones: `find` inverts `interval_of`, and neighbours meet.
template <class Model>
void expect_tiles(const Model& m, std::uint32_t symbols, std::uint32_t x, std::uint32_t cell) {
  using symbol = typename Model::symbol_type;
  const std::uint32_t count = m.total().count();
  for (const std::uint32_t s : {std::uint32_t{0}, x % symbols, symbols - 1}) {
    const interval i = m.interval_of(static_cast<symbol>(s));
    require(i.within(count), "an interval lies in its total");
    require(s > 0 || i.start == 0, "the first symbol begins at 0");
    if (s + 1 < symbols)
      require(m.interval_of(static_cast<symbol>(s + 1)).start == i.start + i.freq, "neighbours meet");
    else
      require(i.start + i.freq == count, "the last symbol ends at the total");
    if (i.freq == 0) continue;
    for (const std::uint32_t c : {i.start, i.start + i.freq - 1})
      require(m.find(c).symbol == s && m.find(c).owner == i, "find inverts interval_of");
  }
  const auto [owner, at] = m.find(cell % count);
  require(at.holds(cell % count) && at == m.interval_of(owner), "a cell's owner owns it");
}

/// What an array answers at once, and codes at once, is what its models answer and code one by one.
template <class Array>
void expect_one_by_one(taker& t, const Array& many, std::uint32_t symbols) {
  using symbol = typename Array::symbol_type;
  const std::size_t n = many.size(), first = t.below(static_cast<std::uint32_t>(n + 1)), count = n - first;
  const supply random = supply::seeded(t.take<std::uint16_t>());
  const unsigned extreme = t.below(4);
  std::vector<symbol> x, owners(count);
  std::vector<std::uint32_t> cells, starts(count), freqs(count), found_starts(count), found_freqs(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto low = static_cast<std::uint32_t>(random.word(2 * i) >> 32), total = many.total().count();
    const auto cell = static_cast<std::uint32_t>(random.word(2 * i + 1) >> 32) % total;
    x.push_back(static_cast<symbol>(extreme == 0 ? (low & 1) * (symbols - 1) : low % symbols));
    cells.push_back(extreme == 1 ? (cell & 1) * (total - 1) : cell);
  }
  many.intervals_of(first, x, starts, freqs);
  many.find_all(first, cells, owners, found_starts, found_freqs);
  for (std::size_t i = 0; i < count; ++i) {
    const auto one = many[first + i];
    require(one.interval_of(x[i]) == interval{starts[i], freqs[i]}, "intervals at once are those one by one");
    const auto [owner, at] = one.find(cells[i]);
    require(owner == owners[i] && at == interval{found_starts[i], found_freqs[i]},
            "owners at once are those one by one");
    if (i < 3) expect_tiles(one, symbols, x[i], cells[i]);
  }
  const auto at_once = array(n, modelled_each(many));
  const auto before = testing::midlife<vector_stack<16>>::from(t.take<std::uint16_t>());
  auto s = before, by_one = before;
  const std::vector<symbol> popped = at_once.pop(s);
  for (std::size_t i = 0; i < n; ++i) {
    const auto one = many[i];
    const symbol own = by_one.pop_on(i % 16, one.total(), [&](std::uint32_t cell) { return one.find(cell); });
    require(own == popped[i], "symbols popped at once are those one by one");
  }
  require(s == by_one, "so is the stack");
  at_once.push(s, popped);
  require(s == before, "push undoes pop");
}

bucket_set buckets_from(taker& t) {
  switch (t.below(4)) {
    case 0:
      return equal_mass_buckets(t.within(1, 12));
    case 1:
      return integer_buckets(t.within(2, 600));
    case 2: {
      const auto low = static_cast<std::int32_t>(t.take<std::uint32_t>()) >> t.below(32);
      return integer_buckets(low, std::int64_t{low} + static_cast<std::int64_t>(t.of_any_size(24)));
    }
    default: {
      const auto count = static_cast<std::uint32_t>(t.of_any_size(24));
      const auto low = static_cast<std::int64_t>(t.take<std::uint64_t>()) >> t.below(64);
      return even_buckets(count, low, static_cast<std::int64_t>(t.of_any_size(50)));
    }
  }
}

std::int32_t mean_from(taker& t) {
  const std::uint32_t kind = t.take();
  return kind == 0   ? INT32_MIN
         : kind == 1 ? INT32_MAX
                     : static_cast<std::int32_t>(t.take<std::uint32_t>()) >> kind % 32;
}

std::uint32_t inverse_from(taker& t) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(1 + t.of_any_size(30), 1u << 30));
}

template <class Array, class Parameters>
void on_buckets(taker& t) {
  const bucket_set buckets = buckets_from(t);
  const unsigned bits = t.below(32);
  std::vector<Parameters> parameters(t.below(40));
  for (auto& p : parameters) {
    const std::int32_t mean = mean_from(t);
    p = {mean, inverse_from(t)};
  }
  expect_one_by_one(t, Array{buckets, parameters, bits}, buckets.count());
}

void mixtures(taker& t) {
  const bucket_set buckets = buckets_from(t);
  const unsigned bits = t.below(32);
  const std::size_t parts = t.within(1, 5);
  std::vector<logistic_component> all(parts * t.below(12));
  std::uint32_t left = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % parts == 0) left = 1u << 16;
    const std::uint32_t weight = (i + 1) % parts == 0 ? left : t.below(left + 1);
    left -= weight;
    const std::int32_t mean = mean_from(t);
    all[i] = {mean, inverse_from(t), weight};
  }
  expect_one_by_one(t, logistic_mixture_array{buckets, parts, all, bits}, buckets.count());
}

void bernoullis(taker& t) {
  const unsigned bits = t.below(32);
  std::vector<std::int32_t> logits(t.below(80));
  for (auto& l : logits) l = mean_from(t);
  const bernoulli_array many{logits, bits};
  for (std::size_t i = 0; i < logits.size(); ++i)
    require(many[i].interval_of(1) == bernoulli_model::from_logit(logits[i], bits).interval_of(1),
            "a mass is that of its logit");
  expect_one_by_one(t, many, 2);
}

void beta_binomials(taker& t) {
  const unsigned bits = t.below(32), n = t.below(257);
  std::vector<std::int32_t> alphas(t.below(12)), betas(alphas.size());
  for (std::size_t i = 0; i < alphas.size(); ++i) {
    alphas[i] = mean_from(t);
    betas[i] = mean_from(t);
  }
  const beta_binomial_array many{n, alphas, betas, bits};
  if (!alphas.empty()) {
    const auto cdf = beta_binomial_cdf(n, alphas[0], betas[0], bits);
    require(cdf.size() == n + 2 && cdf.front() == 0 && cdf.back() == many.total().count(),
            "a CDF goes from 0 to the total");
    for (std::uint32_t k = 0; k <= n; ++k)
      require(many[0].interval_of(static_cast<std::uint8_t>(k)) == interval{cdf[k], cdf[k + 1] - cdf[k]},
              "intervals are those of the CDF");
  }
  expect_one_by_one(t, many, n + 1);
}

std::vector<std::uint32_t> masses_from(taker& t, std::uint32_t most) {
  std::vector<std::uint32_t> masses(t.take());
  for (auto& m : masses) m = static_cast<std::uint32_t>(t.of_any_size(most));
  return masses;
}

/// What is left to a power of two, or to a multiple, goes to one of them: so that most inputs are lawful.
void complete(std::vector<std::uint32_t>& masses, bool power_of_two) {
  const std::uint64_t sum = std::accumulate(masses.begin(), masses.end(), std::uint64_t{0});
  if (masses.empty() || sum == 0) return;
  const std::uint64_t whole =
      power_of_two ? std::bit_ceil(sum) : (sum + masses.size() - 1) / masses.size() * masses.size();
  masses.back() += static_cast<std::uint32_t>(whole - sum);
}

/// Cells of a symbol: of every rank another one, whose owner and rank are these.
void alias_tables(taker& t) {
  auto masses = masses_from(t, 10);
  if (t.below(8) > 0) complete(masses, false);
  const alias_table searched{masses}, listed{masses, alias_table::inverse::table};
  const std::uint32_t total = searched.total().count();
  std::vector<bool> owned(total);
  for (std::uint32_t x = 0; x < masses.size(); ++x) {
    const auto cells = searched.interval_of(x), again = listed.interval_of(x);
    require(cells.freq == masses[x] && again.freq == masses[x] && cells.within(total),
            "a symbol owns its mass");
    for (std::uint32_t rank = 0; rank < cells.freq; ++rank) {
      const std::uint32_t cell = cells.cell(rank);
      require(cell < total && !owned[cell] && again.cell(rank) == cell,
              "cells are owned once, and listed as searched");
      owned[cell] = true;
      const auto [owner, at] = searched.find(cell);
      require(owner == x && at.freq == masses[x] && at.rank(cell) == rank,
              "a cell's owner and rank are those that have it");
    }
  }
  require(std::ranges::all_of(owned, [](bool b) { return b; }), "all cells are owned");
}

template <class Symbol>
void lookup_tables(taker& t) {
  auto masses = masses_from(t, 12);
  if (t.below(8) > 0) complete(masses, true);
  const lookup_table<Symbol> table{masses};
  const categorical_model plain = categorical_model::from_counts(masses);
  const std::uint32_t total = table.total().count(), symbols = static_cast<std::uint32_t>(masses.size());
  require(plain.total().count() == total, "the total is the sum");
  std::vector<std::uint32_t> cells(total);
  std::iota(cells.begin(), cells.end(), 0u);
  std::vector<Symbol> owners(total);
  std::vector<std::uint32_t> starts(total), freqs(total);
  table.find_all(cells, owners, starts, freqs);
  for (const std::uint32_t cell : cells) {
    const auto own = plain.find(cell);
    require(own.symbol == owners[cell] && own.owner == interval{starts[cell], freqs[cell]} &&
                table.find(cell).symbol == own.symbol && table.find(cell).owner == own.owner,
            "a cell's owner is that of the plain model");
  }
  table.intervals_of(owners, starts, freqs);
  for (const std::uint32_t cell : cells)
    require(plain.interval_of(owners[cell]) == interval{starts[cell], freqs[cell]},
            "an owner's interval is that of the plain model");
  expect_tiles(plain, symbols, t.take(), t.take<std::uint16_t>());
  expect_tiles(table, symbols, t.take(), t.take<std::uint16_t>());
}

/// A pixel's mixture on edges and with atoms of the input.
void pixels(taker& t) {
  pixel_scale scale;
  const unsigned far = t.below(24);
  std::int64_t edge = INT32_MIN + static_cast<std::int64_t>(t.of_any_size(31));
  for (auto& e : scale.edges) {
    e = static_cast<std::int32_t>(std::min<std::int64_t>(edge, INT32_MAX));
    edge += 1 + static_cast<std::int64_t>(t.of_any_size(far));
  }
  for (std::size_t n = t.below(5); n > 0; --n) scale.atoms.push_back(t.take());
  scale.check();
  std::vector<logistic_parameters> parts(t.below(5));
  for (auto& p : parts) {
    const std::int32_t mean = mean_from(t);
    p = {mean, inverse_from(t)};
  }
  std::vector<std::int32_t> logits(parts.size() + scale.atoms.size() + 1);
  for (auto& l : logits) l = mean_from(t);
  std::vector<std::uint32_t> weights(logits.size());
  softmax(logits, weights);
  const pixel_mixture_model m{scale, parts, weights, t.below(32)};
  for (unsigned n = 0; n < 8; ++n) expect_tiles(m, 256, t.take(), t.take<std::uint32_t>());
}

/// Weights of any size: what is made of them tiles.
void apportioned(taker& t) {
  std::vector<std::uint64_t> weights(t.take());
  for (auto& w : weights) w = t.of_any_size(64);
  const unsigned bits = t.below(32);
  const auto m = categorical_model::from_weights(weights, bits);
  for (std::uint32_t x = 0; x < weights.size(); ++x)
    require((m.interval_of(x).freq > 0) == (weights[x] > 0),
            "what has a weight is possible, and nothing else");
  expect_tiles(m, static_cast<std::uint32_t>(weights.size()), t.take(), t.take<std::uint32_t>());
}

void softmaxes(taker& t) {
  std::vector<std::int32_t> logits(t.take());
  for (auto& l : logits) l = mean_from(t);
  std::vector<std::uint32_t> weights(logits.size());
  softmax(logits, weights);
  require(std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}) == 1u << 30,
          "weights sum to one");
  for (std::size_t i = 1; i < logits.size(); ++i)
    if (logits[i] < logits[i - 1])
      require(weights[i] <= weights[i - 1], "the larger logit has no smaller weight");
}

}  // namespace

void fuzz_arrays(input in) {
  taker t{in};
  try {
    switch (t.below(8)) {
      case 0:
        return on_buckets<gaussian_array, gaussian_parameters>(t);
      case 1:
        return on_buckets<floored_gaussian_array, gaussian_parameters>(t);
      case 2:
        return on_buckets<logistic_array, logistic_parameters>(t);
      case 3:
        return on_buckets<floored_logistic_array, logistic_parameters>(t);
      case 4:
        return mixtures(t);
      case 5:
        return bernoullis(t);
      default:
        return beta_binomials(t);
    }
  } catch (const domain_error&) {
    // Parameters that are refused.
  }
}

void fuzz_tables(input in) {
  taker t{in};
  try {
    switch (t.below(6)) {
      case 0:
        return alias_tables(t);
      case 1:
        return lookup_tables<std::uint8_t>(t);
      case 2:
        return lookup_tables<std::uint32_t>(t);
      case 3:
        return apportioned(t);
      case 4:
        return pixels(t);
      default:
        return softmaxes(t);
    }
  } catch (const domain_error&) {
  }
}

}  // namespace ansatz::fuzz

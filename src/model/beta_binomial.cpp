#include <ansatz/model/beta_binomial.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/beta_binomial.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <ieee_arithmetic.hpp>
#include <model/beta_binomial_tables.hpp>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail {
namespace {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using vectors = hn::CappedTag<double, blocks>;
constexpr std::size_t width = hn::MaxLanes(vectors{}), parts = blocks / width;

/// p(k) in proportion to choose(n, k) * rise(k) * fall(k), rise(k) the product of the k numbers alpha, alpha
/// + 1, ... and fall(k) that of the n - k numbers beta, beta + 1, ..., each times a power of two that keeps
/// them below 2, so that nothing overflows. Nothing that counts underflows: where both parameters are below
/// 256 no product is below 2^-970; else the factors of the larger one are at least 1/2, so that the largest p
/// is above 2^-256, and what leaves the range at 2^-1022 belongs to a p below 2^-516.
///
/// Within a block rise is multiplied upwards and fall downwards, eight blocks at once, and what a block's
/// neighbours contribute is multiplied in at the end. Every operation is an IEEE one in a fixed order: the
/// same bits with vectors of any width. Each product waits for the one before, so that several distributions
/// at a time are faster than one after another.
template <std::size_t Many>
void sum_up(const trials& t, const double* alpha, const double* beta, double counts, partial_sums* out) {
  const vectors d;
  const double n = t.n, steps = static_cast<double>(t.steps);
  const auto one = hn::Set(d, 1.0);
  using vector = hn::Vec<vectors>;
  vector unit[Many], factor[Many][parts], product[Many][parts], sum[Many][parts], number[parts];
  const auto each = [](auto use) {
    for (std::size_t m = 0; m < Many; ++m)
      for (std::size_t v = 0; v < parts; ++v) use(m, v);
  };
  for (std::size_t m = 0; m < Many; ++m) {
    const double larger = std::max({alpha[m], beta[m], 256.0});
    unit[m] = hn::Set(d, 1 / std::bit_cast<double>((std::bit_cast<std::uint64_t>(larger) >> 52 << 52) +
                                                   (std::uint64_t{1} << 52)));
  }

  // Downwards: factor is (n - k - 1 + beta) unit at the k of step j, and 1 where k >= n.
  for (std::size_t v = 0; v < parts; ++v) {
    const auto block = hn::Iota(d, static_cast<double>(v * width));
    number[v] = hn::Add(hn::Mul(block, hn::Set(d, steps)), hn::Set(d, steps - 1));  // k
  }
  const auto downward = [&](std::size_t m, std::size_t v) {
    return hn::Mul(hn::Add(hn::Sub(hn::Set(d, n - 1), number[v]), hn::Set(d, beta[m])), unit[m]);
  };
  each([&](std::size_t m, std::size_t v) { product[m][v] = one; });
  const std::size_t last_block = (blocks - 1) * t.steps, whole = t.n > last_block ? t.n - last_block : 0;
  std::size_t j = t.steps;
  while (j > whole) {
    --j;
    each([&](std::size_t m, std::size_t v) {
      const auto inside = hn::Lt(number[v], hn::Set(d, n));
      product[m][v] = hn::Mul(product[m][v], hn::IfThenElse(inside, downward(m, v), one));
      hn::Store(hn::Mul(product[m][v], hn::Load(d, t.choose[j] + v * width)), d, out[m].above[j] + v * width);
    });
    for (std::size_t v = 0; v < parts; ++v) number[v] = hn::Sub(number[v], one);
  }
  each([&](std::size_t m, std::size_t v) { factor[m][v] = downward(m, v); });
  while (j > 0) {
    --j;
    each([&](std::size_t m, std::size_t v) {
      product[m][v] = hn::Mul(product[m][v], factor[m][v]);
      hn::Store(hn::Mul(product[m][v], hn::Load(d, t.choose[j] + v * width)), d, out[m].above[j] + v * width);
      factor[m][v] = hn::Add(factor[m][v], unit[m]);
    });
  }
  alignas(64) double fallen[Many][blocks];
  each([&](std::size_t m, std::size_t v) { hn::Store(product[m][v], d, fallen[m] + v * width); });

  // Upwards: factor is (k + alpha) unit.
  each([&](std::size_t m, std::size_t v) {
    const auto first = hn::Mul(hn::Iota(d, static_cast<double>(v * width)), hn::Set(d, steps));
    factor[m][v] = hn::Mul(hn::Add(first, hn::Set(d, alpha[m])), unit[m]);
    product[m][v] = one;
    sum[m][v] = hn::Zero(d);
  });
  for (j = 0; j < t.steps; ++j)
    each([&](std::size_t m, std::size_t v) {
      hn::Store(sum[m][v], d, out[m].below[j] + v * width);
      sum[m][v] = hn::Add(sum[m][v], hn::Mul(hn::Load(d, out[m].above[j] + v * width), product[m][v]));
      product[m][v] = hn::Mul(product[m][v], factor[m][v]);
      factor[m][v] = hn::Add(factor[m][v], unit[m]);
    });

  alignas(64) double rise[Many][blocks], total[Many][blocks];
  each([&](std::size_t m, std::size_t v) {
    hn::Store(product[m][v], d, rise[m] + v * width);
    hn::Store(sum[m][v], d, total[m] + v * width);
  });
  double fall[Many], risen[Many], all[Many];
  for (std::size_t m = 0; m < Many; ++m) fall[m] = risen[m] = 1, all[m] = 0;
  for (std::size_t c = blocks; c-- > 0;)
    for (std::size_t m = 0; m < Many; ++m) {
      out[m].factor[c] = fall[m];  // of the blocks above
      fall[m] = fall[m] * fallen[m][c];
    }
  for (std::size_t c = 0; c < blocks; ++c)
    for (std::size_t m = 0; m < Many; ++m) {
      out[m].factor[c] = out[m].factor[c] * risen[m];
      out[m].base[c] = all[m];
      all[m] = all[m] + out[m].factor[c] * total[m][c];
      risen[m] = risen[m] * rise[m][c];
    }
  for (std::size_t m = 0; m < Many; ++m) out[m].scale = counts / all[m];
}

/// As many as the registers hold at a time.
void sum_each(const trials& t, const double* alphas, const double* betas, std::size_t many, double counts,
              partial_sums* out) {
  constexpr std::size_t at_a_time = width >= 8 ? 4 : width >= 4 ? 2 : 1;
  std::size_t m = 0;
  for (; m + at_a_time <= many; m += at_a_time) sum_up<at_a_time>(t, alphas + m, betas + m, counts, out + m);
  for (; m < many; ++m) sum_up<1>(t, alphas + m, betas + m, counts, out + m);
}

}  // namespace HWY_NAMESPACE
}  // namespace
}  // namespace ansatz::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz {
namespace detail {
namespace {

HWY_EXPORT(sum_each);

/// The sums of distributions, as many as there are up to a group; the counts of the total but one for each
/// symbol are shared out.
std::size_t sums_of(const trials& t, std::span<const std::int32_t> log_alphas,
                    std::span<const std::int32_t> log_betas, precision total, partial_sums* out) {
  static const exponentials e_to;
  const std::size_t many = std::min(log_alphas.size(), group);
  double alphas[group], betas[group];
  for (std::size_t m = 0; m < many; ++m) alphas[m] = e_to(log_alphas[m]), betas[m] = e_to(log_betas[m]);
  HWY_DYNAMIC_DISPATCH(sum_each)(t, alphas, betas, many, total.count() - (t.n + 1.0), out);
  return many;
}

interval interval_at(const partial_sums& sums, const trials& t, std::size_t c, std::size_t j,
                     precision total) {
  const std::uint32_t start = sums.start(c, j, t.steps);
  if (c * t.steps + j == t.n) return {start, total.count() - start};
  const bool last = j + 1 == t.steps;
  return {start, sums.start(c + last, last ? 0 : j + 1, t.steps) - start};
}

/// The last block that begins at cell or below, then the last symbol in it that does. Symbol k begins at k +
/// floor(part), and that is at most cell exactly where part < cell - k + 1: no rounding is needed, nor a
/// branch.
void places_of(const partial_sums* sums, const trials& t, const std::uint32_t* cells, std::size_t many,
               std::size_t* c, std::size_t* j) {
  const double steps = static_cast<double>(t.steps);
  double limit[group];  // cell + 1 less the number of the block's first symbol
  for (std::size_t m = 0; m < many; ++m) {
    c[m] = j[m] = 0;
    limit[m] = cells[m] + 1.0;
    for (std::size_t other = 1; other < blocks; ++other)
      c[m] += sums[m].part(other, 0) < limit[m] - static_cast<double>(other) * steps;
    limit[m] -= static_cast<double>(c[m]) * steps;
  }
  for (std::size_t step = std::bit_floor(t.steps); step > 0; step /= 2)
    for (std::size_t m = 0; m < many; ++m) {
      const std::size_t next = std::min(j[m] + step, t.steps - 1);
      j[m] = sums[m].part(c[m], next) < limit[m] - static_cast<double>(next) ? next : j[m];
    }
  for (std::size_t m = 0; m < many; ++m)
    if (c[m] * t.steps + j[m] > t.n) c[m] = t.n / t.steps, j[m] = t.n % t.steps;
}

}  // namespace

void check_beta_binomial(std::uint32_t n, precision total) {
  if (n > most_trials) throw domain_error("beta_binomial: at most 255 trials");
  if (n >= total.count() / 2)
    throw domain_error("beta_binomial: n + 1 symbols need a total of at least 2 (n + 1)");
}

void beta_binomial_intervals(std::uint32_t n, precision total, std::span<const std::int32_t> log_alphas,
                             std::span<const std::int32_t> log_betas, std::span<const std::uint8_t> x,
                             std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  require_ieee_arithmetic();
  const trials& t = trials_of(n);
  partial_sums sums[group];
  for (std::size_t i = 0; i < x.size();) {
    const std::size_t many = sums_of(t, log_alphas.subspan(i), log_betas.subspan(i), total, sums);
    for (std::size_t m = 0; m < many; ++m, ++i) {
      if (x[i] > n) throw domain_error("beta_binomial: the symbol exceeds n");
      const interval owned = interval_at(sums[m], t, x[i] / t.steps, x[i] % t.steps, total);
      starts[i] = owned.start, freqs[i] = owned.freq;
    }
  }
}

void beta_binomial_find(std::uint32_t n, precision total, std::span<const std::int32_t> log_alphas,
                        std::span<const std::int32_t> log_betas, std::span<const std::uint32_t> cells,
                        std::span<std::uint8_t> x, std::span<std::uint32_t> starts,
                        std::span<std::uint32_t> freqs) {
  require_ieee_arithmetic();
  const trials& t = trials_of(n);
  partial_sums sums[group];
  std::size_t c[group], j[group];
  for (std::size_t i = 0; i < cells.size();) {
    const std::size_t many = sums_of(t, log_alphas.subspan(i), log_betas.subspan(i), total, sums);
    places_of(sums, t, cells.data() + i, many, c, j);
    for (std::size_t m = 0; m < many; ++m, ++i) {
      x[i] = static_cast<std::uint8_t>(c[m] * t.steps + j[m]);
      const interval owned = interval_at(sums[m], t, c[m], j[m], total);
      starts[i] = owned.start, freqs[i] = owned.freq;
    }
  }
}

}  // namespace detail

std::vector<std::uint32_t> beta_binomial_cdf(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta,
                                             unsigned bits) {
  const precision total{bits};
  detail::check_beta_binomial(n, total);
  require_ieee_arithmetic();
  const auto& t = detail::trials_of(n);
  detail::partial_sums sums;
  detail::sums_of(t, {&log_alpha, 1}, {&log_beta, 1}, total, &sums);
  std::vector<std::uint32_t> starts;
  for (std::uint32_t k = 0; k <= n; ++k) starts.push_back(sums.start(k / t.steps, k % t.steps, t.steps));
  starts.push_back(total.count());
  return starts;
}

}  // namespace ansatz
#endif

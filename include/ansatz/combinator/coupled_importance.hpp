#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/importance.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/stack/tally.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ansatz {

namespace detail {

/// A number of [0, count): the cell that a pop drew, or that a push goes to.
struct drawn_cell {
  std::uint32_t cell, count;
};

/// For each coordinate of the draws, how far each particle's cells lie from the first particle's: constants,
/// one in each n-th of the count, in an order of the coordinate's own, so that each coordinate is sampled
/// evenly. Within its n-th each lies somewhere else, so that what repeats in a coordinate is not always hit
/// alike.
class particle_shifts {
 public:
  particle_shifts(std::uint32_t particles, std::size_t coordinates) {
    for (std::size_t c = 0; c < coordinates; ++c) {
      const supply random = supply::seeded(c);
      auto& parts = parts_.emplace_back(particles);
      std::iota(parts.begin(), parts.end(), std::uint64_t{0});
      if (c > 0)
        for (std::uint64_t k = particles; k > 2; --k)
          std::swap(parts[k - 1], parts[1 + (random.word(k) >> 33) % (k - 1)]);
      for (std::uint64_t i = 0; i < particles; ++i)
        parts[i] = parts[i] << 32 | (i == 0 ? 0 : random.word(particles + 1 + i) >> 32);
    }
  }
  std::uint32_t shift(std::uint32_t particle, std::size_t coordinate, std::uint32_t count) const {
    const auto& parts = parts_[coordinate];
    return static_cast<std::uint32_t>(static_cast<uint128>(parts[particle]) * count /
                                      (static_cast<uint128>(parts.size()) << 32));
  }

 private:
  std::vector<std::vector<std::uint64_t>> parts_;  // Q32, of n
};

/// A stack for a codec that only pops.
struct pop_only_stack {
  static constexpr const char* no_push =
      "coupled_importance: the proposal must not push while it pops";  // at run time, by any_stack
  template <class Cells, class Total>
  void push(const Cells&, Total) {
    static_assert(sizeof(Cells) == 0, "coupled_importance: the proposal must not push while it pops");
  }
};

/// Lets a codec pop from uniform cells of the stack, and keeps them.
template <class S>
struct drawing_stack : pop_only_stack {
  S& stack;
  std::vector<drawn_cell>& draws;

  drawing_stack(S& s, std::vector<drawn_cell>& d) : stack{s}, draws{d} {}
  template <total_like Total, class Find>
  auto pop(Total n, Find&& find) {
    draws.push_back({uniform(n.count()).pop(stack), n.count()});
    return find(draws.back().cell).symbol;
  }
};

/// Lets a codec pop from given cells, and keeps each one's rank among its owner's.
struct replaying_stack : pop_only_stack {
  const std::vector<drawn_cell>& cells;
  std::vector<drawn_cell> ranks;

  explicit replaying_stack(const std::vector<drawn_cell>& c) : cells{c} {}
  template <total_like Total, class Find>
  auto pop(Total n, Find&& find) {
    const std::size_t c = ranks.size();
    if (c >= cells.size() || cells[c].count != n.count())
      throw domain_error("coupled_importance: the proposal's intervals depend on the latent");
    auto found = find(cells[c].cell);
    ranks.push_back({found.owner.rank(cells[c].cell), found.owner.freq});
    return std::move(found.symbol);
  }
};

/// Lets a codec push by popping a rank from the stack: the cells so chosen, first pushed first.
template <class S>
struct choosing_stack {
  S& stack;
  std::vector<drawn_cell>& draws;

  template <cells Cells = interval, total_like Total>
  void push(const Cells& i, Total n) {
    if (i.freq == 0) throw domain_error("push: the symbol has probability zero");
    draws.push_back({i.cell(uniform(i.freq).pop(stack)), n.count()});
  }
  static constexpr const char* no_pop =
      "coupled_importance: the proposal must not pop while it pushes";  // at run time, by any_stack
  template <class Total, class Find>
  int pop(Total, Find&&) {
    static_assert(sizeof(Find) == 0, "coupled_importance: the proposal must not pop while it pushes");
    return 0;
  }
};

}  // namespace detail

/// `importance` whose particles share their randomness: what the first is drawn from, a cell for each
/// interval that the proposal decodes, is popped, and the others are drawn from the same cells, shifted by
/// constants. The cells are what is pushed back, so that a pop takes those of one particle and not of n.
///
/// Does push pop? Yes. Does pop push? Yes.
///
///   rate      -log2 of the mean weight, as of `importance`: each particle for itself is distributed as the
///             proposal, so that it is a bound; a tighter or a looser one than that of independent particles
///   reads     the sum of the log2 totals of one draw, and the choice among n
///   requires  a proposal that only pops while it pops, and only pushes while it pushes, by intervals whose
///             number and totals do not depend on the latent (`domain_error` where they do); 1 <= n <=
///             2^precision
///   laws      as `importance`
///
/// It codes on lane 0, and what the proposal is labelled is not booked. Ruan et al. 2021 (arXiv:2102.11086),
/// BB-CIS.
template <class Proposal, class Target>
struct coupled_importance_codec : detail::particles_by<Proposal, Target> {
  using base = detail::particles_by<Proposal, Target>;
  using base::base;
  using symbol_type = symbol_t<Proposal>;

  template <class S>
  void push(S& s, const symbol_type& z) const {
    const std::uint32_t chosen = uniform(this->particles).pop(s);
    std::vector<detail::drawn_cell> draws;
    detail::choosing_stack<S> choosing{s, draws};
    this->proposal.push(choosing, z);
    std::ranges::reverse(draws);
    const detail::particle_shifts shifts(this->particles, draws.size());
    for (std::size_t c = 0; c < draws.size(); ++c) {
      auto& [cell, count] = draws[c];
      const std::uint32_t shift = shifts.shift(chosen, c, count);
      cell = cell >= shift ? cell - shift : cell + (count - shift);
    }
    particles_of(draws, shifts).choice.push(s, chosen);
    for (std::size_t c = draws.size(); c-- > 0;) uniform(draws[c].count).push(s, draws[c].cell);
  }
  template <class S>
  symbol_type pop(S& s) const {
    std::vector<detail::drawn_cell> draws;
    detail::drawing_stack<S> drawing{s, draws};
    this->proposal.pop(drawing);
    auto all = particles_of(draws, detail::particle_shifts(this->particles, draws.size()));
    const std::uint32_t chosen = all.choice.pop(s);
    for (const auto& [rank, count] : all.ranks[chosen]) uniform(count).push(s, rank);
    uniform(this->particles).push(s, chosen);
    return std::move(all.latents[chosen]);
  }

 private:
  struct swarm {
    std::vector<symbol_type> latents;
    std::vector<std::vector<detail::drawn_cell>> ranks;
    modelled_codec<categorical_model> choice;
  };

  swarm particles_of(const std::vector<detail::drawn_cell>& draws,
                     const detail::particle_shifts& shifts) const {
    std::vector<symbol_type> latents;
    std::vector<std::vector<detail::drawn_cell>> ranks;
    for (std::uint32_t i = 0; i < this->particles; ++i) {
      auto cells = draws;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        auto& [cell, count] = cells[c];
        const std::uint32_t shift = shifts.shift(i, c, count);
        cell = cell >= count - shift ? cell - (count - shift) : cell + shift;
      }
      detail::replaying_stack replaying{cells};
      latents.push_back(this->proposal.pop(replaying));
      if (replaying.ranks.size() != cells.size())
        throw domain_error("coupled_importance: the proposal's intervals depend on the latent");
      ranks.push_back(std::move(replaying.ranks));
    }
    auto choice = this->choice(latents);
    return {std::move(latents), std::move(ranks), std::move(choice)};
  }
};

template <class Proposal, class Target>
coupled_importance_codec<Proposal, Target> coupled_importance(std::uint32_t particles, Proposal proposal,
                                                              Target target, unsigned precision = 24) {
  return {particles, std::move(proposal), std::move(target), precision};
}

}  // namespace ansatz

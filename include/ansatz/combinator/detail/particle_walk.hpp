#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/combinator/importance.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/tally.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ansatz {

/// When the particles of a filter are drawn anew, each in proportion to its weight.
enum class resampling {
  never,     ///< importance sampling of whole paths
  adaptive,  ///< before a step where (sum w)^2 < n / 2 sum w^2: fewer than half of them count
  always     ///< before each step
};

namespace detail {

/// The particles of a filter as they walk along a sequence: what both directions of `particle_filter` compute
/// alike.
template <class Model, class Proposal>
class particle_walk {
 public:
  using state_type = typename Model::state_type;
  using symbol_type = typename Model::symbol_type;
  using choice_type = modelled_codec<categorical_model>;

  particle_walk(const Model& model, const Proposal& proposal, const std::vector<symbol_type>& x,
                std::uint32_t particles, resampling when, unsigned precision)
      : model_{&model}, proposal_{&proposal}, x_{&x}, costs_(particles), when_{when}, precision_{precision} {}

  /// One moment: the states, and where they were drawn anew, what each one's ancestor was and the codec of
  /// it.
  struct moment {
    std::vector<state_type> states;
    std::vector<std::uint32_t> ancestors;
    std::optional<choice_type> choice;
    std::uint32_t ancestor_of(std::uint32_t i) const { return choice ? ancestors[i] : i; }
  };

  /// The next moment, without its states; its ancestors are to be filled in where they have a choice.
  moment& begin() {
    moment& now = moments_.emplace_back();
    const std::size_t n = costs_.size();
    now.states.resize(n);
    if (moments_.size() > 1 && draws_anew()) {
      now.choice = choice();
      now.ancestors.resize(n);
      costs_.assign(n, bits{});
    }
    return now;
  }
  /// Where particle i's state of the latest moment comes from, or where that of moment t did.
  auto proposal_at(std::size_t t, std::uint32_t i) const {
    using first_type = std::remove_cvref_t<decltype(proposal_->first((*x_)[0]))>;
    using next_type = std::remove_cvref_t<decltype(proposal_->next(std::declval<state_type>(), (*x_)[0]))>;
    static_assert(std::same_as<first_type, next_type>,
                  "particle_filter: first(x) and next(z, x) must give codecs of one type");
    return t == 0 ? proposal_->first((*x_)[0])
                  : proposal_->next(moments_[t - 1].states[moments_[t].ancestor_of(i)], (*x_)[t]);
  }
  /// Books the weights of the latest moment, whose states are complete.
  void end() {
    const std::size_t t = moments_.size() - 1;
    const moment& now = moments_[t];
    for (std::uint32_t i = 0; i < costs_.size(); ++i) {
      const state_type& z = now.states[i];
      const bits of_z = t == 0 ? cost(model_->initial(), z)
                               : cost(model_->transition(moments_[t - 1].states[now.ancestor_of(i)]), z);
      const bits of_both = is_possible(of_z) ? of_z + cost(model_->emission(z), (*x_)[t]) : impossible;
      const bits step = weight_cost(of_both, cost(proposal_at(t, i), z));
      costs_[i] = is_possible(costs_[i]) && is_possible(step) ? costs_[i] + step : impossible;
    }
  }
  /// One of the particles, by the weights since they were last drawn anew.
  choice_type choice() const { return choice_by_cost(costs_, precision_); }
  std::vector<moment>& moments() { return moments_; }

 private:
  bool draws_anew() const {
    if (when_ != resampling::adaptive) return when_ == resampling::always;
    const bits least = *std::ranges::min_element(costs_);
    uint128 sum = 0, squares = 0;  // of weights up to 2^30; at most 2^16 of them
    for (const bits c : costs_) {
      const std::uint64_t w = !is_possible(c) ? 0 : exp2_minus(c - least) >> 32;
      sum += w;
      squares += static_cast<uint128>(w) * w;
    }
    return 2 * sum * sum < costs_.size() * squares;
  }

  const Model* model_;
  const Proposal* proposal_;
  const std::vector<symbol_type>* x_;
  std::vector<bits> costs_;
  resampling when_;
  unsigned precision_;
  std::vector<moment> moments_;
};

}  // namespace detail

}  // namespace ansatz

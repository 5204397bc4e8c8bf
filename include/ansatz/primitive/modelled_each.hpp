#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/lanes.hpp>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

namespace ansatz {

/// Many models of one kind, one for each element of an array, that can answer for many elements at once.
/// `m[i]` is the model of element i. `intervals_of(first, x, starts, freqs)` gives the intervals of the
/// symbols x of elements first, first + 1, ..., and `find_all(first, cells, x, starts, freqs)` the symbols
/// that own cells and their intervals. They are those that the models give one by one.
template <class A>
concept model_array = requires(const A& a, std::size_t i, std::span<const typename A::symbol_type> x,
                               std::span<typename A::symbol_type> out, std::span<const std::uint32_t> cells,
                               std::span<std::uint32_t> n) {
  requires model<std::remove_cvref_t<decltype(a[i])>>;
  { a.total() } -> total_like;
  a.intervals_of(i, x, n, n);
  a.find_all(i, cells, out, n, n);
};

/// The family of the codecs of a model array's elements, for `array`: on a stack of many lanes, and wherever
/// it serves, elements are coded many at once. The bytes are those of coding one by one.
template <class Models>
struct modelled_each_family {
  static_assert(model_array<Models>,
                "modelled_each: the argument must be a model array ([i], total, intervals_of, find_all)");
  using element_type = typename Models::symbol_type;

  Models models;

  constexpr auto operator()(std::size_t i) const {
    if constexpr (requires { models.size(); })
      if (i >= models.size()) throw domain_error("modelled_each: more elements than models");
    return modelled(models[i]);
  }

  /// All elements; as `array` calls it.
  template <class S>
  void push_all(S& s, std::span<const element_type> x) const {
    check(x.size());
    std::array<std::uint32_t, 1024> starts, freqs;
    const std::size_t chunk = starts.size() - starts.size() % lanes_of(s);  // begins on lane 0
    for (std::size_t end = x.size(); end > 0;) {
      const std::size_t first = (end - 1) / chunk * chunk, size = end - first;
      const std::span s_part = std::span{starts}.first(size), f_part = std::span{freqs}.first(size);
      models.intervals_of(first, x.subspan(first, size), s_part, f_part);
      push_each(s, std::span<const std::uint32_t>{s_part}, std::span<const std::uint32_t>{f_part},
                models.total());
      end = first;
    }
  }
  template <class S>
  void pop_all(S& s, std::span<element_type> x) const {
    check(x.size());
    if constexpr (pops_at_once<S> && laned<S>)  // on one head there is nothing to do at once
      s.pop_each(x.size(), models.total(),
                 [&](std::size_t first, std::span<const std::uint32_t> cells, std::span<std::uint32_t> starts,
                     std::span<std::uint32_t> freqs) {
                   if (cells.size() > 1) {
                     models.find_all(first, cells, x.subspan(first, cells.size()), starts, freqs);
                   } else {  // one lane, or one element left: nothing to do at once
                     auto f = models[first].find(cells[0]);
                     x[first] = std::move(f.symbol);
                     starts[0] = f.owner.start, freqs[0] = f.owner.freq;
                   }
                 });
    else
      pop_in_turn(s, x);
  }

 private:
  template <class S>
  void pop_in_turn(S& s, std::span<element_type> x) const {
    for (std::size_t i = 0; i < x.size(); ++i) {
      decltype(auto) lane = lane_of(s, i);
      const auto& m = models[i];
      x[i] = lane.pop(m.total(), [&](std::uint32_t cell) { return m.find(cell); });
    }
  }
  void check(std::size_t count) const {
    if constexpr (requires { models.size(); })
      if (count > models.size()) throw domain_error("modelled_each: more elements than models");
  }
};

template <class Models>
constexpr modelled_each_family<Models> modelled_each(Models models) {
  return {std::move(models)};
}

/// A model whose symbols own intervals.
template <class M>
concept interval_model =
    model<M> && requires(const M& m, const typename M::symbol_type& x, std::uint32_t cell) {
      { m.interval_of(x) } -> std::same_as<interval>;
      { m.find(cell).owner } -> std::convertible_to<interval>;
    };

/// One model for every element, as a model array. The model must outlive it. It may itself answer for many at
/// once: `intervals_of(x, starts, freqs)`, `find_all(cells, x, starts, freqs)`.
template <interval_model Model>
class same_model {
 public:
  using symbol_type = typename Model::symbol_type;

  constexpr explicit same_model(const Model& m) : model_{&m} {}

  constexpr const Model& operator[](std::size_t) const { return *model_; }
  constexpr auto total() const { return model_->total(); }
  void intervals_of(std::size_t, std::span<const symbol_type> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    if constexpr (requires { model_->intervals_of(x, starts, freqs); }) {
      model_->intervals_of(x, starts, freqs);
    } else {
      for (std::size_t j = 0; j < x.size(); ++j) {
        const interval i = model_->interval_of(x[j]);
        starts[j] = i.start, freqs[j] = i.freq;
      }
    }
  }
  void find_all(std::size_t, std::span<const std::uint32_t> cells, std::span<symbol_type> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    if constexpr (requires { model_->find_all(cells, x, starts, freqs); }) {
      model_->find_all(cells, x, starts, freqs);
    } else {
      for (std::size_t j = 0; j < cells.size(); ++j) {
        auto f = model_->find(cells[j]);
        x[j] = std::move(f.symbol);
        starts[j] = f.owner.start, freqs[j] = f.owner.freq;
      }
    }
  }

 private:
  const Model* model_;
};

}  // namespace ansatz

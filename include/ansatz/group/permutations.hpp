#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// A permutation of 0, ..., n - 1 as a list: p[i] is where i goes.
using permutation_list = std::vector<std::uint32_t>;

/// A point and where it goes.
struct moved_point {
  std::uint32_t from, to;
  friend bool operator==(const moved_point&, const moved_point&) = default;
};
/// The same permutation by the points that it moves, ascending: what groups of large graphs are made of.
using sparse_permutation = std::vector<moved_point>;

inline permutation_list identity_permutation(std::size_t n) {
  permutation_list p(n);
  std::iota(p.begin(), p.end(), 0u);
  return p;
}

/// i -> p[q[i]]: q acts first. Both must be permutations of as many points.
inline permutation_list composed(const permutation_list& p, const permutation_list& q) {
  permutation_list out(q.size());
  for (std::size_t i = 0; i < q.size(); ++i) out[i] = p[q[i]];
  return out;
}

inline permutation_list inverse(const permutation_list& p) {
  permutation_list out(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) out[p[i]] = static_cast<std::uint32_t>(i);
  return out;
}

/// Whether a list is a permutation of 0, ..., n - 1.
inline bool is_permutation(std::span<const std::uint32_t> p, std::size_t n) {
  if (p.size() != n) return false;
  std::vector<bool> taken(n);
  for (const std::uint32_t to : p) {
    if (to >= n || taken[to]) return false;
    taken[to] = true;
  }
  return true;
}
/// Throws `domain_error` where it is none.
inline void expect_permutation(std::span<const std::uint32_t> p, std::size_t n) {
  if (p.size() != n) throw domain_error("permutation: another number of points");
  if (!is_permutation(p, n)) throw domain_error("permutation: a point is too large, or there twice");
}

inline sparse_permutation sparse(const permutation_list& p) {
  sparse_permutation out;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] != i) out.push_back({static_cast<std::uint32_t>(i), p[i]});
  return out;
}

inline permutation_list dense(const sparse_permutation& p, std::size_t n) {
  permutation_list out = identity_permutation(n);
  for (const auto& [from, to] : p) out.at(from) = to;
  return out;
}

/// The same permutation once its points have other names: name[i] is that of point i.
inline sparse_permutation renamed(const sparse_permutation& p, const permutation_list& name) {
  sparse_permutation out;
  for (const auto& [from, to] : p) out.push_back({name[from], name[to]});
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

}  // namespace ansatz

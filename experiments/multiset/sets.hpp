#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/io/image.hpp>
#include <common/round_trip.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {

/// What a multiset came to.
struct multiset_cost {
  std::string data;
  std::size_t count = 0, distinct = 0;
  double theory = 0;  ///< log2(n! / prod n_s!), bits: what order is worth
  trip taken;
  std::optional<trip> by_fenwick;  ///< the same by sums over an alphabet, where that is known

  double saved() const { return -taken.net_of("order").to_double(); }
  bits parameters() const { return taken.net_of("parameters"); }
  /// Of the items alone, without their order; and in it.
  bits multiset() const { return taken.net - parameters(); }
  bits list() const { return multiset() - taken.net_of("order"); }
};

/// Numbers of equal items, and what is to be saved by them.
multiset_cost described(std::string data, const std::vector<std::size_t>& multiplicities);

/// The length of each run of equal items.
template <class Item>
std::vector<std::size_t> multiplicities(const std::vector<Item>& sorted) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    if (i > 0 && sorted[i] == sorted[i - 1])
      ++out.back();
    else
      out.push_back(1);
  return out;
}

/// Items by an element's codec that both sides know.
template <class Element>
multiset_cost coded(std::string data, const Element& element, std::vector<symbol_t<Element>> items) {
  std::ranges::sort(items);
  multiset_cost c = described(std::move(data), multiplicities(items));
  c.taken = round_trip(multiset(items.size(), element), {items});
  return c;
}

/// Draws from 2^16 symbols, all as likely or by Zipf's law.
multiset_cost uniform_draws(std::size_t count, std::uint64_t seed);
multiset_cost zipf_draws(std::size_t count, std::uint64_t seed);

/// Strings by the frequencies of their bytes and of their ends, and bytes by their frequencies; both are counted and sent
/// along.
multiset_cost of_strings(const std::string& data, std::vector<std::string> items);
multiset_cost of_bytes(const std::string& data, std::span<const std::byte> items);

/// Images by BB-ANS, each by itself, under the shipped model that suits them best. Throws `domain_error` where there is
/// none for images of their size.
multiset_cost of_images(const std::string& data, const image_set& images, const coder& by);
/// The VAE that comes along and codes them best; none where no model is for them.
std::unique_ptr<coder> vae_for(const image_set& images);

}  // namespace ansatz::experiment

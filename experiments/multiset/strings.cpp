#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/combinator/terminated.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <multiset/sets.hpp>
#include <tuple>

namespace ansatz::experiment {
namespace {

using counts = std::vector<std::uint64_t>;

/// 0 to 2^32 - 2, small ones shorter.
auto number() {
  return mapped(
      log_uniform(32), [](std::uint64_t x) { return x - 1; }, [](std::uint64_t x) { return x + 1; });
}

auto by(const counts& of) {
  return modelled(categorical_model::from_counts(std::vector<std::uint32_t>(of.begin(), of.end())));
}

/// The parameters, popped first, and the items, each by element_of(parameters).
template <class Parameters, class ElementOf, class Item>
multiset_cost with_parameters(std::string data, const Parameters& codec,
                              const symbol_t<Parameters>& parameters, ElementOf element_of,
                              std::vector<Item> items) {
  std::ranges::sort(items);
  multiset_cost c = described(std::move(data), multiplicities(items));
  const std::size_t size = items.size();
  const auto all =
      dependent(labelled("parameters", codec),
                [size, element_of](const symbol_t<Parameters>& p) { return multiset(size, element_of(p)); });
  c.taken = round_trip(all, {{parameters, std::move(items)}});
  return c;
}

}  // namespace

multiset_cost of_strings(const std::string& data, std::vector<std::string> items) {
  using parameters = std::tuple<counts, counts, std::uint64_t>;
  parameters p{counts(256), {items.size(), 0}, 1};
  auto& [bytes, ends, limit] = p;
  for (const std::string& item : items) {
    for (const char c : item) ++bytes[static_cast<unsigned char>(c)];
    ends[1] += item.size();
    limit = std::max<std::uint64_t>(limit, item.size() + 1);
  }
  const auto element_of = [](const parameters& of) {
    return mapped(
        terminated(by(std::get<1>(of)), by(std::get<0>(of)), std::get<2>(of)),
        [](const std::vector<std::uint32_t>& x) { return std::string(x.begin(), x.end()); },
        [](const std::string& x) {
          std::vector<std::uint32_t> out;
          for (const char c : x) out.push_back(static_cast<unsigned char>(c));
          return out;
        });
  };
  return with_parameters(data, serial(repeat(256, number()), repeat(2, number()), number()), p, element_of,
                         std::move(items));
}

multiset_cost of_bytes(const std::string& data, std::span<const std::byte> items) {
  counts of(256);
  std::vector<std::uint32_t> symbols;
  for (const std::byte b : items) {
    symbols.push_back(std::to_integer<std::uint32_t>(b));
    ++of[symbols.back()];
  }
  return with_parameters(
      data, repeat(256, number()), of, [](const counts& p) { return by(p); }, std::move(symbols));
}

}  // namespace ansatz::experiment

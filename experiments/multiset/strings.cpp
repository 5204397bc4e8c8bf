#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <lines/lines.hpp>
#include <multiset/sets.hpp>

namespace ansatz::experiment {
namespace {

using counts = std::vector<std::uint64_t>;

}  // namespace

multiset_cost of_strings(const std::string& data, std::vector<std::string> items) {
  std::ranges::sort(items);
  multiset_cost c = described(data, multiplicities(items));
  const string_counts counts = counts_of(items);
  c.taken = round_trip(strings_by_counts(), {{counts, std::move(items)}});
  return c;
}

multiset_cost of_bytes(const std::string& data, std::span<const std::byte> items) {
  counts of(256);
  std::vector<std::uint32_t> symbols;
  for (const std::byte b : items) {
    symbols.push_back(std::to_integer<std::uint32_t>(b));
    ++of[symbols.back()];
  }
  std::ranges::sort(symbols);
  multiset_cost c = described(data, multiplicities(symbols));
  // The parameters are popped first.
  const auto all =
      dependent(labelled("parameters", repeat(256, ansatz::detail::small_number())),
                [size = symbols.size()](const counts& p) { return multiset(size, categorical(p)); });
  c.taken = round_trip(all, {{of, std::move(symbols)}});
  return c;
}

}  // namespace ansatz::experiment

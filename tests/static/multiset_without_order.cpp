#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <compare>

/// The elements of a multiset must be ordered, since their order is what a multiset forgets.
struct suit {
  std::uint32_t value;
#ifdef FIXED
  auto operator<=>(const suit&) const = default;
#endif
};

const auto element =
    ansatz::codec_of<suit>([](auto& s, const suit& x) { ansatz::uniform(4).push(s, x.value); },
                           [](auto& s) { return suit{ansatz::uniform(4).pop(s)}; });
const auto codec = ansatz::multiset(3, element);

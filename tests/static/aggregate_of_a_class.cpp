#include <ansatz/combinator/aggregate.hpp>
#include <ansatz/primitive/uniform.hpp>

/// Members are listed in the order of declaration, which only an aggregate shows.
class point {
#ifdef FIXED
 public:
#endif
  std::uint32_t x, y;
};

inline auto make() { return ansatz::aggregate<point>(ansatz::uniform(4), ansatz::uniform(4)); }
const auto codec = make();

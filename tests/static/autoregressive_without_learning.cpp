#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/primitive/uniform.hpp>

/// A walker that is told nothing is no walker.
struct walker {
  auto next() const { return ansatz::uniform(2); }
#ifdef FIXED
  void learn(std::uint32_t) {}
#endif
};

const auto codec = ansatz::autoregressive(2, [] { return walker{}; });

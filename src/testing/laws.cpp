#include <ansatz/error.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>
#include <cstdint>
#include <exception>
#include <iostream>

namespace rc {

template <>
struct ShowType<ansatz::testing::detail::any_symbol> {
  // NOLINTNEXTLINE(readability-identifier-naming): RapidCheck calls it
  static void showType(std::ostream& out) { out << "symbol"; }
};

}  // namespace rc

template class rc::Gen<ansatz::testing::detail::any_symbol>;
template class rc::Shrinkable<ansatz::testing::detail::any_symbol>;
template class rc::Seq<rc::Shrinkable<ansatz::testing::detail::any_symbol>>;

namespace ansatz::testing {

namespace detail {

std::ostream& operator<<(std::ostream& out, const any_symbol& x) {
  x.show(x.value.get(), out);
  return out;
}

namespace {

std::string pop_undoes_push(const law_list& laws, const tried_stack& stack, std::uint64_t seed,
                            const any_symbol& x) {
  const auto trial = stack.begin(seed);
  trial->push(x);
  if (!laws.same(trial->pop(), x)) return "pop gave another symbol than was pushed";
  if (!trial->is_back()) return "pop gave the symbol, but not the stack from before the push";
  return {};
}

std::string push_undoes_pop(const law_list& laws, const tried_stack& stack, std::uint64_t seed,
                            const any_symbol&) {
  const auto trial = stack.begin(seed);
  try {
    const any_symbol x = trial->pop();
    trial->push(x);
    if (!trial->is_back())
      return "push did not give the stack from before the pop, which gave " + rc::toString(x);
  } catch (const total_error&) {
    throw;
  } catch (const domain_error&) {
    if (laws.options.full_support) throw;
  }
  return {};
}

std::string rate(const law_list&, const tried_stack& stack, std::uint64_t seed, const any_symbol& x) {
  const auto [stray, slack] = stack.push_metered(seed, x);
  if (stray > slack || -stray > slack) return "the content grew by another amount than the ledger says";
  return {};
}

struct law {
  const char* name;
  std::string (*violation)(const law_list&, const tried_stack&, std::uint64_t seed, const any_symbol& x);
};
constexpr std::array all_laws{law{"pop undoes push", pop_undoes_push},
                              law{"push undoes pop", push_undoes_pop}, law{"rate", rate}};

/// A random state and symbol, of growing size: case i of so many.
struct random_case {
  random_case(const rc::Gen<any_symbol>& symbols, rc::Random& random, int i, int count)
      : x{symbols(random.split(), 100 * (i + 1) / count).value()}, seed{random.split().next()} {}
  any_symbol x;
  std::uint64_t seed;
};

/// How many smaller symbols are tried once one has broken a law. A list of a hundred strings has so many that
/// the search for the smallest would go on for hours, and a test that is stopped says nothing.
constexpr int most_smaller = 1000;

/// Why a stack takes none of the symbols, as far as a few of them tell; empty where it takes one.
std::string why_passed_over(const law_list& laws, const tried_stack& stack,
                            const rc::Gen<any_symbol>& symbols) {
  rc::Random random{23};
  std::string why;
  for (int i = 0; i < 20; ++i) {
    const random_case c{symbols, random, i, 20};
    try {
      pop_undoes_push(laws, stack, c.seed, c.x);
      return {};
    } catch (const total_error& e) {
      why = e.what();
    } catch (const std::exception&) {
      return {};  // the law will say it
    }
  }
  return why;
}

}  // namespace

void expect_laws(const law_list& laws, const rc::Gen<any_symbol>& symbols) {
  bool tried = false;
  for (const tried_stack& stack : laws.stacks) {
    if (const std::string why = why_passed_over(laws, stack, symbols); !why.empty()) {
      std::cerr << "\nNot tried on " << stack.name << ": " << why << '\n';
      continue;
    }
    tried = true;
    for (const law& l : all_laws) {
      const std::string name = l.name + (", " + stack.name);
      int passed_over = 0, since_broken = 0;
      std::string why;
      EXPECT_TRUE(rc::check(name, [&] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const any_symbol x = *symbols;
        if (since_broken > 0 && ++since_broken > most_smaller) return;
        std::string what;
        try {
          what = l.violation(laws, stack, seed, x);
        } catch (const total_error& e) {
          why = e.what();
          ++passed_over;
        } catch (const std::exception& e) {
          what = std::string{"it threw: "} + e.what();
        }
        if (!what.empty() && since_broken == 0) since_broken = 1;
        if (!what.empty()) RC_FAIL(what + "; the stack was midlife<S>::from(" + std::to_string(seed) + ")");
      })) << name;
      if (passed_over > 0) std::cerr << passed_over << " cases were passed over: " << why << '\n';
    }
  }
  EXPECT_TRUE(tried) << "no stack takes the codec's totals";
}

std::vector<broken_law> broken_laws(const law_list& laws, const rc::Gen<any_symbol>& symbols, int trials) {
  std::vector<broken_law> broken;
  for (const tried_stack& stack : laws.stacks) {
    if (!why_passed_over(laws, stack, symbols).empty()) continue;
    for (const law& l : all_laws) {
      rc::Random random{17};
      for (int i = 0; i < trials; ++i) {
        const random_case c{symbols, random, trials - 1, trials};
        std::string what;
        try {
          what = l.violation(laws, stack, c.seed, c.x);
        } catch (const total_error&) {
          continue;
        } catch (const std::exception& e) {
          what = e.what();
        }
        if (what.empty()) continue;
        broken.push_back({l.name, stack.name, what});
        break;
      }
    }
  }
  return broken;
}

std::vector<std::string> stacks_passed_over(const law_list& laws, const rc::Gen<any_symbol>& symbols) {
  std::vector<std::string> out;
  for (const tried_stack& stack : laws.stacks)
    if (!why_passed_over(laws, stack, symbols).empty()) out.push_back(stack.name);
  return out;
}

}  // namespace detail

std::vector<std::string> names(const std::vector<broken_law>& broken) {
  std::vector<std::string> out;
  for (const broken_law& b : broken) out.push_back(b.name());
  return out;
}

}  // namespace ansatz::testing

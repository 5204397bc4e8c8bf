#include <gtest/gtest.h>

#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>

namespace ansatz {
namespace {

TEST(metered, books_each_operation_to_the_innermost_label) {
  metered s{rans_stack{}};
  const auto c = labelled("outer", serial(uniform(8), labelled("inner", uniform(1024))));
  c.push(s, {5, 1000});
  uniform(2).push(s, 1);
  uniform(2).pop(s);
  ASSERT_EQ(s.ledger().size(), 3u);
  EXPECT_EQ(s.ledger()[0].label, "");
  EXPECT_EQ(s.ledger()[0].name(), "(unlabelled)");
  EXPECT_EQ(s.ledger()[0].pushes, 1u);
  EXPECT_EQ(s.ledger()[0].net(), bits{});
  EXPECT_EQ(s.ledger()[1].label, "outer");
  EXPECT_EQ(s.ledger()[1].name(), "outer");
  EXPECT_EQ(s.ledger()[1].net(), bits::whole(3));
  EXPECT_EQ(s.ledger()[2].label, "inner");
  EXPECT_EQ(s.ledger()[2].pushed(), bits::whole(10));
  EXPECT_EQ(s.net(), bits::whole(13));
}

TEST(metered, leaves_the_label_when_a_push_throws) {
  metered s{rans_stack{}};
  EXPECT_THROW(labelled("bad", uniform(8)).push(s, 8), domain_error);
  uniform(8).push(s, 7);
  EXPECT_EQ(s.ledger()[0].net(), bits::whole(3));
}

TEST(metered, knows_the_deepest_point_reached) {
  metered s{rans_stack{supply::seeded(3)}};
  EXPECT_EQ(s.initial_bits(), bits{});
  for (int i = 0; i < 10; ++i) uniform(1u << 20).pop(s);
  for (int i = 0; i < 50; ++i) uniform(1u << 20).push(s, 1);
  EXPECT_NEAR(static_cast<double>(s.initial_bits().q24) / bits::one, 200, 1e-3);
  EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, 800, 1e-3);
}

TEST(metered, writes_the_bytes_of_the_stack_in_it) {
  metered m{rans_stack{}};
  rans_stack s;
  for (std::uint32_t i = 1; i < 500; ++i) {
    uniform(i).push(m, i / 2);
    uniform(i).push(s, i / 2);
  }
  EXPECT_EQ(m.inner(), s);
}

struct leaving {
  using symbol_type = int;
  template <class S>
  void push(S& s, int) const {
    s.leave();
  }
  template <class S>
  int pop(S& s) const {
    s.leave();
    return 0;
  }
};
TEST(metered, leaves_no_label_that_was_not_entered) {
  metered s{rans_stack{}};
  EXPECT_THROW(s.leave(), domain_error);
  s.enter("a");
  s.leave();
  EXPECT_THROW(s.leave(), domain_error);
  uniform(2).push(s, 1);
  EXPECT_EQ(s.ledger()[0].net(), bits::whole(1));
  // A codec that leaves what another one entered.
  labelled("b", leaving{}).push(s, 0);
  uniform(2).push(s, 1);
  EXPECT_EQ(s.ledger()[0].net(), bits::whole(2));
}

TEST(metered, books_only_what_was_popped) {
  metered s{vector_stack<8>{std::array<std::uint64_t, 8>{1u << 31, 1u << 31, 1u << 31, 1u << 31, 1u << 31,
                                                         1u << 31, 1u << 31, 1u << 31},
                            std::vector<std::uint32_t>(20), supply::none(), 0}};
  EXPECT_THROW(s.pop_each(80, precision{24},
                          [](std::size_t, auto cells, auto starts, auto freqs) {
                            for (std::size_t j = 0; j < cells.size(); ++j) starts[j] = cells[j], freqs[j] = 1;
                          }),
               exhausted_error);
  EXPECT_LT(s.ledger()[0].pops, 80u);
  EXPECT_EQ(s.ledger()[0].pops % 8, 0u);
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>

#include <ansatz/io/digits.hpp>
#include <bb_ans/table.hpp>
#include <cmath>

namespace ansatz::experiment {
namespace {

/// 100 images of 10 dims at 8 bits an image net, in a file with 40 bits more.
table_of_set hundred() {
  table_of_set t;
  t.count = 100;
  t.dims = 10;
  coded_set c;
  c.account.net = bits::whole(800);
  c.file_bytes = 105;
  c.model_bytes = 1000;
  t.coded.push_back(c);
  return t;
}

TEST(table, breaks_even_where_file_and_model_are_no_longer_larger) {
  const table_of_set t = hundred();
  for (const std::uint64_t rival_bytes : {101u, 150u, 300u, 5000u}) {
    const rival r{"r", rival_bytes, 0, 0};
    const std::uint64_t n = break_even(t, t.coded[0], r);
    const auto ours = [&](std::uint64_t images) { return 8000.0 + 40 + 8.0 * static_cast<double>(images); };
    const auto theirs = [&](std::uint64_t images) {
      return 8.0 * static_cast<double>(rival_bytes * images) / 100;
    };
    EXPECT_LE(ours(n), theirs(n)) << rival_bytes;
    EXPECT_GT(ours(n - 1), theirs(n - 1)) << rival_bytes;
  }
  EXPECT_EQ(break_even(t, t.coded[0], {"as good", 100, 0, 0}), 0u);
  EXPECT_EQ(break_even(t, t.coded[0], {"better", 50, 0, 0}), 0u);
}

TEST(table, measures_what_the_file_is) {
  data_set d;
  d.name = "digits";
  d.images = digits(40, 3);
  d.models.push_back(shipped_model_for(d.images));
  table_options o;
  o.rivals = false;
  const table_of_set t = measure(d, o);
  ASSERT_EQ(t.coded.size(), 1u);
  const coded_set& c = t.coded[0];
  bits sum;
  for (const auto& [label, part] : c.account.ledger) sum += part;
  EXPECT_EQ(sum, c.account.net);
  const auto value = [](bits b) { return static_cast<double>(b.q24) / bits::one; };
  const double file = 8.0 * static_cast<double>(c.file_bytes),
               parts = value(c.account.net + c.account.initial);
  EXPECT_GT(file, parts);
  EXPECT_LT(file, parts + 8 * 250) << "the header and the head";
  ASSERT_EQ(c.running.size(), 40u);
  // Blocks of one borrow less than blocks of eight; the last point is the whole set without a header.
  EXPECT_LT(c.running.back().second * 40 * 784, file);
  EXPECT_GT(c.running.back().second * 40 * 784, value(c.account.net) * 0.9);
}

TEST(table, has_digits_where_there_is_no_data) {
  const auto sets = standard_sets({}, 30);
  ASSERT_EQ(sets.size(), 2u);
  for (const data_set& d : sets) {
    EXPECT_EQ(d.images.count(), 30u);
    EXPECT_EQ(d.models.size(), 1u);
  }
}

}  // namespace
}  // namespace ansatz::experiment

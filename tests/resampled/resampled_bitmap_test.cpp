#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <resampled/resampled_bitmap.hpp>

#include "drawn_ink.hpp"
#include "sentence_of.hpp"
#include "small_model.hpp"

namespace ansatz {
namespace {

using testing::drawn_ink, testing::sentence_of, testing::small_bitmap_model;

/// Small drawings, of which some break the rules that most keep.
rc::Gen<resampled_image> drawings() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::arbitrary<std::uint64_t>(), rc::gen::inRange<unsigned>(0, 6)), [](auto p) {
        resampled_image x = drawn_ink(20 + static_cast<std::uint32_t>(p.first % 6), p.first);
        if (p.second == 0) x.row = -28;
        if (p.second == 1) x.column = 28;
        if (p.second == 2) x.side += 3, x.top = 3, x.left = 1;
        if (p.second == 3) x.side = 128, x.top = 128 - x.height;
        if (p.second == 4) {
          x = {.side = 20, .top = 9, .left = 9, .height = 1, .width = 1, .row = 0, .column = 0, .ink = {1}};
        }
        return x;
      });
}

// A pop may give a deviation from the rules that is none, which is refused.
ANSATZ_LAWS(resampled_bitmap, resampled_bitmap(small_bitmap_model()), drawings(), .full_support = false);
ANSATZ_LAWS(resampled_bitmap_shallow, resampled_bitmap(small_bitmap_model(), 8), drawings(),
            .full_support = false);

TEST(resampled_bitmap, takes_the_largest) {
  resampled_image x{
      .side = 128, .top = 0, .left = 0, .height = 128, .width = 128, .row = 0, .column = 0, .ink = {}};
  x.ink.assign(std::size_t{128} * 128, 1);
  rans_stack s;
  const auto codec = resampled_bitmap(small_bitmap_model());
  codec.push(s, x);
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_TRUE(s.is_fresh());
}

TEST(resampled_bitmap, costs_what_the_walk_says) {
  const resampled_image x = drawn_ink(23, 4);
  ink_walk walk{small_bitmap_model(), x.height, x.width};
  double bits = 0;
  while (!walk.done()) {
    const bool inked = x.ink[walk.ink().size()] != 0;
    bits += cost(bernoulli_logit(walk.logit(), 24), inked ? 1 : 0).to_double();
    walk.learn(inked);
  }
  EXPECT_EQ(walk.ink(), x.ink);
  metered s{rans_stack{}};
  resampled_bitmap(small_bitmap_model()).push(s, x);
  double ink = 0;
  for (const auto& part : s.ledger())
    if (part.label == "ink") ink = part.net().to_double();
  EXPECT_NEAR(ink, bits, 0.01);
}

TEST(resampled_bitmap, refuses_what_is_no_bitmap) {
  rans_stack s;
  const auto codec = resampled_bitmap(small_bitmap_model());
  resampled_image x = drawn_ink(23, 4);
  x.ink.pop_back();
  EXPECT_THROW(codec.push(s, x), domain_error);
  x = drawn_ink(23, 4);
  x.side = 129;
  EXPECT_THROW(codec.push(s, x), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_EQ(sentence_of([] { resampled_bitmap(small_bitmap_model(), 7); }),
            "resampled: totals of 8 to 31 bits");
  EXPECT_EQ(sentence_of([] { resampled_bitmap(small_bitmap_model(), 32); }),
            "resampled: totals of 8 to 31 bits");
}

TEST(resampled_model, has_a_fingerprint_of_all_that_matters) {
  const auto of = [](auto&& change) {
    auto t = testing::small_bitmap_tensors();
    change(t);
    return resampled_model{t.file()}.fingerprint();
  };
  const auto same = of([](auto&) {});
  EXPECT_EQ(same, small_bitmap_model().fingerprint());
  for (const std::string name : {"uneven", "even"})
    for (const char* layer : {".layer1", ".layer2", ".layer3"})
      for (const char* what : {".weight", ".bias"})
        EXPECT_NE(of([&](auto& t) { t.values[name + layer + what][0] += 0.1; }), same)
            << name << layer << what;
  EXPECT_NE(of([](auto& t) { t.values["sizes"][5] += 1; }), same);
  EXPECT_EQ(of([](auto& t) { t.values["sizes"][5] += 0.0001; }), same) << "less than can be told";
}

TEST(resampled_model, says_what_is_wrong) {
  const auto refusal = [](auto&& change) {
    auto t = testing::small_bitmap_tensors();
    change(t);
    return sentence_of([&] { resampled_model{t.file()}; });
  };
  EXPECT_EQ(refusal([](auto& t) { t.values["sizes"][3] = -1; }), "the model: sizes are not from 0 to 65536");
  EXPECT_EQ(refusal([](auto& t) { t.values["sizes"][3] = 65537; }),
            "the model: sizes are not from 0 to 65536");
  EXPECT_NE(refusal([](auto& t) { t.values.erase("sizes"); }), "nothing");
  EXPECT_NE(refusal([](auto& t) { t.values.erase("even.layer2.bias"); }), "nothing");
  EXPECT_NE(refusal([](auto& t) { t.shapes["sizes"] = {64, 256}; }), "nothing");
}

}  // namespace
}  // namespace ansatz

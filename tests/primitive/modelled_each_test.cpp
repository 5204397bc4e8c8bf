#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/model/bernoulli_array.hpp>
#include <ansatz/model/beta_binomial_array.hpp>
#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/model/logistic_array.hpp>
#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

const bucket_set buckets = equal_mass_buckets(4);
const std::vector<gaussian_parameters> parameters = [] {
  std::vector<gaussian_parameters> out;
  for (std::int32_t i = 0; i < 40; ++i)
    out.push_back({(i - 20) << 21, static_cast<std::uint32_t>((1 << 15) + (i << 12))});
  return out;
}();
const auto forty = [](std::uint32_t below) {
  return rc::gen::map(rc::gen::arbitrary<std::array<std::uint32_t, 40>>(), [=](const auto& raw) {
    std::vector<std::uint32_t> x(raw.begin(), raw.end());
    for (auto& v : x) v %= below;
    return x;
  });
};
const auto forty_bytes = [](std::uint32_t below) {
  return rc::gen::map(forty(below),
                      [](const auto& x) { return std::vector<std::uint8_t>(x.begin(), x.end()); });
};
ANSATZ_LAWS(gaussians, array(40, modelled_each(floored_gaussian_array{buckets, parameters, 16})), forty(16));
ANSATZ_LAWS(small_gaussians, array(40, modelled_each(floored_gaussian_array{buckets, parameters, 7})),
            forty(16));
ANSATZ_LAWS(bernoullis, array(40, modelled_each(bernoulli_array{std::vector<std::int32_t>(40, 1 << 16), 7})),
            forty_bytes(2));
ANSATZ_LAWS(beta_binomials,
            array(40, modelled_each(beta_binomial_array{100, std::vector<std::int32_t>(40, 1 << 16),
                                                        std::vector<std::int32_t>(40, -(1 << 16)), 16})),
            forty_bytes(101));

/// A model array's elements one by one, by a family that can do no more.
template <class Models>
auto one_by_one(const Models& models) {
  return [models](std::size_t i) { return modelled(models[i]); };
}

/// Many at once gives the bytes of one by one, on stacks of any number of lanes.
template <class S, class Models, class X>
void same_bytes(const Models& models, const std::vector<X>& x) {
  const S before = testing::midlife<S>::from(x.size());
  S s = before, t = before;
  const auto at_once = array(x.size(), modelled_each(models));
  const auto each = array(x.size(), one_by_one(models));
  at_once.push(s, x);
  each.push(t, x);
  ASSERT_EQ(s, t);
  ASSERT_EQ(at_once.pop(s), x);
  ASSERT_EQ(s, before);
  ASSERT_EQ(at_once.pop(s), each.pop(t = before));
  ASSERT_EQ(s, t);
}
template <class Models, class X>
void same_bytes_everywhere(const Models& models, const std::vector<X>& x) {
  same_bytes<rans_stack>(models, x);
  same_bytes<vector_stack<8>>(models, x);
  same_bytes<vector_stack<16>>(models, x);
  same_bytes<vector_stack<64>>(models, x);
  same_bytes<vector_stack<48>>(models, x);
  same_bytes<vector_stack<3>>(models, x);
  same_bytes<testing::vector_stack_32_8<5>>(models, x);
}

class modelled_eachs : public testing::each_target {};
TEST_P(modelled_eachs, have_the_bytes_of_one_by_one) {
  const supply random = supply::seeded(7);
  for (const std::size_t n : {0U, 1U, 7U, 64U, 100U, 1024U, 3000U}) {
    std::vector<gaussian_parameters> q;
    std::vector<std::int32_t> a, b;
    std::vector<std::uint32_t> z, latents;
    std::vector<logistic_parameters> p;
    std::vector<std::uint8_t> bits, bytes;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint64_t r = random.word(i);
      q.push_back({static_cast<std::int32_t>(r) >> 8, 1u << 15 | static_cast<std::uint32_t>(r >> 48)});
      a.push_back(static_cast<std::int32_t>(r) >> 14);
      b.push_back(static_cast<std::int32_t>(r >> 32) >> 14);
      z.push_back(static_cast<std::uint32_t>(r >> 60));
      p.push_back({static_cast<std::int32_t>(r) >> 5, 1u << 12 | static_cast<std::uint32_t>(r >> 44)});
      latents.push_back(static_cast<std::uint32_t>(r >> 54));
      bits.push_back(r >> 59 & 1);
      bytes.push_back(static_cast<std::uint8_t>(r >> 50));
    }
    same_bytes_everywhere(floored_gaussian_array{buckets, q, 22}, z);
    const bucket_set even = even_buckets(1024, -(std::int64_t{16} << 24), 1 << 19);  // those of hierarchies
    same_bytes_everywhere(floored_logistic_array{even, p, 24}, latents);
    same_bytes_everywhere(bernoulli_array{a, 16}, bits);
    same_bytes_everywhere(beta_binomial_array{255, a, b, 24}, bytes);
    if (HasFatalFailure()) FAIL() << n;
  }
}
INSTANTIATE_TEST_SUITE_P(targets, modelled_eachs, testing::all_targets(), testing::target_name);

TEST(modelled_each, refuses_a_symbol_as_the_model_does) {
  auto s = testing::midlife<vector_stack<8>>::from(1);
  const auto before = s;
  EXPECT_THROW(array(9, modelled_each(bernoulli_array{std::vector<std::int32_t>(9), 16}))
                   .push(s, std::vector<std::uint8_t>{0, 1, 1, 0, 2, 0, 0, 0, 0}),
               domain_error);
  EXPECT_EQ(s, before);
}

TEST(modelled_each, refuses_more_elements_than_models) {
  rans_stack s;
  const auto codec = array(300, modelled_each(bernoulli_array{std::vector<std::int32_t>(20), 16}));
  EXPECT_THROW(codec.push(s, std::vector<std::uint8_t>(300)), domain_error);
  EXPECT_THROW(codec.pop(s), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(modelled_each, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(
                array(3, modelled_each(bernoulli_array{std::vector<std::int32_t>{-1 << 16, 0, 5 << 16}, 16})),
                std::vector<std::uint8_t>{0, 1, 1}),
            "0297f20a2e");
}

/// An array that gives another interval at once than one by one.
struct shifted {
  using symbol_type = std::uint32_t;
  uniform_model operator[](std::size_t) const { return uniform_model{100}; }
  ansatz::total total() const { return ansatz::total{100}; }
  void intervals_of(std::size_t, std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    for (std::size_t j = 0; j < x.size(); ++j) starts[j] = (x[j] + 1) % 100, freqs[j] = 1;
  }
  void find_all(std::size_t, std::span<const std::uint32_t> cells, std::span<std::uint32_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = starts[j] = cells[j], freqs[j] = 1;
  }
};
TEST(modelled_each, mutants_are_caught) {
  EXPECT_EQ(
      testing::names(testing::broken_laws(testing::laws_of(array(40, modelled_each(shifted{}))), forty(100))),
      testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz

#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/net/network.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <functional>
#include <net/real_layer.hpp>
#include <string>

#include "arithmetic_modes.hpp"
#include "random_tensors.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

double uniform(std::uint64_t& i) {
  return static_cast<double>(supply::seeded(9).word(i++) >> 11) * 0x1p-52 - 1;
}

std::vector<real_layer> layers(std::size_t in, std::size_t hidden, std::size_t out) {
  std::uint64_t i = 0;
  std::vector<real_layer> l{{in, hidden, {}, {}}, {hidden, out, {}, {}}};
  for (real_layer& x : l) {
    for (std::size_t k = 0; k < x.inputs * x.outputs; ++k) x.weight.push_back(uniform(i) / 4);
    for (std::size_t k = 0; k < x.outputs; ++k) x.bias.push_back(uniform(i));
  }
  return l;
}

std::vector<std::int32_t> pixels(std::size_t n) {
  std::vector<std::int32_t> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(static_cast<std::int32_t>(supply::seeded(2).word(i) >> 56));
  return x;
}

TEST(network, computes_the_layers_to_its_resolution) {
  const auto l = layers(30, 20, 5);
  const network net = make_network(l, 0, 255);
  ASSERT_EQ(net.inputs(), 30u);
  ASSERT_EQ(net.outputs(), 5u);
  const auto x = pixels(30);
  std::vector<std::int32_t> y(5);
  net.run(x, y, 1);
  std::vector<double> hidden = l[0].bias, expected = l[1].bias;
  for (std::size_t r = 0; r < 20; ++r) {
    for (std::size_t c = 0; c < 30; ++c) hidden[r] += l[0].weight[r * 30 + c] * x[c];
    hidden[r] = std::max(hidden[r], 0.0);
  }
  for (std::size_t r = 0; r < 5; ++r) {
    for (std::size_t c = 0; c < 20; ++c) expected[r] += l[1].weight[r * 20 + c] * hidden[c];
    EXPECT_NEAR(y[r] / 65536.0, expected[r], 0.02);
  }
}

TEST(network, gives_the_same_integers_in_any_block_and_on_any_number_of_threads) {
  const network net = make_network(layers(784, 100, 80), 0, 255);
  const std::size_t n = 100;
  const auto x = pixels(n * 784);
  std::vector<std::int32_t> singly(n * 80);
  for (std::size_t i = 0; i < n; ++i)
    net.run(std::span{x}.subspan(i * 784, 784), std::span{singly}.subspan(i * 80, 80), 1);
  for (const unsigned threads : {1u, 3u, 8u, 200u}) {
    std::vector<std::int32_t> together(n * 80);
    net.run(x, together, n, threads);
    EXPECT_EQ(together, singly) << threads;
  }
}

TEST(network, is_refused_where_a_sum_could_be_inexact) {
  auto l = layers(784, 100, 80);
  EXPECT_THROW(make_network(l, 24, 0x1p40), domain_error);
  l[1].weight[7] = 1e12;
  EXPECT_THROW(make_network(l, 0, 255), domain_error);
  l.pop_back();
  l[0].inputs = 3;
  EXPECT_THROW(make_network({}, 0, 255), corrupt_error);
}

TEST(network, is_identified_by_its_integers) {
  auto l = layers(20, 10, 5);
  const auto identity = make_network(l, 0, 255).identity();
  l[1].weight[3] += 0x1p-30;  // below the resolution
  EXPECT_EQ(make_network(l, 0, 255).identity(), identity);
  l[1].weight[3] += 0x1p-15;
  EXPECT_NE(make_network(l, 0, 255).identity(), identity);
  EXPECT_NE(make_network(layers(20, 10, 5), 8, 255).identity(), identity);
}

TEST(network, of_arrays_or_of_a_file_is_the_one_of_its_layers) {
  const auto l = layers(20, 10, 5);
  const auto identity = make_network(l, 0, 255).identity();
  const std::vector<dense_layer> dense{{10, 20, l[0].weight, l[0].bias}, {5, 10, l[1].weight, l[1].bias}};
  EXPECT_EQ((network{dense, 0, 255}.identity()), identity);
  testing::random_tensors t;
  const std::vector<std::string> names{"one", "two"};
  for (std::size_t i = 0; i < 2; ++i) {
    t.shapes[names[i] + ".weight"] = {l[i].outputs, l[i].inputs};
    t.shapes[names[i] + ".bias"] = {l[i].outputs};
    t.values[names[i] + ".weight"] = l[i].weight;
    t.values[names[i] + ".bias"] = l[i].bias;
  }
  EXPECT_EQ((network{t.file(), names, 0, 255}.identity()), identity);
}

TEST(network, says_which_tensor_of_which_file_has_which_shape) {
  testing::random_tensors t;
  t.add("one.weight", {20, 10}, 0.1);  // transposed: (outputs, inputs) is (10, 20)
  t.add("one.bias", {10}, 0.1);
  t.add("two.weight", {5, 11}, 0.1);
  t.add("two.bias", {5}, 0.1);
  const auto refused = [&](std::vector<std::string> names) {
    return testing::sentence_of(
        [&] { network{safetensors::parse(t.bytes(), "here.safetensors"), names, 0, 255}; });
  };
  EXPECT_EQ(
      refused({"one"}),
      "here.safetensors: the tensor one.weight has the shape (20, 10), its place needs (10, 20), (outputs, "
      "inputs): it is transposed");
  EXPECT_EQ(refused({"three"}), "here.safetensors has no tensor three.weight");
  t.shapes["one.weight"] = {10, 20};
  EXPECT_EQ(refused({"one", "two"}),
            "here.safetensors: the tensor two.weight has the shape (5, 11), its place needs (5, 10), "
            "(outputs, inputs)");
  t.shapes["two.weight"] = {55};
  EXPECT_EQ(
      refused({"one", "two"}),
      "here.safetensors: the tensor two.weight has the shape (55), a dense layer's has (outputs, inputs)");
  t.shapes["one.bias"] = {2, 5};
  EXPECT_EQ(refused({"one"}),
            "here.safetensors: the tensor one.bias has the shape (2, 5), its place needs (10)");
}

TEST(network, of_arrays_refuses_what_does_not_fit) {
  const std::vector<double> six(6), three(3), two(2), bad{0, NAN};
  const auto refused = [&](std::vector<dense_layer> l, int bits = 0, std::uint32_t bound = 255) {
    return testing::sentence_of([&] { network{l, bits, bound}; });
  };
  EXPECT_EQ(refused({{2, 3, six, two}}), "nothing");
  EXPECT_EQ(refused({{2, 3, six, three}}),
            "network: layer 0 has 6 weights and 3 biases, (outputs, inputs) = (2, 3) needs 6 and 2");
  EXPECT_EQ(refused({{2, 3, six, two}, {2, 3, six, two}}),
            "network: layer 1 takes 3 inputs, the one before gives 2");
  EXPECT_EQ(refused({}), "network: no layer");
  EXPECT_NE(refused({{2, 3, six, bad}}), "nothing");
  EXPECT_NE(refused({{2, 3, six, two}}, 31), "nothing");
  EXPECT_NE(refused({{2, 3, six, two}}, -1), "nothing");
  EXPECT_NE(refused({{2, 3, six, two}}, 0, 0), "nothing");
}

/// Each thread that computes is asked, and whoever makes a network.
TEST(network, refuses_a_processor_that_computes_otherwise) {
  const network net = make_network(layers(20, 10, 5), 0, 255);
  const std::vector<double> six(6, 0.5), two(2, 1);
  const std::vector dense{dense_layer{2, 3, six, two}};
  std::vector<std::int32_t> y(5), many(20);
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW(net.run(pixels(20), y, 1), error) << mode.name;
      EXPECT_THROW(net.run(pixels(80), many, 4, 3), error) << mode.name;
      EXPECT_THROW(make_network(layers(20, 10, 5), 0, 255), error) << mode.name;
      EXPECT_THROW((network{dense, 0, 255}), error) << mode.name;
    });
  EXPECT_NO_THROW(net.run(pixels(20), y, 1));
  EXPECT_THROW(net.run(pixels(19), y, 1), domain_error);
  EXPECT_THROW(net.run(std::vector<std::int32_t>(20, 256), y, 1), domain_error);
}

TEST(network, refuses_layers_of_nothing) {
  const std::vector<double> none, two(2, 1);
  for (const dense_layer& l : {dense_layer{0, 0, none, none}, dense_layer{0, 3, none, none},
                               dense_layer{2, 0, none, two}, dense_layer{2, std::size_t{1} << 63, none, two}})
    EXPECT_THROW((network{std::vector{l}, 0, 255}), domain_error);
}

}  // namespace
}  // namespace ansatz

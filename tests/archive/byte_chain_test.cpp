#include <ansatz/archive/byte_chain.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>

#include "archive/toy_coder.hpp"

namespace ansatz {
namespace {

const testing::toy_coder toy{"toy"};

TEST(byte_chain, is_one_chain_without_phases) {
  const container good = toy.compress(byte_string{5, 6}, {});
  EXPECT_EQ(toy.decompress(good), (data_set{byte_string{5, 6}}));
  EXPECT_THROW(toy.compress(byte_string{5, 6}, {.chains = 2}), domain_error);
  container bad = good;
  bad.chains.push_back(bad.chains.front());
  bad.chains.back().count = 0;
  EXPECT_THROW(toy.decompress(bad), corrupt_error);
  bad = good;
  bad.chains.front().phases = {1};
  EXPECT_THROW(toy.decompress(bad), corrupt_error);
  bad = good;
  bad.original ^= 1;
  EXPECT_THROW(toy.decompress(bad), corrupt_error);
}

}  // namespace
}  // namespace ansatz

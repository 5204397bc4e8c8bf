#include <gtest/gtest.h>

#include <ansatz/archive/chains.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>

namespace ansatz {
namespace {

/// A codec of one's own: item i is the number 7 i + 1 below 2^16, uniform; the first item to be pushed is counted as one that was coded
/// otherwise.
std::vector<std::uint64_t> push(metered<rans_stack>& s, std::uint64_t first, std::uint64_t count,
                                const items_told& told) {
  for (std::uint64_t i = first + count; i-- > first;)
    uniform(1 << 16).push(s, static_cast<std::uint32_t>(7 * i + 1));
  told(count);
  return {count > 0 ? 1u : 0u};
}
void pop(rans_stack& s, const chunk::chain& chain, std::uint64_t first, const items_told& told) {
  for (std::uint64_t i = first; i < first + chain.count; ++i)
    if (uniform(1 << 16).pop(s) != 7 * i + 1) throw domain_error("another number");
  told(chain.count);
}

const chunk header{.kind = "images", .codec = "mine", .model = 42, .seed = 5};

TEST(chains, code_items_by_a_codec_of_ones_own) {
  for (const std::uint64_t chains : {1u, 3u, 20u}) {
    coding_account account;
    std::uint64_t told = 0;
    const auto count = [&](std::uint64_t n) { told += n; };
    const chunk file = push_chains(header, 20, chains, 1, push, &account, count);
    EXPECT_EQ(file, push_chains(header, 20, chains, 4, push, nullptr, {})) << "threads change the file";
    EXPECT_EQ(file.chains.size(), chains);
    EXPECT_EQ(file.chains.front().phases, std::vector<std::uint64_t>{1});
    EXPECT_EQ(told, 20u);
    EXPECT_EQ(account.net, bits::whole(20 * 16));
    EXPECT_EQ(account.initial, bits{});
    EXPECT_NO_THROW(pop_chains(file, 2, pop, count));
    EXPECT_EQ(told, 40u);
  }
}

TEST(chains, are_as_many_as_items_at_most) {
  EXPECT_THROW(push_chains(header, 4, 0, 1, push, nullptr, {}), domain_error);
  EXPECT_THROW(push_chains(header, 4, 5, 1, push, nullptr, {}), domain_error);
  EXPECT_THROW(push_chains(header, 0, 1, 1, push, nullptr, {}), domain_error);
  EXPECT_THROW(push_chains(header, 1 << 21, most_chains + 1, 1, push, nullptr, {}), domain_error);
}

/// What a decoder may take from the supply is bounded by what the file says and holds.
TEST(chains, end_soon_where_a_header_lies) {
  const chunk good = push_chains(header, 20, 2, 1, push, nullptr, {});
  const auto refused = [&](auto change) {
    chunk bad = good;
    change(bad);
    EXPECT_THROW(pop_chains(bad, 1, pop, {}), corrupt_error);
  };
  refused([](chunk& c) { c.chains[0].taken = 1; });
  refused([](chunk& c) { c.chains[0].taken = std::uint64_t{1} << 62; });
  refused([](chunk& c) { c.chains[0].count = std::uint64_t{1} << 30; });
  refused([](chunk& c) { c.chains[1].stack.resize(3); });
  refused([](chunk& c) { c.chains[1].stack.back() ^= std::byte{1}; });
}

}  // namespace
}  // namespace ansatz

#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/archive/coder.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "archive/reseal.hpp"
#include "data.hpp"

/// What every coder must do, whatever it codes: a test of a coder calls these.
namespace ansatz::testing {

/// The same in several chunks, each of which is decoded without the others.
inline void expect_chunks(const coder& c, const data_set& data, coding_options o) {
  const std::uint64_t items = items_of(data);
  if (items < 2) return;
  o.chains = 1;
  o.seed = 1000;
  // As large as the first half of the items, which may be cut where the codec must not cut.
  o.chunk = 1;
  while (items_within(part_of(data, 0, items), o.chunk) < (items + 1) / 2) o.chunk += o.chunk / 8 + 1;
  std::uint64_t told = 0;
  const container file = c.compress(data, o, nullptr, [&](std::uint64_t n) { told += n; });
  EXPECT_EQ(told, items);
  EXPECT_GE(file.chunks.size(), 2u);
  EXPECT_EQ(file.count(), items);
  EXPECT_TRUE(c.gives_back(c.decompress(parse_container(format_container(file))), data,
                           file.chunks.front().parameters));
  for (std::size_t i = 0; i < file.chunks.size(); ++i) {
    const chunk& one = file.chunks[i];
    EXPECT_EQ(one.seed, 1000 + i) << "two chains with one supply";
    EXPECT_TRUE(c.gives_back(c.decompress_chunk(one), copy_of(part_of(data, one.first, one.count())),
                             one.parameters));
  }
}

/// Bills are of these images, number by number, and sum to what the account says: of each number what it took, nothing or more.
inline void expect_bills(const coder& c, const image_set& images, const chunk& coded, bits net) {
  std::vector<item_bill> bills;
  EXPECT_EQ(c.decompress_chunk(coded, bills, 2), data_set{images});
  ASSERT_EQ(bills.size(), images.size());
  bits sum;
  for (std::size_t i = 0; i < images.size(); ++i) {
    EXPECT_EQ(bills[i].numbers.size(), images[i].pixels.size());
    EXPECT_TRUE(std::ranges::all_of(bills[i].numbers, [](bits b) { return b >= bits{}; }));
    sum += bills[i].net();
  }
  const double allowed = 0.01 + 1e-5 * std::abs(net.to_double());
  EXPECT_NEAR(sum.to_double(), net.to_double(), allowed);
}

/// Every number of chains and threads gives the data back, as the coder says that it does; threads and what is listened to change nothing, and the account is that of the
/// file.
inline void expect_round_trips(const coder& c, const data_set& data, const coding_options& options = {}) {
  const std::uint64_t items = items_of(data);
  for (const std::uint64_t chains : {1u, 3u, 7u}) {
    if (chains > std::max<std::uint64_t>(items, 1)) continue;
    coding_options o = options;
    o.chains = chains;
    coding_account account;
    std::uint64_t told = 0;
    const container file = c.compress(data, o, &account, [&](std::uint64_t n) { told += n; });
    EXPECT_EQ(told, items);
    ASSERT_EQ(file.chunks.size(), items > 0 ? 1u : 0u);
    if (items == 0) continue;
    const chunk& only = file.chunks.front();
    EXPECT_EQ(only.chains.size(), chains);
    o.threads = 3;
    const auto bytes = format_container(file);
    EXPECT_EQ(format_container(c.compress(data, o)), bytes) << "threads change the bytes";
    for (const unsigned threads : {1u, 3u})
      EXPECT_TRUE(c.gives_back(c.decompress(parse_container(bytes), threads), data, only.parameters));
    if (const auto* images = std::get_if<image_set>(&data); images != nullptr && c.itemises())
      expect_bills(c, *images, only, account.net);
    bits sum;
    for (const auto& [label, part] : account.ledger) sum += part;
    EXPECT_LE(std::abs((sum - account.net).q24), 200);
    std::int64_t stored = 0;
    for (const auto& chain : only.chains) stored += 8 * static_cast<std::int64_t>(chain.stack.size());
    // What is stored lies above the deepest point: net and initial bits, and each chain's head.
    const bits gap = bits::whole(stored) - account.net - account.initial;
    const auto heads = static_cast<std::int64_t>(chains);
    EXPECT_GT(gap, bits::whole(-40 * heads));
    EXPECT_LT(gap, bits::whole(72 * heads));
  }
  expect_chunks(c, data, options);
  coding_options o = options;
  o.chains = items + 1;
  if (items > 0) {
    EXPECT_THROW(c.compress(data, o), domain_error) << "more chains than items";
  }
}

/// A damaged file is refused with a corrupt_error; nothing else may happen.
inline void expect_refused(const coder& c, const std::vector<std::byte>& bytes, const std::string& what) {
  try {
    c.decompress(parse_container(bytes));
    ADD_FAILURE() << what << ": accepted";
  } catch (const corrupt_error&) {
  } catch (const std::exception& e) {
    ADD_FAILURE() << what << ": " << e.what();
  }
}

/// The file cut, with bits flipped, each with its checksums made right again, too.
inline void expect_damage_is_noticed(const coder& c, const std::vector<std::byte>& bytes,
                                     std::uint64_t flips) {
  for (std::size_t i = 0; i < 16; ++i) {
    const std::vector<std::byte> cut(bytes.begin(),
                                     bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() * i / 16));
    expect_refused(c, cut, "cut");
    expect_refused(c, reseal(cut), "cut and resealed");
  }
  for (std::uint64_t i = 0; i < flips; ++i) {
    const std::uint64_t bit = supply::seeded(4).word(i) % (8 * bytes.size());
    auto flipped = bytes;
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    expect_refused(c, flipped, "bit " + std::to_string(bit));
    const auto resealed = reseal(flipped);
    if (resealed != bytes) expect_refused(c, resealed, "bit " + std::to_string(bit) + " resealed");
  }
}

/// The header says something else than what was coded: `change` makes it so.
template <class Change>
void expect_lie_is_noticed(const coder& c, const container& good, const std::string& what, Change change) {
  container bad = good;
  change(bad.chunks.front());
  ASSERT_NE(bad, good) << what << ": nothing was changed";
  std::vector<std::byte> bytes;
  try {
    bytes = format_container(bad);
  } catch (const domain_error&) {
    return;  // no container can say so
  }
  expect_refused(c, bytes, what);
}

/// The lies that any header of two chains can tell.
inline void expect_lies_are_noticed(const coder& c, const container& good) {
  ASSERT_EQ(good.chunks.size(), 1u);
  ASSERT_EQ(good.chunks.front().chains.size(), 2u);
  const auto lie = [&](const char* what, auto change) { expect_lie_is_noticed(c, good, what, change); };
  lie("codec", [](chunk& f) { f.codec += "z"; });
  lie("model", [](chunk& f) { f.model ^= 1; });
  lie("a parameter too many", [](chunk& f) { f.parameters["extra"] = 1; });
  lie("seed", [](chunk& f) { f.seed ^= 1; });
  lie("taken", [](chunk& f) { f.chains[0].taken += 1; });
  lie("taken beyond everything", [](chunk& f) { f.chains[0].taken = ~std::uint64_t{0}; });
  lie("fewer items", [](chunk& f) { f.chains[1].count -= 1; });
  lie("more items", [](chunk& f) { f.chains[1].count += 100000; });
  lie("chains swapped", [](chunk& f) {
    f.chains[0].count += 1;
    std::swap(f.chains[0], f.chains[1]);
  });
  lie("original", [](chunk& f) { f.original ^= 1; });
  lie("a phase too many", [](chunk& f) { f.chains[0].phases.push_back(0); });
  lie("no items", [](chunk& f) { f.items.clear(); });
  lie("other items", [](chunk& f) { f.items[1] ^= std::byte{1}; });
  lie("items cut off", [](chunk& f) { f.items.pop_back(); });
  lie("items and more", [](chunk& f) { f.items.push_back(std::byte{1}); });
}

/// Compares with the file of this name in tests/golden.
inline void expect_golden(const std::string& name, const std::vector<std::byte>& bytes) {
  const std::filesystem::path path = golden_path(name);
  if (std::getenv("ANSATZ_WRITE_GOLDEN") != nullptr) write_file_atomically(path, bytes);
  EXPECT_EQ(bytes, read_file(path)) << name;
}

}  // namespace ansatz::testing

#include <algorithm>
#include <ansatz/archive/chains.hpp>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <ansatz/stack/bytes.hpp>
#include <mutex>
#include <string_view>

namespace ansatz {
namespace {

void add(coding_account& sum, const metered<rans_stack>& s) {
  sum.net += s.net();
  sum.initial += s.initial_bits();
  for (const ledger_entry& e : s.ledger()) {
    if (e.pushes + e.pops == 0) continue;
    const auto at = std::ranges::find(sum.ledger, e.label,
                                      [](const auto& entry) { return std::string_view{entry.first}; });
    if (at == sum.ledger.end())
      sum.ledger.emplace_back(e.label, e.net());
    else
      at->second += e.net();
  }
}

/// One at a time.
class teller {
 public:
  explicit teller(const items_told& told) : told_{told} {}
  void operator()(std::uint64_t n) {
    const std::scoped_lock lock{guard_};
    if (told_) told_(n);
  }

 private:
  std::mutex guard_;
  const items_told& told_;
};

}  // namespace

chunk push_chains(chunk header, std::uint64_t count, std::uint64_t chains, unsigned threads,
                  const push_items& push, coding_account* account, const items_told& told) {
  if (chains > most_chains) throw domain_error("at most 2^16 chains");
  if (chains < 1 || chains > count) throw domain_error("at least one chain, and not more chains than items");
  header.chains.assign(chains, {});
  std::mutex guard;
  teller tell{told};
  in_parallel(chains, threads, [&](std::uint64_t c) {
    const std::uint64_t first = count * c / chains, part = count * (c + 1) / chains - first;
    metered s{rans_stack{supply::seeded(header.seed + c)}};
    auto phases = push(s, first, part, std::ref(tell));
    header.chains[c] = {part, s.inner().taken(), to_bytes(s.inner()), std::move(phases)};
    const std::scoped_lock lock{guard};
    if (account != nullptr) add(*account, s);
  });
  return header;
}

void pop_chains(const chunk& from, unsigned threads, const pop_items& pop, const items_told& told) {
  std::vector<std::uint64_t> firsts(1, 0);
  for (const chunk::chain& chain : from.chains) firsts.push_back(firsts.back() + chain.count);
  teller tell{told};
  in_parallel(from.chains.size(), threads, [&](std::uint64_t c) {
    const chunk::chain& chain = from.chains[c];
    try {
      rans_stack s = from_bytes(chain.stack, supply::seeded(from.seed + c), chain.taken);
      pop(s, chain, firsts[c], std::ref(tell));
      if (!s.is_fresh())
        throw corrupt_error("the stream does not end where it began: it was damaged, or made otherwise");
    } catch (const corrupt_error&) {
      throw;
    } catch (const error& e) {
      throw corrupt_error(std::string{"the stream is damaged: "} + e.what());
    }
  });
}

}  // namespace ansatz

#include <ansatz/error.hpp>
#include <common/round_trip.hpp>

namespace ansatz::experiment {

void fault(const std::string& what) { throw error(what + ": this is a fault of the program"); }

bits trip::net_of(std::string_view label) const {
  for (const auto& [name, sum] : ledger)
    if (name == label) return sum;
  return {};
}

std::vector<std::pair<std::string, bits>> detail::nets_of(const std::vector<ledger_entry>& ledger) {
  std::vector<std::pair<std::string, bits>> out;
  for (const ledger_entry& e : ledger)
    if (e.pushes + e.pops > 0) out.emplace_back(e.label, e.net());
  return out;
}

}  // namespace ansatz::experiment

#include <algorithm>
#include <ansatz/archive/byte_chain.hpp>
#include <ansatz/error.hpp>

namespace ansatz {

container push_bytes(container header, const coding_options& options, coding_account* account,
                     const items_told& told, const std::function<void(metered<rans_stack>& s)>& push) {
  return push_chains(
      std::move(header), 1, std::max<std::uint64_t>(options.chains, 1), options.threads,
      [&](metered<rans_stack>& s, std::uint64_t, std::uint64_t, const items_told& tell) {
        push(s);
        tell(1);
        return std::vector<std::uint64_t>{};
      },
      account, told);
}

byte_string popped_bytes(const container& file, unsigned threads, const items_told& told,
                         const std::function<byte_string(rans_stack& s)>& pop) {
  const std::uint64_t length = length_in(file);
  if (file.chains.size() != 1) throw corrupt_error("bytes lie in one chain, and the file has several");
  byte_string bytes;
  pop_chains(
      file, threads,
      [&](rans_stack& s, const container::chain& chain, std::uint64_t, const items_told& tell) {
        if (!chain.phases.empty())
          throw corrupt_error("the chain has phases, and " + file.codec + " goes through none");
        bytes = pop(s);
        tell(1);
      },
      told);
  if (bytes.size() != length) throw corrupt_error("the file says another length than its bytes have");
  expect_original(file, bytes);
  return bytes;
}

}  // namespace ansatz

#include <ansatz/error.hpp>
#include <common/rivals.hpp>

namespace ansatz::experiment {

std::vector<rival> run_byte_rivals(std::span<const std::byte>,
                                   const std::function<void(const std::string&)>&) {
  throw error(
      "this program was built without the other compressors (ANSATZ_RIVALS=OFF); --alone does without them");
}

std::vector<rival> run_rivals(const idx_array&, const std::function<void(const std::string&)>&) {
  throw error(
      "this program was built without the other compressors (ANSATZ_RIVALS=OFF); --alone does without them");
}

}  // namespace ansatz::experiment

#include <ansatz/error.hpp>
#include <common/rivals.hpp>

namespace ansatz::experiment {
namespace {

[[noreturn]] void refuse() {
  throw error(
      "this program was built without the other compressors (ANSATZ_RIVALS=OFF); --without all does without "
      "them");
}

}  // namespace

std::vector<rival> run_byte_rivals(std::span<const std::byte>, const rival_wanted&) { refuse(); }
std::vector<rival> run_rivals(const image_set&, const rival_wanted&) { refuse(); }
std::vector<rival> run_image_rivals(const image&, const rival_wanted&) { refuse(); }

}  // namespace ansatz::experiment

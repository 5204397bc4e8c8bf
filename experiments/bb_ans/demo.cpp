#include "demo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <cstdint>
#include <mixture/product_mixture.hpp>
#include <vector>

namespace ansatz::experiment {
namespace {

std::vector<std::vector<std::uint8_t>> drawn(std::uint64_t count, std::uint32_t seed) {
  const auto pixels = binarize(digits(count, seed).data, seed);
  std::vector<std::vector<std::uint8_t>> images;
  for (auto at = pixels.begin(); at != pixels.end(); at += 784) images.emplace_back(at, at + 784);
  return images;
}

}  // namespace

void demo_of_drawn_digits() {
  constexpr std::uint64_t training = 6000, count = 2000;
  constexpr std::size_t components = 60;
  fmt::print("Drawn digits, binarised; no data and no trained model were found.\n");
  const stopwatch fitting;
  const product_mixture model =
      fit_product_mixture(binarize(digits(training, 1).data, 1), 784, components, 15, 0);
  fmt::print(
      "A mixture of {} products of Bernoulli pixels, fitted to {} digits in {:.1f} s, codes {} others with "
      "bits back:\n\n",
      components, training, fitting.seconds(), count);

  const auto images = drawn(count, 2);
  const auto codec = product_mixture_codec(model);
  report r;
  r.experiment = "mixture";
  r.data = "drawn digits";
  r.count = count;
  r.dims = 784;
  r.ideal = bits{};
  for (const auto& x : images) *r.ideal += model.information(x);

  metered s{rans_stack{}};
  const stopwatch encoding;
  for (std::size_t i = count; i-- > 0;) codec.push(s, images[i]);
  r.encode_seconds = encoding.seconds();
  const auto bytes = to_bytes(s.inner());
  r.net = s.net();
  r.initial = s.initial_bits();
  r.file_bytes = bytes.size();
  for (const ledger_entry& e : s.ledger())
    if (!e.label.empty()) r.ledger.emplace_back(e.label, e.net());

  rans_stack decoder = from_bytes(bytes, supply::seeded(0), s.inner().taken());
  const stopwatch decoding;
  for (const auto& x : images)
    if (codec.pop(decoder) != x) throw error("the decoded digits differ: this is a fault of the program");
  r.decode_seconds = decoding.seconds();
  if (!decoder.at_supply())
    throw error("the stack did not come back to its supply: this is a fault of the program");
  r.print();
  fmt::print("\nDecoded: identical, and the stack is back at its supply, word for word.\n");
}

}  // namespace ansatz::experiment

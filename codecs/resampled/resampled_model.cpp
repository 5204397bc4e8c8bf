#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <cmath>
#include <net/real_layer.hpp>
#include <resampled/private/model_parts.hpp>
#include <resampled/resampled_model.hpp>
#include <utility>

namespace ansatz {
namespace {

using detail::bitmap_walk;

constexpr std::size_t most = bitmap_walk::most_side;

/// The tensor `sizes`, (heights, widths): in proportion to how many bitmaps have each. In 1/256, and 1 more, so that
/// every size is possible.
std::vector<std::uint32_t> sizes_of(const safetensors& file) {
  std::vector<std::uint32_t> out;
  for (const double x : values_of(file, "sizes", std::vector{most, most})) {
    if (!(x >= 0 && x <= 65536)) throw corrupt_error(file.source() + ": sizes are not from 0 to 65536");
    out.push_back(static_cast<std::uint32_t>(std::nearbyint(x * 256)) + 1);
  }
  return out;
}

std::vector<std::uint32_t> sums_of_rows(const std::vector<std::uint32_t>& widths) {
  std::vector<std::uint32_t> sums;
  for (std::size_t h = 0; h < most; ++h) {
    std::uint64_t sum = 0;
    for (std::size_t w = 0; w < most; ++w) sum += widths[h * most + w];
    sums.push_back(static_cast<std::uint32_t>(sum));  // at most 2^31
  }
  return sums;
}

}  // namespace

resampled_model::resampled_model(const safetensors& file) {
  auto widths = sizes_of(file);
  auto heights = sums_of_rows(widths);
  state s{std::move(heights),
          std::move(widths),
          {file, "uneven", bitmap_walk::inputs},
          {file, "even", bitmap_walk::inputs}};
  std::vector<std::byte> identity;
  for (const std::uint32_t n : s.widths)
    for (int i = 0; i < 4; ++i) identity.push_back(static_cast<std::byte>(n >> (8 * i) & 255));
  s.uneven.append_identity(identity);
  s.even.append_identity(identity);
  s.fingerprint = hash64(identity);
  state_ = std::make_shared<const state>(std::move(s));
}

std::uint64_t resampled_model::fingerprint() const { return state_->fingerprint; }

}  // namespace ansatz

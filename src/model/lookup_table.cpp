#include <ansatz/model/lookup_table.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/lookup_table.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR
constexpr hn::ScalableTag<std::uint32_t> d;
constexpr hn::RebindToSigned<decltype(d)> di;
constexpr hn::Rebind<std::uint8_t, decltype(d)> d8;
#endif

void intervals_of_bytes(const std::uint32_t* packed, const std::uint8_t* x, std::size_t count,
                        std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t j = 0;
#if HWY_TARGET != HWY_SCALAR
  for (; j + hn::Lanes(d) <= count; j += hn::Lanes(d)) {
    const auto entry = hn::GatherIndex(d, packed, hn::BitCast(di, hn::PromoteTo(d, hn::LoadU(d8, x + j))));
    hn::StoreU(hn::And(entry, hn::Set(d, 0xffff)), d, starts + j);
    hn::StoreU(hn::ShiftRight<16>(entry), d, freqs + j);
  }
#endif
  for (; j < count; ++j) starts[j] = packed[x[j]] & 0xffff, freqs[j] = packed[x[j]] >> 16;
}

void owners_of_cells(const std::uint32_t* table, const std::uint32_t* cells, std::size_t count,
                     std::uint8_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t j = 0;
#if HWY_TARGET != HWY_SCALAR
  for (; j + hn::Lanes(d) <= count; j += hn::Lanes(d)) {
    const auto cell = hn::LoadU(d, cells + j), entry = hn::GatherIndex(d, table, hn::BitCast(di, cell));
    hn::StoreU(hn::TruncateTo(d8, entry), d8, x + j);
    hn::StoreU(hn::Sub(cell, hn::ShiftRight<20>(entry)), d, starts + j);
    hn::StoreU(hn::Add(hn::And(hn::ShiftRight<8>(entry), hn::Set(d, 0xfff)), hn::Set(d, 1)), d, freqs + j);
  }
#endif
  for (; j < count; ++j) {
    const std::uint32_t entry = table[cells[j]];
    starts[j] = cells[j] - (entry >> 20), freqs[j] = (entry >> 8 & 0xfff) + 1;
    x[j] = static_cast<std::uint8_t>(entry);
  }
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(intervals_of_bytes);
HWY_EXPORT(owners_of_cells);

void lookup_intervals(std::span<const std::uint32_t> packed, std::span<const std::uint8_t> x,
                      std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  HWY_DYNAMIC_DISPATCH(intervals_of_bytes)(packed.data(), x.data(), x.size(), starts.data(), freqs.data());
}
void lookup_find(std::span<const std::uint32_t> table, std::span<const std::uint32_t> cells,
                 std::span<std::uint8_t> x, std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  HWY_DYNAMIC_DISPATCH(owners_of_cells)(table.data(), cells.data(), cells.size(), x.data(), starts.data(),
                                        freqs.data());
}

}  // namespace ansatz::detail
#endif

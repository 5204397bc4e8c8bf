#include <algorithm>
#include <ansatz/archive/container.hpp>
#include <ansatz/archive/salvage.hpp>
#include <ansatz/error.hpp>
#include <optional>
#include <span>

#include "container_index.hpp"
#include "frames.hpp"

namespace ansatz {
namespace {

/// Where chunks' marks stand. Of the file a window is held, which is read once however many marks lie in it.
class mark_finder {
 public:
  explicit mark_finder(const bytes_at& file) : file_{file} {}

  /// The next one from an offset on, which is beyond the one that was found last.
  std::optional<std::uint64_t> next(std::uint64_t from) {
    for (;;) {
      if (from + frames::mark_size > begin_ + window_.size()) {
        begin_ = from;
        window_ = file_(from, most);
      }
      for (std::size_t i = from - begin_; i + frames::mark_size <= window_.size(); ++i)
        if (frames::begins_as(std::span{window_}.subspan(i), frames::chunk_mark)) return begin_ + i;
      if (window_.size() < most) return {};
      from = begin_ + most - (frames::mark_size - 1);  // a mark may lie across the border
    }
  }

 private:
  static constexpr std::size_t most = std::size_t{1} << 20;

  const bytes_at& file_;
  std::uint64_t begin_ = 0;
  std::vector<std::byte> window_;
};

/// Chunks whose headers are whole, in the order in which they lie: with their stacks, and with damaged ones.
struct findings {
  std::vector<chunk_listing> whole, damaged;
};

findings look_through(const bytes_at& file, std::uint64_t size) {
  findings out;
  mark_finder marks{file};
  // Chunks that are whole lie side by side, and what damage leaves of others seldom overlaps: the file is read a few times. In one that
  // was made to, each mark may begin a header as long as the rest; so there is an end to what is read for chunks that are none.
  std::uint64_t left = 16 * size;
  std::uint64_t from = 0;
  while (const auto at = marks.next(from)) {
    const std::uint64_t left_before = left;
    const bytes_at some = [&](std::uint64_t offset, std::uint64_t count) {
      auto bytes = count > left ? std::vector<std::byte>{} : file(offset, count);
      left -= bytes.size();
      return bytes;
    };
    std::optional<chunk_listing> l;
    try {
      l = list_chunk(some, *at, size);
      read_chunk(some, *l);
      left = left_before;
      from = l->offset + l->bytes;
      out.whole.push_back(std::move(*l));
    } catch (const corrupt_error&) {
      // Where bytes are missing the next chunk begins before this one's end.
      from = *at + 1;
      if (l) out.damaged.push_back(std::move(*l));
    }
  }
  return out;
}

}  // namespace

salvaged_chunks salvage(const bytes_at& file, std::uint64_t size) {
  salvaged_chunks out;
  std::optional<std::uint64_t> all;  // items
  try {
    const container_index index = index_of(file, size);
    out.kind = index.kind;
    all = index.places.empty() ? 0 : index.places.back().first + index.places.back().items;
  } catch (const corrupt_error&) {
    // The chunks say for themselves what they are.
  }
  findings found = look_through(file, size);
  for (const chunk_listing& l : found.whole)
    if (out.kind.empty()) out.kind = l.header.kind;
  std::ranges::stable_sort(found.whole, {}, [](const chunk_listing& l) { return l.header.first; });

  const auto lose = [&](std::uint64_t from, std::uint64_t to) {
    const bool known = std::ranges::any_of(found.damaged, [&](const chunk_listing& l) {
      return l.header.first >= from && l.header.first + l.header.count() <= to;
    });
    out.lost.push_back(
        {from, to - from,
         known ? "their chunk's stacks are damaged" : "their chunk's header is damaged or missing"});
  };
  std::uint64_t next = 0;
  for (chunk_listing& l : found.whole) {
    const std::uint64_t first = l.header.first, count = l.header.count();
    if (l.header.kind != out.kind || first < next || (all && count > *all - std::min(first, *all))) continue;
    if (first > next) lose(next, first);
    next = first + count;
    out.chunks.push_back(std::move(l));
  }
  std::uint64_t end = all.value_or(next);
  if (!all)
    for (const chunk_listing& l : found.damaged) end = std::max(end, l.header.first + l.header.count());
  if (end > next) lose(next, end);
  if (!all)
    out.lost.push_back({end, 0, "the index is damaged or missing: nothing says whether more followed"});
  return out;
}

}  // namespace ansatz

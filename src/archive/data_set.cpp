#include <algorithm>
#include <ansatz/archive/data_set.hpp>
#include <ansatz/error.hpp>
#include <iterator>
#include <span>
#include <type_traits>
#include <utility>

namespace ansatz {
namespace {

constexpr const char *images_kind = "images", *bytes_kind = "bytes";

}  // namespace

std::string kind_of(const data_set& data) {
  return std::holds_alternative<image_set>(data) ? images_kind : bytes_kind;
}

data_set none_of(const std::string& kind) {
  if (kind == images_kind) return image_set{};
  if (kind == bytes_kind) return byte_string{};
  throw corrupt_error("it holds " + printable(kind) + ", which this program does not know");
}

std::uint64_t items_of(const data_set& data) {
  return std::visit([](const auto& items) -> std::uint64_t { return items.size(); }, data);
}

data_view part_of(const data_set& data, std::uint64_t first, std::uint64_t count) {
  return std::visit([&](const auto& items) -> data_view { return std::span{items}.subspan(first, count); },
                    data);
}

data_shape part_of(const data_shape& shape, std::uint64_t first, std::uint64_t count) {
  const auto* all = std::get_if<std::vector<image_shape>>(&shape);
  if (all == nullptr) return byte_count{count};
  const auto part = std::span{*all}.subspan(first, count);
  return std::vector(part.begin(), part.end());
}

data_set copy_of(const data_view& part) {
  return std::visit([](const auto& items) -> data_set { return std::vector(items.begin(), items.end()); },
                    part);
}

data_set take_first(data_set& data, std::uint64_t count) {
  return std::visit(
      [&](auto& items) -> data_set {
        if (count == items.size()) return std::exchange(items, {});
        const auto end = items.begin() + static_cast<std::ptrdiff_t>(count);
        std::remove_cvref_t<decltype(items)> out(std::make_move_iterator(items.begin()),
                                                 std::make_move_iterator(end));
        items.erase(items.begin(), end);
        return out;
      },
      data);
}

std::uint64_t items_within(const data_view& items, std::uint64_t weight) {
  const std::uint64_t count = std::visit([](const auto& all) { return all.size(); }, items);
  const auto* images = std::get_if<std::span<const image>>(&items);
  if (images == nullptr) return std::min(count, std::max<std::uint64_t>(weight, 1));
  std::uint64_t n = 0;
  for (std::uint64_t left = weight; n < count; ++n) {
    const std::uint64_t own = (*images)[n].shape.size() + weight_of_an_image;
    if (own > left) break;
    left -= own;
  }
  return std::min(count, std::max<std::uint64_t>(n, 1));
}

data_shape shape_of_part(const data_view& data) {
  if (const auto* bytes = std::get_if<std::span<const std::uint8_t>>(&data)) return byte_count{bytes->size()};
  std::vector<image_shape> out;
  for (const image& x : std::get<std::span<const image>>(data)) out.push_back(x.shape);
  return out;
}

data_shape shape_of(const data_set& data) { return shape_of_part(part_of(data, 0, items_of(data))); }

void append(data_set& to, data_set more) {
  std::visit(
      [&](auto& all) {
        if (to.index() != more.index()) throw domain_error("images and bytes do not go together");
        auto& part = std::get<std::remove_reference_t<decltype(all)>>(more);
        if (all.empty()) return all.swap(part);
        all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
      },
      to);
}

std::uint64_t dims_of(const data_set& data) {
  if (const auto* bytes = std::get_if<byte_string>(&data)) return bytes->size();
  std::uint64_t n = 0;
  for (const image& x : std::get<image_set>(data)) n += x.pixels.size();
  return n;
}

data_set first_of(const data_set& data, std::uint64_t items, std::uint64_t dims) {
  if (const auto* bytes = std::get_if<byte_string>(&data))
    return byte_string(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(
                                                            std::min<std::uint64_t>(bytes->size(), dims)));
  image_set out;
  std::uint64_t taken = 0;
  for (const image& x : std::get<image_set>(data)) {
    if (out.size() == items || (!out.empty() && x.pixels.size() > dims - std::min(taken, dims))) break;
    taken += x.pixels.size();
    out.push_back(x);
  }
  return out;
}

std::string summary_of(const data_set& data) {
  data_summary s{kind_of(data)};
  s.add(shape_of(data));
  return s.text();
}

data_summary::data_summary(const std::string& kind)
    : images_{std::holds_alternative<image_set>(none_of(kind))} {}

void data_summary::add(const data_shape& part) {
  if (const auto* shapes = std::get_if<std::vector<image_shape>>(&part))
    for (const image_shape& s : *shapes) ++shapes_[s];
  else
    bytes_ += std::get<byte_count>(part).count;
}

std::string data_summary::text() const {
  if (!images_) return std::to_string(bytes_) + (bytes_ == 1 ? " byte" : " bytes");
  if (shapes_.empty()) return "no images";
  std::uint64_t count = 0;
  bool grey = true, colour = true;
  for (const auto& [shape, n] : shapes_) {
    count += n;
    (shape.channels == 1 ? colour : grey) = false;
  }
  std::string out = std::to_string(count) +
                    (grey     ? " grey"
                     : colour ? " colour"
                              : "") +
                    (count == 1 ? " image" : " images");
  const image_shape& first = shapes_.begin()->first;
  return out + " of " +
         (shapes_.size() > 1 ? std::to_string(shapes_.size()) + " sizes"
                             : std::to_string(first.height) + "x" + std::to_string(first.width));
}

}  // namespace ansatz

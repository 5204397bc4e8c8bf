#include <algorithm>
#include <ansatz/archive/data_set.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

namespace ansatz {
namespace {

// The first byte of `container::items`. What follows are numbers of 7 bits a byte, lowest first, the last one
// without its highest bit: of images for each run of equal sizes how many, height, width and channels; of
// bytes how many.
constexpr std::byte images_follow{'i'}, bytes_follow{'b'};

constexpr std::uint64_t largest_image = std::uint64_t{1} << 32;

void put(std::vector<std::byte>& out, std::uint64_t n) {
  for (; n >= 128; n >>= 7) out.push_back(static_cast<std::byte>(n % 128 + 128));
  out.push_back(static_cast<std::byte>(n));
}

/// Takes a number off the front; nothing where there is none, or it is not written in the fewest bytes.
std::optional<std::uint64_t> take(std::span<const std::byte>& in) {
  std::uint64_t n = 0;
  for (unsigned i = 0; i < in.size() && i < 10; ++i) {
    const auto b = std::to_integer<std::uint64_t>(in[i]);
    if ((i == 9 && b > 1) || (i > 0 && b == 0)) break;
    n |= (b & 127) << (7 * i);
    if (b < 128) {
      in = in.subspan(i + 1);
      return n;
    }
  }
  return std::nullopt;
}

struct run {
  std::uint64_t count;
  image_shape shape;
};

template <class Shapes>
std::vector<run> runs_of(const Shapes& shapes) {
  std::vector<run> runs;
  for (const image_shape& s : shapes)
    if (!runs.empty() && runs.back().shape == s)
      ++runs.back().count;
    else
      runs.push_back({1, s});
  return runs;
}

std::vector<run> runs_of(const image_set& images) {
  std::vector<image_shape> shapes;
  shapes.reserve(images.size());
  for (const image& x : images) shapes.push_back(x.shape);
  return runs_of(shapes);
}

[[noreturn]] void refuse() {
  throw corrupt_error("container: the description of its items is none that an encoder writes");
}

/// What follows the first byte.
std::vector<run> runs_in(std::span<const std::byte> in, const container& file) {
  std::vector<run> runs;
  std::uint64_t count = 0;
  while (!in.empty()) {
    const auto n = take(in), height = take(in), width = take(in), channels = take(in);
    if (!n || !height || !width || !channels) refuse();
    if (*n == 0 || *n > file.count() - count || *height == 0 || *height > largest_image - 1 || *width == 0 ||
        *width > largest_image - 1 || (*channels != 1 && *channels != 3))
      refuse();
    const image_shape shape{static_cast<std::uint32_t>(*height), static_cast<std::uint32_t>(*width),
                            static_cast<std::uint32_t>(*channels)};
    if (shape.size() > largest_image || (!runs.empty() && runs.back().shape == shape)) refuse();
    runs.push_back({*n, shape});
    count += *n;
  }
  if (count != file.count()) refuse();
  return runs;
}

byte_count count_in(std::span<const std::byte> in, const container& file) {
  const auto n = take(in);
  if (!n || !in.empty() || file.count() != 1) refuse();
  if (file.chains.size() != 1) throw corrupt_error("bytes lie in one chain, and the file has several");
  return {*n};
}

/// use(the runs of images), or use(how many bytes).
template <class Use>
auto with_items_in(const container& file, Use use) {
  if (file.items.empty()) refuse();
  const auto in = std::span<const std::byte>{file.items}.subspan(1);
  if (file.items[0] == images_follow) return use(runs_in(in, file));
  if (file.items[0] != bytes_follow) refuse();
  return use(count_in(in, file));
}

std::string summary_of(const std::vector<run>& runs) {
  if (runs.empty()) return "no images";
  std::map<image_shape, std::uint64_t> shapes;
  std::uint64_t count = 0;
  bool grey = true, colour = true;
  for (const run& r : runs) {
    shapes[r.shape] += r.count;
    count += r.count;
    (r.shape.channels == 1 ? colour : grey) = false;
  }
  std::string out = std::to_string(count) +
                    (grey     ? " grey"
                     : colour ? " colour"
                              : "") +
                    (count == 1 ? " image" : " images");
  const image_shape& first = shapes.begin()->first;
  return out + " of " +
         (shapes.size() > 1 ? std::to_string(shapes.size()) + " sizes"
                            : std::to_string(first.height) + "x" + std::to_string(first.width));
}

std::string summary_of(byte_count bytes) {
  return std::to_string(bytes.count) + (bytes.count == 1 ? " byte" : " bytes");
}

void check(const image& x) {
  const image_shape& s = x.shape;
  if (s.height == 0 || s.width == 0 || (s.channels != 1 && s.channels != 3))
    throw domain_error("an image has rows, columns, and 1 or 3 channels");
  if (s.size() > largest_image) throw domain_error("an image of more than 2^32 numbers");
  if (x.pixels.size() != s.size()) throw domain_error("an image's numbers are not as many as its size says");
}

std::vector<std::byte> description_of(const data_set& data) {
  std::vector<std::byte> out;
  if (const auto* images = std::get_if<image_set>(&data)) {
    out.push_back(images_follow);
    for (const image& x : *images) check(x);
    for (const run& r : runs_of(*images))
      for (const std::uint64_t n : {r.count, std::uint64_t{r.shape.height}, std::uint64_t{r.shape.width},
                                    std::uint64_t{r.shape.channels}})
        put(out, n);
  } else {
    out.push_back(bytes_follow);
    put(out, std::get<byte_string>(data).size());
  }
  return out;
}

}  // namespace

std::uint64_t items_of(const data_set& data) {
  const auto* images = std::get_if<image_set>(&data);
  return images != nullptr ? images->size() : 1;
}

data_view part_of(const data_set& data, std::uint64_t first, std::uint64_t count) {
  if (const auto* bytes = std::get_if<byte_string>(&data)) return std::span{*bytes};
  return std::span{std::get<image_set>(data)}.subspan(first, count);
}

data_shape part_of(const data_shape& shape, std::uint64_t first, std::uint64_t count) {
  const auto* all = std::get_if<std::vector<image_shape>>(&shape);
  if (all == nullptr) return shape;
  const auto part = std::span{*all}.subspan(first, count);
  return std::vector(part.begin(), part.end());
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
  if (const auto* bytes = std::get_if<byte_string>(&data)) return summary_of(byte_count{bytes->size()});
  return summary_of(runs_of(std::get<image_set>(data)));
}

std::uint64_t hash_of(const data_set& data) {
  hasher h;
  h.add(description_of(data));
  if (const auto* images = std::get_if<image_set>(&data))
    for (const image& x : *images) h.add(std::as_bytes(std::span{x.pixels}));
  else
    h.add(std::as_bytes(std::span{std::get<byte_string>(data)}));
  return h.value();
}

container header_for(std::string codec, std::uint64_t model, const data_set& data) {
  container c;
  c.codec = std::move(codec);
  c.model = model;
  c.items = description_of(data);
  c.original = hash_of(data);
  return c;
}

data_shape shape_in(const container& file) {
  struct shaped {
    data_shape operator()(const std::vector<run>& runs) const {
      std::vector<image_shape> out;
      for (const run& r : runs) out.insert(out.end(), r.count, r.shape);
      return out;
    }
    data_shape operator()(byte_count bytes) const { return bytes; }
  };
  return with_items_in(file, shaped{});
}

std::string summary_in(const container& file) {
  return with_items_in(file, [](const auto& items) { return summary_of(items); });
}

void expect_original(const container& file, const data_set& decoded) {
  if (hash_of(decoded) != file.original)
    throw corrupt_error("what was decoded is not what was coded: the file is damaged");
}

}  // namespace ansatz

#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <hierarchy/colour_coder.hpp>
#include <hierarchy/plain_images.hpp>
#include <hierarchy/private/architecture.hpp>
#include <hierarchy/private/losses.hpp>
#include <utility>

namespace ansatz {
namespace {

static_assert(colour_coder::tile == hierarchies::colour_tile);

/// A tile of the images of a chain.
struct place {
  std::size_t image;
  image_tile at;
};

std::vector<place> places_of(std::span<const image_shape> shapes) {
  std::vector<place> out;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    for (const image_tile& at : tiles_of(shapes[i], colour_coder::tile)) out.push_back({i, at});
  return out;
}

/// Rows of a tile in an image: `use(first number in the image, first number in the tile, so many)`.
template <class Use>
void each_row(const image_tile& t, const image_shape& shape, const Use& use) {
  const std::size_t channels = shape.channels, length = t.width * channels;
  for (std::size_t r = 0; r < t.height; ++r)
    use(((t.row + r) * shape.width + t.column) * channels, r * length, length);
}

std::vector<std::uint8_t> cut(const image& x, const image_tile& t) {
  std::vector<std::uint8_t> out(std::size_t{t.height} * t.width * x.shape.channels);
  each_row(t, x.shape, [&](std::size_t from, std::size_t to, std::size_t n) {
    std::copy_n(x.pixels.begin() + static_cast<std::ptrdiff_t>(from), n,
                out.begin() + static_cast<std::ptrdiff_t>(to));
  });
  return out;
}

void paste(const std::vector<std::uint8_t>& numbers, const image_tile& t, image& x) {
  each_row(t, x.shape, [&](std::size_t to, std::size_t from, std::size_t n) {
    std::copy_n(numbers.begin() + static_cast<std::ptrdiff_t>(from), n,
                x.pixels.begin() + static_cast<std::ptrdiff_t>(to));
  });
}

/// How many tiles of a chain are plain, 0 to all of them.
auto plain_count(std::size_t tiles) { return uniform(static_cast<std::uint32_t>(tiles) + 1); }

/// Images in tiles, the last ones of which are plain.
template <class S, class Pop>
data_set popped(S& s, const data_shape& shape, const colour_hierarchy& model, const Pop& pop,
                const items_told& told) {
  const auto places = places_of(std::get<std::vector<image_shape>>(shape));
  const std::uint32_t plain = plain_count(places.size()).pop(s);
  image_set images = blank_images(shape);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& [of, at] = places[i];
    image& x = images[of];
    const std::size_t first = std::size_t{at.row} * x.shape.width + at.column;
    const auto m = model.of_tile(at.height, at.width, first, x.shape.width);
    x.pixels.resize(x.shape.size());
    next_items(s, of);
    paste(i < places.size() - plain ? pop(m, s) : plain_images(m).pop(s), at, x);
    if (i + 1 == places.size() || places[i + 1].image != of) told(1);
  }
  return images;
}

}  // namespace

std::vector<image_tile> tiles_of(const image_shape& shape, std::uint32_t most) {
  const std::uint64_t down = (std::uint64_t{shape.height} + most - 1) / most,
                      across = (std::uint64_t{shape.width} + most - 1) / most;
  const auto cut_at = [](std::uint32_t size, std::uint64_t parts, std::uint64_t i) {
    return static_cast<std::uint32_t>(size * i / parts);
  };
  std::vector<image_tile> out;
  for (std::uint64_t r = 0; r < down; ++r)
    for (std::uint64_t c = 0; c < across; ++c) {
      const std::uint32_t row = cut_at(shape.height, down, r), column = cut_at(shape.width, across, c);
      out.push_back({row, column, cut_at(shape.height, down, r + 1) - row,
                     cut_at(shape.width, across, c + 1) - column});
    }
  return out;
}

colour_coder::colour_coder(hierarchy_composition how, std::string name, safetensors weights)
    : how_{std::move(how)}, name_{std::move(name)}, weights_{std::move(weights)}, model_{weights_} {
  if (model_.top_down() != how_.top_down)
    throw domain_error(how_.codec + (how_.top_down
                                         ? ": the model infers from level to level: it is one for bit_swap"
                                         : ": the model infers from the top down: it is one for hilloc"));
}

std::string colour_coder::description() const {
  const auto m = model_.of_size(tile, tile);
  return "colour, any size, " + std::to_string(m.levels()) + " levels, " +
         std::to_string(m.multiply_adds() / m.pixels()) + " multiply-adds a number";
}

std::string colour_coder::shape_objection(const data_shape& shape) const {
  constexpr std::uint64_t most = std::uint64_t{1} << 28;
  for (const image_shape& s : std::get<std::vector<image_shape>>(shape)) {
    if (s.channels != 3) return "images must be in colour";
    if (s.size() == 0 || s.size() > most) return "an image has no pixels, or more than 2^28 numbers";
  }
  return {};
}

std::uint64_t colour_coder::suggested_chains(const data_shape& shape) const { return chains_by_size(shape); }

std::vector<std::uint64_t> colour_coder::push(metered<rans_stack>& s, const data_view& items,
                                              const coding_options&, const items_told& told) const {
  const auto images = std::get<std::span<const image>>(items);
  std::vector<image_shape> shapes;
  for (const image& x : images) shapes.push_back(x.shape);
  const auto places = places_of(shapes);
  std::uint32_t plain = 0;
  for (std::size_t i = places.size(); i-- > 0;) {
    const auto& [of, at] = places[i];
    const auto m = model_.of_size(at.height, at.width);
    const auto x = cut(images[of], at);
    if (plain == places.size() - 1 - i && s.net() < warm_start_bits(m)) {
      plain_images(m).push(s, x);
      ++plain;
    } else {
      how_.colour.push(m, s, x);
    }
    if (i == 0 || places[i - 1].image != of) told(1);
  }
  plain_count(places.size()).push(s, plain);
  return {};
}

data_set colour_coder::pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
                           const parameter_values&, const items_told& told) const {
  return popped(s, shape, model_, how_.colour.pop, told);
}
data_set colour_coder::pop_itemised(itemised<rans_stack>& s, const data_shape& shape,
                                    std::span<const std::uint64_t>, const parameter_values&,
                                    const items_told& told) const {
  return popped(s, shape, model_, how_.colour.pop_itemised, told);
}

std::optional<bits> colour_coder::find_ideal(const data_set& data, std::uint64_t seed) const {
  latent_losses<colour_hierarchy> sum{weights_, seed};
  for (const image& x : std::get<image_set>(data))
    for (const image_tile& t : tiles_of(x.shape, tile)) sum.add(model_.of_size(t.height, t.width), cut(x, t));
  return sum.ideal();
}

std::optional<rate_losses> colour_coder::find_losses(const data_set& data, std::uint64_t seed) const {
  latent_losses<colour_hierarchy> sum{weights_, seed};
  for (const image& x : std::get<image_set>(data))
    for (const image_tile& t : tiles_of(x.shape, tile))
      sum.add(model_.of_size(t.height, t.width), cut(x, t), how_.colour.cost);
  return sum.losses();
}

data_set colour_coder::sample(std::uint64_t items, std::uint64_t seed) const {
  constexpr std::uint32_t side = 64;
  if (items > std::uint64_t{1} << 32)
    throw domain_error(how_.codec + ": at most 2^32 images are drawn at once");
  rans_stack s{supply::seeded(seed)};
  image_set out(items);
  for (image& x : out) {
    x.shape = {side, side, 3};
    x.pixels = how_.colour.draw(model_.of_size(side, side), s);
  }
  return out;
}

}  // namespace ansatz

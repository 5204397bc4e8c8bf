#include "views.hpp"

#include <adaptive_pixels/private/plane_walk.hpp>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/image_files.hpp>

namespace ansatz::training {
namespace {

using namespace ansatz::detail;

/// Views of one plane, as they come.
struct gathered {
  std::size_t inputs = 0;
  std::vector<std::int16_t> values;
  std::vector<float> targets;

  void add(const level_view& v, std::uint8_t level) {
    inputs = v.count;
    values.insert(values.end(), v.inputs.begin(), v.inputs.begin() + static_cast<std::ptrdiff_t>(v.count));
    constexpr float far = 1e6f;
    const float unit = static_cast<float>(v.unit);
    const auto edge = [&](int below) { return static_cast<float>(below * 256 - 128 - v.mean) / unit; };
    targets.push_back(level == 0 ? -far : edge(level));
    targets.push_back(level == 255 ? far : edge(level + 1));
    targets.push_back(256 / unit);
  }
};

/// The middle of a photograph, plane after plane, green first.
std::array<std::vector<std::uint8_t>, 3> planes_of(const image& x, std::size_t height, std::size_t width) {
  std::array<std::vector<std::uint8_t>, 3> planes;
  const std::size_t top = (x.shape.height - height) / 2, left = (x.shape.width - width) / 2;
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t row = top; row < top + height; ++row)
      for (std::size_t column = left; column < left + width; ++column)
        planes[k].push_back(x.pixels[(row * x.shape.width + column) * 3 + std::array{1u, 0u, 2u}[k]]);
  return planes;
}

/// So many views of each plane, evenly.
std::array<gathered, 3> look(const image& x, const views_wanted& wanted, std::int64_t count) {
  const std::size_t side = static_cast<std::size_t>(wanted.side),
                    height = std::min<std::size_t>(side, x.shape.height),
                    width = std::min<std::size_t>(side, x.shape.width);
  const auto planes = planes_of(x, height, width);
  std::array<gathered, 3> seen;
  std::vector<known_plane> done;
  done.reserve(3);
  for (std::size_t k = 0; k < 3; ++k) {
    const auto pixels = static_cast<std::int64_t>(height * width);
    std::int64_t due = 0;
    done.push_back(walk_of_plane({height, width, done, {.blended = wanted.blended}},
                                 [&](const level_view& v, const auto&, const auto&, std::size_t i) {
                                   const std::uint8_t level = planes[k][i];
                                   due += count;
                                   if (due >= pixels) {
                                     due -= pixels;
                                     seen[k].add(v, level);
                                   }
                                   return level;
                                 }));
  }
  return seen;
}

views tensors_of(std::vector<gathered>& all) {
  views to;
  std::vector<torch::Tensor> inputs, targets;
  for (gathered& g : all) {
    if (g.values.empty()) continue;
    const auto n = static_cast<std::int64_t>(g.inputs);
    inputs.push_back(torch::tensor(g.values, torch::kInt16).view({-1, n}));
    targets.push_back(torch::tensor(g.targets, torch::kFloat32).view({-1, 3}));
    g = {};
  }
  return {torch::cat(inputs), torch::cat(targets)};
}

}  // namespace

std::vector<views> views_of(const std::vector<std::filesystem::path>& photographs, const views_wanted& wanted,
                            const std::function<void(const std::filesystem::path&)>& told) {
  std::array<std::vector<gathered>, 3> all;
  const std::int64_t each =
      std::max<std::int64_t>(1, wanted.count / static_cast<std::int64_t>(photographs.size()));
  for (const auto& path : photographs) {
    const image x = read_images(path).at(0);
    if (x.shape.channels != 3) throw domain_error(path.string() + ": an image in colour is needed");
    auto seen = look(x, wanted, each);
    for (std::size_t k = 0; k < 3; ++k) all[k].push_back(std::move(seen[k]));
    told(path);
  }
  return {tensors_of(all[0]), tensors_of(all[1]), tensors_of(all[2])};
}

}  // namespace ansatz::training

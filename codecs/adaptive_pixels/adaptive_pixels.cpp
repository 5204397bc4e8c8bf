#include <adaptive_pixels/adaptive_pixels.hpp>
#include <adaptive_pixels/private/pixel_networks.hpp>
#include <adaptive_pixels/private/plane_walk.hpp>
#include <array>
#include <cstddef>
#include <vector>

namespace ansatz {
namespace {

using namespace detail;

/// A plane, a channel of so many; its truth in `known` where that is not empty.
known_plane walked(const plane_task& task, const level_network& network,
                   const std::vector<std::uint8_t>& known, const pixel_answers& answers, std::size_t channel,
                   std::size_t channels) {
  /// Of the level that is next, which is told.
  const auto truth = [&](std::size_t i) {
    if (answers.next) answers.next(i * channels + channel);
    return known.empty() ? std::uint8_t{0} : known[i];
  };
  if (!task.how.blended)
    return walk_of_plane(task,
                         [&](const level_view& v, const level_contexts&, const expectation&, std::size_t i) {
                           const level_mixture m = network(v);
                           return answers.choose(m.model(answers.bits), truth(i));
                         });
  level_question question{task.height * task.width};
  return walk_of_plane(
      task, [&](const level_view& v, const level_contexts& c, const expectation& e, std::size_t i) {
        return question.ask(answers.decide, truth(i), e, network(v), c);
      });
}

}  // namespace

image walk_of_pixels(const pixel_model& model, image_shape shape, adaptive_pixels_settings how,
                     const image* known, const pixel_answers& answers) {
  adaptive_pixels_codec::check(shape);
  image out{shape, std::vector<std::uint8_t>(shape.size())};
  const std::size_t channels = shape.channels, pixels = shape.size() / channels;
  const auto order = order_of_planes(channels);
  const auto& networks = how.blended ? model.networks().blended : model.networks().single;
  std::vector<known_plane> done;
  done.reserve(channels);
  std::vector<std::uint8_t> truth(known != nullptr ? pixels : 0);
  for (std::size_t k = 0; k < channels; ++k) {
    const std::size_t channel = order[k];
    if (known != nullptr)
      for (std::size_t i = 0; i < pixels; ++i) truth[i] = known->pixels[i * channels + channel];
    done.push_back(
        walked({shape.height, shape.width, done, how}, networks[k], truth, answers, channel, channels));
    const padded_plane& levels = done.back().levels;
    for (std::size_t y = 0; y < shape.height; ++y)
      for (std::size_t x = 0; x < shape.width; ++x)
        out.pixels[(y * shape.width + x) * channels + channel] = *levels.at(y, x);
  }
  return out;
}

}  // namespace ansatz

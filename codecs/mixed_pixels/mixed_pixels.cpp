#include <ansatz/io/hash.hpp>
#include <mixed_pixels/mixed_pixels.hpp>
#include <mixed_pixels/private/pixel_walk.hpp>

namespace ansatz {

struct mixed_pixels_model::state {
  detail::row_network network;
  std::uint64_t fingerprint;
};

mixed_pixels_model::mixed_pixels_model(const safetensors& file) {
  detail::row_network network{file};
  std::vector<std::byte> identity;
  network.append_identity(identity);
  state_ = std::make_shared<const state>(state{std::move(network), hash64(identity)});
}

std::uint64_t mixed_pixels_model::fingerprint() const { return state_->fingerprint; }
bool mixed_pixels_model::binary() const { return !state_->network.window().grey(); }

std::vector<std::uint8_t> walk_of_mixed_pixels(const std::optional<mixed_pixels_model>& model,
                                               const std::vector<image_shape>& shapes,
                                               const std::vector<std::uint8_t>* truth, const decider& decide,
                                               const std::function<void(std::size_t)>& next) {
  std::uint64_t size = 0;
  for (const image_shape& shape : shapes) size += shape.size();
  detail::pixel_walk walk{model ? &model->network().network : nullptr, size};
  std::vector<std::uint8_t> numbers;
  for (const image_shape& shape : shapes) {
    if (shape.size() == 0) continue;
    walk.begin(shape);
    for (std::uint64_t i = shape.size(); i > 0; --i) {
      if (next) next(numbers.size());
      numbers.push_back(walk.ask(decide, truth != nullptr ? (*truth)[numbers.size()] : std::uint8_t{0}));
    }
  }
  return numbers;
}

}  // namespace ansatz

#include <adaptive_pixels/private/pixel_networks.hpp>
#include <adaptive_pixels/private/plane_walk.hpp>
#include <ansatz/io/hash.hpp>
#include <string>

namespace ansatz {
namespace {

std::array<detail::level_network, 3> networks_of(const safetensors& file, bool blended) {
  const auto of = [&](std::size_t plane) {
    return detail::level_network{
        file, std::string{blended ? "blended" : "single"} + ".plane" + std::to_string(plane),
        detail::inputs_of_view(plane, blended)};
  };
  return {of(0), of(1), of(2)};
}

}  // namespace

pixel_model::pixel_model(const safetensors& file) {
  state s{networks_of(file, false), networks_of(file, true)};
  std::vector<std::byte> identity;
  for (const auto* networks : {&s.single, &s.blended})
    for (const detail::level_network& n : *networks) n.append_identity(identity);
  s.fingerprint = hash64(identity);
  state_ = std::make_shared<const state>(std::move(s));
}

std::uint64_t pixel_model::fingerprint() const { return state_->fingerprint; }

}  // namespace ansatz

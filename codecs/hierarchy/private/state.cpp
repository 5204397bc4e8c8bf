#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <cmath>
#include <hierarchy/private/state.hpp>

namespace ansatz {
namespace hierarchies {

architecture architecture_of(const safetensors& file) {
  const auto at = file.metadata().find("architecture");
  if (at == file.metadata().end()) throw corrupt_error("the model has no architecture in its metadata");
  return parse_architecture(at->second);
}

/// Widths of grey values in Q24, 128 of them being 1.
pixel_scale scale_of(const architecture& a, const safetensors& file) {
  pixel_scale s;
  if (a.binary()) return s;
  const auto edges = values_of(file, "edges", std::array<std::size_t, 1>{257});
  for (std::size_t v = 0; v < edges.size(); ++v) {
    if (!(std::fabs(edges[v]) < 8192)) throw corrupt_error("the model's edges are out of range");
    s.edges[v] = static_cast<std::int32_t>(round_half_even(edges[v] * 0x1p17));
  }
  for (const std::int64_t atom : a.atoms) s.atoms.push_back(static_cast<std::uint8_t>(atom));
  try {
    s.check();
  } catch (const domain_error& e) {
    throw corrupt_error(std::string{"the model's "} + e.what());
  }
  return s;
}

bucket_set buckets_of(const architecture& a) {
  const auto bits = static_cast<unsigned>(a.latent_bits);
  constexpr unsigned range = 5;  // of the even ones: 2^5 units
  return a.inference == "hilloc"
             ? equal_mass_buckets(bits)
             : even_buckets(1u << bits, -(std::int64_t{1} << (24 + range - 1)), 1 << (24 + range - bits));
}

}  // namespace hierarchies

hierarchy::state::state(const safetensors& file, std::vector<std::byte> identity)
    : networks{file,
               [&](const hierarchies::exact_network& n) {
                 const auto part = n.identity();
                 identity.insert(identity.end(), part.begin(), part.end());
               }},
      scale{hierarchies::scale_of(shape, file)},
      buckets{hierarchies::buckets_of(shape)} {
  hierarchies::put_rest(identity, initial_state, scale, shape,
                        {&latent_mean, &latent_log_scale, &pixel_mean, &pixel_log_scale, &logit});
  fingerprint = hash64(identity);
}

}  // namespace ansatz

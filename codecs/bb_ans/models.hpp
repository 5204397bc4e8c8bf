#pragma once
#include <ansatz/io/idx.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/vae.hpp>
#include <cstdint>
#include <filesystem>
#include <image_archive/model_folder.hpp>
#include <string>

namespace ansatz {

/// A model and the name that it goes by.
struct named_vae {
  std::string name;
  safetensors weights;
  vae net;
};

/// Where those that come along lie.
const model_folder& vae_folder();

/// Reads one. A shipped model, whose name ends in its fingerprint, must have it: `corrupt_error`.
named_vae load_vae(const std::filesystem::path& path);

/// The shipped model of this fingerprint. Throws `error` where none is.
named_vae shipped_model(std::uint64_t fingerprint);

/// The shipped model that has the least -ELBO on the first hundred images, among those for images of this
/// size and kind: Bernoulli if all pixels are 0 or 1, else beta-binomial. Throws `domain_error` where there
/// is none.
named_vae shipped_model_for(const idx_array& images);

}  // namespace ansatz

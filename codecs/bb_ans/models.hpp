#pragma once
#include <ansatz/io/idx.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/vae.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// The trained models that come along: files <data>-<fingerprint>.safetensors, each with a card <same
/// name>.json that says where it came from. They are never changed and never removed, so that old files go on
/// decoding.
namespace ansatz {

/// A model and the name that it goes by.
struct named_vae {
  std::string name;
  safetensors weights;
  vae net;
};

/// The folder: $ANSATZ_MODELS if set, else that of the source tree this was built from, else that of the
/// installation. Throws `error` where there is none.
std::filesystem::path model_folder();

/// The files in the folder, in the order of their names.
std::vector<std::filesystem::path> shipped_models();

/// Reads one. A shipped model, whose name ends in its fingerprint, must have it: `corrupt_error`.
named_vae load_vae(const std::filesystem::path& path);

/// The shipped model of this fingerprint. Throws `error` where none is.
named_vae shipped_model(std::uint64_t fingerprint);

/// The shipped model that has the least -ELBO on the first hundred images, among those for images of this
/// size and kind: Bernoulli if all pixels are 0 or 1, else beta-binomial. Throws `domain_error` where there
/// is none.
named_vae shipped_model_for(const idx_array& images);

}  // namespace ansatz

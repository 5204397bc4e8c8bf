#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ansatz::hierarchies {

/// A stack of convolutions: 3x3 to `width` channels, so many residual blocks of two 3x3 convolutions, 1x1.
struct trunk_size {
  std::int64_t width = 32, blocks = 1;
};

/// What an image in colour is cut into: at most so many rows and columns.
inline constexpr std::int64_t colour_tile = 256;

/// Pixels that are coded at once: the sub-lattices at `places` (row * cell + column) of cells of cell x cell
/// pixels. Its network works on the grid of these cells.
struct pixel_group {
  std::int64_t cell = 4;
  std::vector<std::int64_t> places;
  trunk_size network{32, 2};
};

struct range {
  double low = 0, high = 0;
};

/// What a hierarchy of latent variables is, but its weights: the JSON object that the trainer reads and
/// writes into the metadata of the weights, for the coder to read.
///
/// The image is cut in cells of `cell` x `cell` pixels, which are the channels of a grid of cells. On this
/// grid lie all latents, and their networks work on it; so every convolution has stride 1. Groups of pixels
/// have grids of their own, whose cells divide these. The pixels of one group are independent given z and all
/// earlier groups.
struct architecture {
  std::string inference = "bit_swap";  ///< bit_swap: q(z1|x) q(z2|z1)..; hilloc: q(zL|x) q(zL-1|zL,x)..
  std::string pixels = "grey";         ///< grey: 0..255; binary: 0, 1; colour: three channels, any size
  std::string arithmetic =
      "doubles";  ///< of its networks: integers carried by doubles, or "shorts"; colour has these
  std::int64_t height = 28, width = 28, cell = 4;
  std::vector<std::int64_t> latents = {1, 1};  ///< channels of z1, z2, ..
  std::vector<std::int64_t> scales = {};       ///< of colour: how many cells wide those of z1, z2, .. are
  std::int64_t latent_bits = 9;                ///< of a latent's bucket
  trunk_size q{32, 1};                         ///< of each network of q
  trunk_size p{32, 1};                         ///< of each p(z_l | z_l+1), and of the features of z1
  std::int64_t features = 16;                  ///< channels that a group sees of z
  std::vector<pixel_group> groups;
  std::int64_t said = 48,
               head = 48;  ///< of colour: what a group's network tells of a pixel, and to how wide a network
  std::int64_t logistics = 4;                                 ///< components of a number's mixture
  std::vector<std::int64_t> atoms = {0, 252, 253, 254, 255};  ///< values with a weight of their own
  double latent_mean = 8;                                     ///< bound of |mean|
  range latent_log_scale{-3, 1};
  range pixel_mean{-64, 320}, pixel_log_scale{-2.5, 5};  ///< in grey levels
  double logit = 24;  ///< bound of |logit|, of weights and of binary pixels

  std::int64_t levels() const { return static_cast<std::int64_t>(latents.size()); }
  bool binary() const { return pixels == "binary"; }
  bool colour() const { return pixels == "colour"; }
  bool shorts() const { return colour() || arithmetic == "shorts"; }
  std::int64_t scale(std::size_t level) const {
    return scales.empty() ? 1 : scales[level];
  }  ///< level 0: of z1
  /// What a network outputs for a pixel: of a mixture the weights' logits (logistics, atoms, uniform), the
  /// means and the log scales.
  std::int64_t outputs() const {
    return binary() ? 1 : 3 * logistics + static_cast<std::int64_t>(atoms.size()) + 1;
  }
};

/// Those places of the cells of group g that lie in earlier groups, all over the image.
std::vector<std::int64_t> known_places(const architecture& a, std::size_t g);

/// A pixel's neighbours that a group expects it to be like: the nearest ones in earlier groups.
std::vector<std::array<std::int64_t, 2>> nearest_known(const architecture& a, std::size_t g);

/// Throws `corrupt_error` for what is no architecture, in a sentence.
architecture parse_architecture(const std::string& json);
std::string format_architecture(const architecture& a);

/// The integers of it that influence a bit, apart from the networks' and the bounds.
std::vector<std::int64_t> identity(const architecture& a);

}  // namespace ansatz::hierarchies

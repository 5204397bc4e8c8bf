#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/io/container.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Data sets of images in containers: what is alike whatever codes the images. Images are cut into chains,
/// each coded on a stack of its own, so that several threads have work.
namespace ansatz {

/// What coding cost, by the label of the part of the codec.
struct image_account {
  bits net, initial;
  std::vector<std::pair<std::string, bits>> ledger;
};

/// Told how many images were coded since it was told before; from any thread, one at a time.
using image_progress = std::function<void(std::uint64_t images)>;

/// Pushes a chain's images, which lie one after another, so that they are popped in their order. Returns how
/// many were coded otherwise, at the bottom: `container::chain::start`.
using push_images = std::function<std::uint64_t(metered<rans_stack>& s, std::span<const std::uint8_t> images,
                                                const image_progress& told)>;
/// The inverse: `count` images of a chain.
using pop_images = std::function<std::vector<std::uint8_t>(rans_stack& s, const container::chain& chain,
                                                           const image_progress& told)>;

/// Rows of pixels as an image each.
std::vector<std::vector<std::uint8_t>> images_of(std::span<const std::uint8_t> rows, std::size_t pixels);

/// The container that `header` begins: codec, parameters, model, block, lanes and seed are its. Throws
/// `domain_error` where images are not of `pixels` pixels, or chains are too many or none.
container compress_chains(container header, const idx_array& images, std::uint64_t pixels,
                          std::uint64_t chains, unsigned threads, const push_images& push,
                          image_account* account, const image_progress& progress);

/// The inverse. Throws `corrupt_error` for a damaged stream: the checksum of the images and the state of
/// every stack at its end are checked. A stream can take no more from the supply than its encoder did, so
/// that what is damaged ends soon.
idx_array decompress_chains(const container& file, unsigned threads, const pop_images& pop,
                            const image_progress& progress);

/// Throws `corrupt_error` unless the file was made by this codec: to be asked before a model is looked for.
void expect_codec(const container& file, const std::string& codec);

/// Throws `corrupt_error` unless the file was made by this codec with this model for images of so many
/// pixels.
void expect_origin(const container& file, const std::string& codec, std::uint64_t fingerprint,
                   std::uint64_t pixels);

}  // namespace ansatz

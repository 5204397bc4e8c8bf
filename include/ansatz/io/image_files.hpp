#pragma once
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ansatz {

/// What a reader may take, so that no file makes it eat memory without bound.
struct image_limits {
  std::uint64_t pixels_of_one = std::uint64_t{1} << 30;  ///< numbers of one image
  std::uint64_t bytes = std::uint64_t{1} << 34;          ///< of all files, unpacked, and of all images
  std::uint64_t count = 0;                               ///< the first so many images; 0: all
};

/// Is told, in a sentence a remark, what a reader changed or left behind: palettes, labels, metadata.
using image_notes = std::function<void(const std::string&)>;

/// The images of a file, or of a folder's files in the order of their names. The format is known by the
/// content, then by the ending. Throws `corrupt_error` for damaged files, `error` for what cannot be read.
image_set read_images(const std::filesystem::path& path, image_limits limits = {},
                      const image_notes& notes = {});
image_set read_images(std::span<const std::filesystem::path> files, image_limits limits = {},
                      const image_notes& notes = {});

/// By the content alone (a pipe): nothing where the bytes are no images. Throws `corrupt_error` where they
/// begin as images and are damaged.
std::optional<image_set> images_in(std::span<const std::byte> bytes, image_limits limits = {},
                                   const image_notes& notes = {});

/// What bytes that are no images are instead, and what to do: "a JPEG file, ..."; empty where that is not
/// known.
std::string_view foreign_format(std::span<const std::byte> bytes);

/// By the ending: .idx .ubyte .pbm .pgm .ppm .pnm .pam .png .npy .bin (CIFAR-10). A folder (it exists, or the
/// path ends in /) takes images of any sizes as 000000.png and so on. Throws `domain_error` where the format
/// cannot hold the images, `error` where the file cannot be written.
void write_images(const std::filesystem::path& path, const image_set& images);

/// The same to memory (a pipe).
std::vector<std::byte> format_images(const image_set& images, std::string_view ending);

}  // namespace ansatz

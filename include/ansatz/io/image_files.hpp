#pragma once
#include <ansatz/io/byte_stream.hpp>
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ansatz {

/// What a reader may take, so that no file makes it eat memory without bound.
struct image_limits {
  std::uint64_t pixels_of_one = std::uint64_t{1} << 30;  ///< numbers of one image
  std::uint64_t bytes = std::uint64_t{1} << 34;          ///< of what is held at once: images, a PNG file
  std::uint64_t count = 0;                               ///< the first so many images; 0: all
};

/// Is told, in a sentence a remark, what a reader changed or left behind: palettes, labels, metadata.
using image_notes = std::function<void(const std::string&)>;

/// Is given images in their order, a part of them at a time.
using images_taken = std::function<void(image_set)>;

/// The images of files, or of a folder's files in the order of their names. The format is known by the
/// content, then by the ending. They are given to `take` in parts of at most `numbers` numbers, where an
/// image counts 32 more than it has; one that has more is a part alone. So a set may be larger than memory.
/// Throws `corrupt_error` for damaged files, `error` for what cannot be read: after the parts before it.
void read_images_in_parts(std::span<const std::filesystem::path> files, const image_limits& limits,
                          std::uint64_t numbers, const images_taken& take, const image_notes& notes = {});

/// The same of the bytes that follow; `name` is for messages and for its ending, and may be empty.
void read_images_in_parts(byte_reader& in, std::string_view name, const image_limits& limits,
                          std::uint64_t numbers, const images_taken& take, const image_notes& notes = {});

/// Whether the bytes that follow begin as images of a format that is known by its content, plain or gzip.
/// None is taken.
bool begin_as_images(byte_reader& in);

/// All of them at once.
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

/// What will be written.
struct image_listing {
  std::uint64_t count = 0;            ///< of images
  std::optional<image_shape> common;  ///< of all of them, if they have one
  std::uint64_t first = 0;            ///< the number of the first one, for its name in a folder
};

/// Writes images one after another, whole or not at all. By the ending: .idx .ubyte .pbm .pgm .ppm .pnm .pam
/// .png .npy .bin (CIFAR-10). A folder (it exists, or the path ends in /) takes images of any sizes as
/// 000000.png and so on, with as many digits as the last one needs.
class image_writer {
 public:
  /// `format` is an ending; where it is empty, the path's. Throws all that can be known before an image is
  /// there: `domain_error` where the format cannot hold what is listed, `error` where the path cannot be
  /// written.
  image_writer(const std::filesystem::path& path, std::string_view format, const image_listing& what);
  /// To a pipe, say, which gets what is written before `finish`, too.
  image_writer(byte_sink to, std::string_view format, const image_listing& what);
  image_writer(image_writer&&) noexcept;
  image_writer& operator=(image_writer&&) noexcept;
  ~image_writer();

  /// Throws `domain_error` for an image that was not listed or that the format cannot hold, `error` where it
  /// cannot be written; after either nothing can be finished any more.
  void write(const image& i);
  /// So many images are missing here: the names in a folder leave them out. They count as none.
  void skip(std::uint64_t count);
  /// Throws `domain_error` where not as many images were written as listed. Without it a path stays as it
  /// was.
  void finish();

 private:
  class state;
  std::unique_ptr<state> state_;
};

/// All of them at once.
void write_images(const std::filesystem::path& path, const image_set& images);

/// The same to memory.
std::vector<std::byte> format_images(const image_set& images, std::string_view ending);

}  // namespace ansatz

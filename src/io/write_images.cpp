#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>

#include "ending.hpp"
#include "formats.hpp"
#include "write_file.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string name_of(std::size_t number, std::size_t count) {
  const std::size_t digits = std::max<std::size_t>(6, std::to_string(count - 1).size());
  const std::string text = std::to_string(number);
  return std::string(digits - text.size(), '0') + text + ".png";
}

/// A folder is written whole or not at all: a new one under another name until it is complete.
void write_folder(const fs::path& folder, const image_set& images) {
  if (images.empty()) throw domain_error(folder.string() + ": there are no images to write");
  std::error_code why;
  const bool there = fs::exists(folder, why);
  if (there && !fs::is_directory(folder, why)) throw error(folder.string() + ": is no folder");
  if (there && !fs::is_empty(folder, why) && !why)
    throw domain_error(folder.string() +
                       ": the folder is not empty, and its files would be among the images");
  const fs::path into =
      there ? folder : folder.parent_path() / ("." + folder.filename().string().substr(0, 200) + ".part");
  const bool made = !there && !why && fs::create_directory(into, why);
  if (why || (!there && !made))
    throw error(into.string() + ": cannot be made: " + (why ? why.message() : "it is there already"));
  std::size_t written = 0;
  try {
    for (; written < images.size(); ++written)
      write_new_file(into / name_of(written, images.size()), formats::write_png(images[written]));
    flush_file_system(into);
    if (made) fs::rename(into, folder);
  } catch (const std::exception& e) {
    while (written-- > 0) fs::remove(into / name_of(written, images.size()), why);
    if (made) fs::remove(into, why);
    throw error(folder.string() + ": cannot be written: " + e.what());
  }
}

}  // namespace

std::string ending_of(const fs::path& path) {
  fs::path name = path.filename();
  if (lower(name.extension().string()) == ".gz") name = name.stem();
  if (name.string().ends_with("-ubyte")) return "ubyte";
  const std::string extension = lower(name.extension().string());
  return extension.empty() ? extension : extension.substr(1);
}

std::vector<std::byte> format_images(const image_set& images, std::string_view given) {
  const std::string ending = lower(std::string{given.substr(given.starts_with('.') ? 1 : 0)});
  if (ending == "idx" || ending == "ubyte") return formats::write_idx(images);
  if (ending == "npy") return formats::write_npy(images);
  if (ending == "bin") return formats::write_cifar(images);
  for (const char* kind : {"pbm", "pgm", "ppm", "pnm", "pam"})
    if (ending == kind) return formats::write_pnm(images, kind);
  if (ending != "png")
    throw domain_error(
        (ending.empty() ? "a name without an ending" : "images are not written as ." + ending) +
        ": there are .idx .ubyte .pbm .pgm .ppm .pnm .pam .png .npy .bin (CIFAR-10), and folders of PNG");
  if (images.size() != 1)
    throw domain_error("PNG holds one image, and there are " + std::to_string(images.size()) +
                       ": a folder, .pnm or .pam hold several");
  return formats::write_png(images.front());
}

void write_images(const fs::path& path, const image_set& images) {
  std::error_code none;
  if (fs::is_directory(path, none)) return write_folder(path, images);
  if (!path.has_filename()) return write_folder(path.parent_path(), images);
  std::vector<std::byte> bytes;
  try {
    bytes = format_images(images, lower(path.extension().string()) == ".gz" ? "gz" : ending_of(path));
  } catch (const domain_error& e) {
    throw domain_error(path.string() + ": " + e.what());
  }
  write_file_atomically(path, bytes);
}

}  // namespace ansatz

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/image_files.hpp>
#include <common/input.hpp>
#include <memory>
#include <multiset/items.hpp>

namespace ansatz::experiment {
namespace {

using bytes = std::vector<std::byte>;

/// The parts between any of the separators.
std::vector<std::string> parts(const bytes& text, const std::string& separators) {
  std::vector<std::string> out;
  std::string part;
  const auto end = [&] {
    if (!part.empty()) out.push_back(std::move(part));
    part.clear();
  };
  for (const std::byte b : text) {
    const char c = static_cast<char>(b);
    if (separators.find(c) == std::string::npos)
      part += c;
    else
      end();
  }
  end();
  if (out.empty()) throw domain_error("there is nothing to code");
  return out;
}

/// Images that a model is for, or strings of pixels.
std::function<multiset_cost()> measurement_of_images(const std::string& data, image_set images) {
  if (images.empty()) throw domain_error("there are no images in it");
  if (const std::shared_ptr<const coder> by = vae_for(images))
    return [=, images = std::move(images)] { return of_images(data + ", BB-ANS", images, *by); };
  std::vector<std::string> items;
  for (const image& x : images) items.emplace_back(x.pixels.begin(), x.pixels.end());
  return [=] { return of_strings(data + ", by pixels", items); };
}

std::function<multiset_cost()> measurement_of(const std::string& name, const bytes& b,
                                              const std::string& kind) {
  if (kind == "images" || kind == kinds_of_items[0]) {
    if (auto images = images_in(b)) return measurement_of_images("images of " + name, std::move(*images));
    if (kind == "images") throw corrupt_error("there are no images of a known format in it");
  }
  if (kind == "bytes") return [=] { return of_bytes("bytes of " + name, b); };
  if (kind == "words")
    return [=, items = parts(b, " \n\r\t")] { return of_strings("words of " + name, items); };
  return [=, items = parts(b, "\n")] { return of_strings("lines of " + name, items); };
}

}  // namespace

std::function<multiset_cost()> measurement_of(const std::filesystem::path& file, const std::string& kind) {
  return read_input_as(file, [&](const bytes& b) { return measurement_of(shown_name(file), b, kind); });
}

std::function<multiset_cost()> standard_measurement(const std::filesystem::path& file) {
  return read_input_as(file, [&](const bytes& b) -> std::function<multiset_cost()> {
    if (file.filename() == "book1") return measurement_of("book1", b, "words");
    if (file.filename() == "adult-train.csv.gz")
      return [items = parts(b, "\n")] { return of_strings("rows of Adult", items); };
    auto images = images_in(b);
    if (!images) throw corrupt_error("there are no images of a known format in it");
    return measurement_of_images("MNIST test, binarised", binarized(std::move(*images), 0));
  });
}

}  // namespace ansatz::experiment

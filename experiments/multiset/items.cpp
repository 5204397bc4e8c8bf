#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <bb_ans/models.hpp>
#include <common/input.hpp>
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

bool is_idx(const bytes& b) {
  return b.size() >= 4 && b[0] == std::byte{0} && b[1] == std::byte{0} && b[2] == std::byte{8};
}

/// Images that a model is for, or strings of pixels.
std::function<multiset_cost()> measurement_of_images(const std::string& data, idx_array images) {
  if (images.data.empty()) throw domain_error("there are no images in it");
  try {
    (void)shipped_model_for(images);
  } catch (const domain_error&) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at < images.data.size(); at += images.item_size())
      items.emplace_back(reinterpret_cast<const char*>(images.data.data()) + at, images.item_size());
    return [=] { return of_strings(data + ", by pixels", items); };
  }
  return [=] { return of_images(data + ", BB-ANS", images); };
}

std::function<multiset_cost()> measurement_of(const std::string& name, const bytes& b,
                                              const std::string& kind) {
  if (kind == "images" || (kind == kinds_of_items[0] && is_idx(b)))
    return measurement_of_images("images of " + name, parse_idx(b));
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
    idx_array set = parse_idx(b);
    if (set.item_size() != 784) throw domain_error("images of 28x28 are needed");
    set.data = binarize(set.data, 0);
    return measurement_of_images("MNIST test, binarised", std::move(set));
  });
}

}  // namespace ansatz::experiment

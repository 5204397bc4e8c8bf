#pragma once
#include <algorithm>
#include <ansatz/archive/coder.hpp>
#include <ansatz/archive/images.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <optional>
#include <string>
#include <utility>

namespace ansatz::testing {

/// Codes each number uniformly below `count`: images, of any size or of one only, or bytes.
class toy_coder final : public coder {
 public:
  explicit toy_coder(std::string name, std::uint32_t count = 256, std::optional<image_shape> only = {})
      : name_{std::move(name)}, count_{count}, only_{only} {}

  std::string codec() const override { return name_; }

 private:
  std::string shape_objection(const data_shape& shape) const override {
    const auto* shapes = std::get_if<std::vector<image_shape>>(&shape);
    const auto other = [&](const image_shape& s) { return s != *only_; };
    return only_ && shapes != nullptr && std::ranges::any_of(*shapes, other) ? "an image of another size"
                                                                             : "";
  }
  std::string value_objection(const data_set& data) const override {
    const auto beyond = [&](const std::vector<std::uint8_t>& x) {
      return std::ranges::any_of(x, [&](std::uint8_t v) { return v >= count_; });
    };
    if (const auto* bytes = std::get_if<byte_string>(&data))
      return beyond(*bytes) ? "a byte is too large" : "";
    for (const image& x : std::get<image_set>(data))
      if (beyond(x.pixels)) return "a number is too large";
    return {};
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options&,
                                  const items_told& told) const override {
    const auto push_all = [&](const auto& x) {
      for (std::size_t i = x.size(); i-- > 0;) uniform(count_).push(s, x[i]);
    };
    if (const auto* bytes = std::get_if<std::span<const std::uint8_t>>(&items)) {
      push_all(*bytes);
      told(bytes->size());
    } else {
      const auto images = std::get<std::span<const image>>(items);
      for (std::size_t i = images.size(); i-- > 0;) push_all(images[i].pixels);
      told(images.size());
    }
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values&, const items_told& told) const override {
    const auto pop_all = [&](std::uint64_t size) {
      std::vector<std::uint8_t> x;
      for (std::uint64_t i = 0; i < size; ++i) x.push_back(static_cast<std::uint8_t>(uniform(count_).pop(s)));
      return x;
    };
    if (const auto* bytes = std::get_if<byte_count>(&shape)) {
      told(bytes->count);
      return pop_all(bytes->count);
    }
    image_set images = blank_images(shape);
    for (image& x : images) x.pixels = pop_all(x.shape.size());
    told(images.size());
    return images;
  }

  std::string name_;
  std::uint32_t count_;
  std::optional<image_shape> only_;
};

inline codec_entry toy_entry(const std::string& name, std::uint32_t count,
                             std::optional<image_shape> only = {}) {
  return {.name = name, .summary = "a toy", .make = [=] {
            return std::make_unique<toy_coder>(name, count, only);
          }};
}

}  // namespace ansatz::testing

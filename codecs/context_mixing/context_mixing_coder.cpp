#include <ansatz/archive/images.hpp>
#include <context_mixing/context_mixing.hpp>
#include <context_mixing/context_mixing_coder.hpp>
#include <context_mixing/pixel_mixing.hpp>

namespace ansatz {
namespace {

auto of_bytes(std::uint64_t count, const parameter_values& parameters) {
  return context_mixing(count, static_cast<unsigned>(parameters.at("order")));
}

class context_mixing_coder final : public coder {
 public:
  std::string codec() const override { return "context_mixing"; }
  bool itemises() const override { return true; }

 private:
  std::vector<coder_parameter> parameters(const data_shape& shape) const override {
    if (!std::holds_alternative<byte_count>(shape)) return {};
    return {{.name = "order", .suggested = 4, .least = 0, .most = context_mixer::most_orders}};
  }
  std::uint64_t suggested_chains(const data_shape& shape) const override { return chains_by_size(shape); }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    if (const auto* bytes = std::get_if<std::span<const std::uint8_t>>(&items)) {
      of_bytes(bytes->size(), o.parameters).push(s, {bytes->begin(), bytes->end()});
      told(bytes->size());
    } else {
      const auto images = std::get<std::span<const image>>(items);
      pixel_mixing(std::get<std::vector<image_shape>>(shape_of_part(items))).push(s, numbers_of(images));
      told(images.size());
    }
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values& parameters, const items_told& told) const override {
    if (const auto* bytes = std::get_if<byte_count>(&shape)) {
      byte_string out = of_bytes(bytes->count, parameters).pop(s);
      told(out.size());
      return out;
    }
    return popped(s, shape, told);
  }
  data_set pop_itemised(itemised<rans_stack>& s, const data_shape& shape, std::span<const std::uint64_t>,
                        const parameter_values&, const items_told& told) const override {
    return popped(s, shape, told);
  }
  template <class S>
  data_set popped(S& s, const data_shape& shape, const items_told& told) const {
    image_set out = blank_images(shape);
    assign_numbers(out, pixel_mixing(std::get<std::vector<image_shape>>(shape)).pop(s));
    told(out.size());
    return out;
  }
};

}  // namespace

codec_entry context_mixing_entry() {
  return {.name = "context_mixing",
          .summary =
              "any bytes, and images of any size in grey or colour, by contexts that learn while they code",
          .make = [] { return std::make_unique<context_mixing_coder>(); }};
}

}  // namespace ansatz

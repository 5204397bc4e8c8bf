#pragma once
#include <algorithm>
#include <ansatz/archive/byte_chain.hpp>
#include <ansatz/archive/coder.hpp>
#include <ansatz/archive/images.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <string>
#include <utility>

namespace ansatz::testing {

/// Codes each number uniformly below `count`: images of any size, or bytes.
class toy_coder final : public coder {
 public:
  explicit toy_coder(std::string name, std::uint32_t count = 256) : name_{std::move(name)}, count_{count} {}

  std::string codec() const override { return name_; }
  std::string description() const override { return "numbers below " + std::to_string(count_); }
  std::string objection(const data_set& data) const override {
    const auto beyond = [&](const std::vector<std::uint8_t>& x) {
      return std::ranges::any_of(x, [&](std::uint8_t v) { return v >= count_; });
    };
    if (const auto* bytes = std::get_if<byte_string>(&data))
      return beyond(*bytes) ? "a byte is too large" : "";
    for (const image& x : std::get<image_set>(data))
      if (beyond(x.pixels)) return "a number is too large";
    return {};
  }

  container compress(const data_set& data, const coding_options& options, coding_account* account = nullptr,
                     const items_told& told = {}) const override {
    expect_suitable(data);
    container header = header_for(name_, 0, data);
    header.seed = options.seed;
    if (const auto* bytes = std::get_if<byte_string>(&data))
      return push_bytes(std::move(header), options, account, told,
                        [&](metered<rans_stack>& s) { push(s, *bytes); });
    const auto& images = std::get<image_set>(data);
    return push_chains(
        std::move(header), images.size(), std::max<std::uint64_t>(options.chains, 1), options.threads,
        [&](metered<rans_stack>& s, std::uint64_t first, std::uint64_t count, const items_told& tell) {
          for (std::uint64_t i = first + count; i-- > first;) push(s, images[i].pixels);
          tell(count);
          return std::vector<std::uint64_t>{};
        },
        account, told);
  }
  data_set decompress(const container& file, unsigned threads = 1,
                      const items_told& told = {}) const override {
    expect_own(file);
    if (!file.parameters.empty()) throw corrupt_error("a toy has no parameters");
    if (!file.items.empty() && file.items[0] == std::byte{'b'})
      return popped_bytes(file, threads, told, [&](rans_stack& s) { return pop(s, length_in(file)); });
    return decoded_images(
        file, {}, threads, told,
        [&](rans_stack& s, const container::chain& chain, std::span<image> images, const items_told& tell) {
          if (!chain.phases.empty()) throw corrupt_error("a toy has no phases");
          for (image& x : images) x.pixels = pop(s, x.shape.size());
          tell(images.size());
        });
  }

 private:
  void push(metered<rans_stack>& s, const std::vector<std::uint8_t>& x) const {
    for (std::size_t i = x.size(); i-- > 0;) uniform(count_).push(s, x[i]);
  }
  std::vector<std::uint8_t> pop(rans_stack& s, std::uint64_t size) const {
    std::vector<std::uint8_t> x;
    for (std::uint64_t i = 0; i < size; ++i) x.push_back(static_cast<std::uint8_t>(uniform(count_).pop(s)));
    return x;
  }

  std::string name_;
  std::uint32_t count_;
};

inline codec_entry toy_entry(const std::string& name, std::uint32_t count) {
  return {.name = name, .summary = "a toy", .models = nullptr, .load = {}, .make = [=] {
            return std::make_unique<toy_coder>(name, count);
          }};
}

}  // namespace ansatz::testing

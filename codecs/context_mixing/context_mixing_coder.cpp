#include <algorithm>
#include <ansatz/archive/byte_chain.hpp>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <context_mixing/context_mixing.hpp>
#include <context_mixing/context_mixing_coder.hpp>
#include <context_mixing/pixel_mixing.hpp>
#include <utility>

namespace ansatz {
namespace {

constexpr const char* codec_name = "context_mixing";
constexpr std::uint64_t suggested_order = 4, numbers_of_a_chain = std::uint64_t{1} << 20;

std::vector<image_shape> shapes_of(std::span<const image> images) {
  std::vector<image_shape> out;
  for (const image& x : images) out.push_back(x.shape);
  return out;
}

std::uint64_t order_of(const std::map<std::string, std::uint64_t>& parameters) {
  std::uint64_t order = suggested_order;
  for (const auto& [name, value] : parameters) {
    if (name != "order")
      throw domain_error("context_mixing has no parameter " + printable(name) + "; it has order");
    order = value;
  }
  if (order > context_mixer::most_orders) throw domain_error("context_mixing: an order of at most 6");
  return order;
}

}  // namespace

std::string context_mixing_coder::codec() const { return codec_name; }
std::string context_mixing_coder::description() const {
  return "any bytes, images of any size in grey or colour; it learns while it codes";
}

container context_mixing_coder::compress(const data_set& data, const coding_options& options,
                                         coding_account* account, const items_told& told) const {
  container header = header_for(codec_name, 0, data);
  header.seed = options.seed;
  if (const auto* bytes = std::get_if<byte_string>(&data)) {
    const std::uint64_t order = order_of(options.parameters);
    header.parameters = {{"order", order}};
    return push_bytes(std::move(header), options, account, told, [&](metered<rans_stack>& s) {
      context_mixing(bytes->size(), static_cast<unsigned>(order)).push(s, *bytes);
    });
  }
  if (!options.parameters.empty()) throw domain_error("context_mixing of images has no parameters");
  const auto& images = std::get<image_set>(data);
  const std::uint64_t chains = std::clamp<std::uint64_t>(
      options.chains > 0 ? options.chains : dims_of(data) / numbers_of_a_chain + 1, 1,
      options.chains > 0 ? options.chains : std::max<std::uint64_t>(images.size(), 1));
  const auto push = [&](metered<rans_stack>& s, std::uint64_t first, std::uint64_t count,
                        const items_told& tell) {
    pixel_mixing(shapes_of(std::span{images}.subspan(first, count)))
        .push(s, numbers_of(images, first, count));
    tell(count);
    return std::vector<std::uint64_t>{};
  };
  return push_chains(std::move(header), images.size(), chains, options.threads, push, account, told);
}

data_set context_mixing_coder::decompress(const container& file, unsigned threads,
                                          const items_told& told) const {
  expect_own(file);
  const auto no_phases = [](const container::chain& chain) {
    if (!chain.phases.empty())
      throw corrupt_error("the chain has phases, and context_mixing goes through none");
  };
  if (file.parameters.empty())
    return decoded_images(
        file, {}, threads, told,
        [&](rans_stack& s, const container::chain& chain, std::span<image> images, const items_told& tell) {
          no_phases(chain);
          const auto numbers = pixel_mixing(shapes_of(images)).pop(s);
          auto from = numbers.begin();
          for (image& x : images) {
            const auto end = from + static_cast<std::ptrdiff_t>(x.shape.size());
            x.pixels.assign(from, end);
            from = end;
          }
          tell(images.size());
        });
  const auto order = file.parameters.find("order");
  if (file.parameters.size() != 1 || order == file.parameters.end() ||
      order->second > context_mixer::most_orders)
    throw corrupt_error("the file's parameters are none that context_mixing writes");
  return popped_bytes(file, threads, told, [&](rans_stack& s) {
    return context_mixing(length_in(file), static_cast<unsigned>(order->second)).pop(s);
  });
}

codec_entry context_mixing_entry() {
  return {.name = codec_name,
          .summary = "bytes, and images of any size, by contexts that learn while they code",
          .models = nullptr,
          .load = {},
          .make = [] { return std::make_unique<context_mixing_coder>(); }};
}

}  // namespace ansatz

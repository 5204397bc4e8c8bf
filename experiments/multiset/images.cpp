#include <bb_ans/bb_ans.hpp>
#include <bb_ans/models.hpp>
#include <multiset/sets.hpp>

namespace ansatz::experiment {
namespace {

/// An image is a string to the multiset: those compare, byte by byte and unsigned, without a warning of g++ 12.
template <class Codec>
multiset_cost as_strings(const std::string& data, const Codec& image, std::vector<std::string> items) {
  const auto element = mapped(
      image, [](const std::vector<std::uint8_t>& x) { return std::string(x.begin(), x.end()); },
      [](const std::string& x) { return std::vector<std::uint8_t>(x.begin(), x.end()); });
  return coded(data, element, std::move(items));
}

}  // namespace

multiset_cost of_images(const std::string& data, const idx_array& images) {
  const named_vae model = shipped_model_for(images);
  const bucket_set buckets = equal_mass_buckets(10);
  std::vector<std::string> items;
  const auto size = static_cast<std::ptrdiff_t>(images.item_size());
  for (auto at = images.data.begin(); at != images.data.end(); at += size) items.emplace_back(at, at + size);
  if (std::ranges::all_of(images.data, [](std::uint8_t v) { return v <= 1; }))
    return as_strings(data, bb_ans_bernoulli(model.net, buckets, 1, {}), std::move(items));
  return as_strings(data, bb_ans_beta_binomial(model.net, buckets, 1, {}), std::move(items));
}

}  // namespace ansatz::experiment

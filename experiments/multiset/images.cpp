#include <ansatz/archive/registry.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/bb_ans_coder.hpp>
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

std::unique_ptr<coder> vae_for(const image_set& images) {
  const codec_entry entry = bb_ans_entry();
  auto tried = best_first(all_coders(std::span{&entry, 1}, {}), images);
  return tried.empty() ? nullptr : std::move(tried.front().coder);
}

multiset_cost of_images(const std::string& data, const image_set& images, const coder& by) {
  const vae& net = dynamic_cast<const bb_ans_coder&>(by).net();
  const bucket_set buckets = equal_mass_buckets(10);
  std::vector<std::string> items;
  for (const image& x : images) items.emplace_back(x.pixels.begin(), x.pixels.end());
  if (net.observation() == likelihood::bernoulli)
    return as_strings(data, bb_ans_bernoulli(net, buckets, 1, {}), std::move(items));
  return as_strings(data, bb_ans_beta_binomial(net, buckets, 1, {}), std::move(items));
}

}  // namespace ansatz::experiment

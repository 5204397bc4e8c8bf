#pragma once
#include <ansatz/archive/chains.hpp>
#include <ansatz/archive/data_set.hpp>
#include <ansatz/stack/itemised.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <bb_ans/bb_ans.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// How bb_ans codes; all of it is in the file.
struct bb_ans_settings {
  bb_ans_precision precision;
  vae_refinement refinement;
  std::uint64_t block = 8, lanes = 64;
};

/// Images one after another on one stack, in three phases, so that what a chain takes from the stack is
/// there:
///
///   plain   without latents: a pixel given the buckets just above the latents' medians, which takes no bits,
///           until the stack holds a bucket's whole index for each latent of an image
///   single  an image a symbol, on one head, until it holds as much for a block, and three words a lane
///   blocks  on all lanes
///
/// The last images, which are pushed first, are the plain ones; a decoder gives the images in their order.
class bb_ans_chain {
 public:
  bb_ans_chain(vae net, bb_ans_settings settings)
      : net_{std::move(net)}, settings_{settings}, buckets_{equal_mass_buckets(settings.precision.latent)} {}

  /// Returns how many images were plain and how many single.
  std::vector<std::uint64_t> push(metered<rans_stack>& s, std::span<const image> images,
                                  const items_told& told) const;
  /// The inverse, into images whose sizes are set; `S` is `rans_stack`, or that `itemised`.
  template <class S>
  void pop(S& s, std::span<image> images, std::uint64_t plain, std::uint64_t single,
           const items_told& told) const;
  image_set sample(std::uint64_t items, std::uint64_t seed) const;

 private:
  /// use(the codec of a symbol of so many images)
  template <class Use>
  void with_codec(std::uint64_t images, Use use) const;
  /// use(a constant), the number of lanes.
  template <class Use>
  void with_lanes(Use use) const;

  /// Whether the last of so many images, which is pushed first, would be alone in a block on one lane: that is
  /// the same as a single one, which it counts as, so that there is one spelling.
  bool is_single(std::uint64_t left) const;
  bits latents_of(std::uint64_t images) const;
  template <class S>
  void push_blocks(S& s, std::span<const image> images, const items_told& told) const;
  template <class S>
  void pop_blocks(S& s, std::span<image> images, std::uint64_t first, std::uint64_t block,
                  const items_told& told) const;

  vae net_;
  bb_ans_settings settings_;
  bucket_set buckets_;
};

}  // namespace ansatz

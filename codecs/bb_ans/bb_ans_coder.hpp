#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/vae.hpp>
#include <cstdint>
#include <string>

namespace ansatz {

/// Images of one size with a VAE, in files. Parameters, all of them in the file:
///
///   block      images in a symbol, 1 to 4096; larger is faster. 8
///   lanes      heads of a stack once it holds enough for them: 1, 8, 16, 32 or 64; more are faster. 64
///   latent     bits of a latent's index. 10
///   posterior  bits of a posterior's total. 24
///   pixel      bits of a pixel's total. 24
///   steps      by which each image's posterior is refined, 0 to 1024; a file with 0 says nothing of it. 0
///   samples    of a step, an even number from 2 to 256. 8
///
/// A chain begins with images without latents, then images one by one, until it holds what a block takes:
/// there are no initial bits to speak of; see spec.md.
class bb_ans_coder final : public coder {
 public:
  /// `name` is the one that the model goes by. Throws `corrupt_error` for weights that are no VAE's.
  bb_ans_coder(std::string name, safetensors weights);

  std::string codec() const override;
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return net_.fingerprint(); }
  std::uint64_t model_bytes() const override { return weights_.size(); }
  std::string description() const override;
  bool itemises() const override { return true; }
  data_set sample(std::uint64_t items, std::uint64_t seed) const override;

  const vae& net() const { return net_; }

 private:
  std::string shape_objection(const data_shape& shape) const override;
  std::string value_objection(const data_set& data) const override;
  std::vector<coder_parameter> parameters(const data_shape&) const override;
  void check(const parameter_values& parameters) const override;
  parameter_values stated(parameter_values told, const chunk& coded) const override;
  std::size_t phases() const override { return 2; }
  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items,
                                  const coding_options& options, const items_told& told) const override;
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t> phases,
               const parameter_values& parameters, const items_told& told) const override;
  data_set pop_itemised(itemised<rans_stack>& s, const data_shape& shape,
                        std::span<const std::uint64_t> phases, const parameter_values& parameters,
                        const items_told& told) const override;
  std::optional<bits> find_ideal(const data_set& data, std::uint64_t seed) const override;
  std::optional<rate_losses> find_losses(const data_set& data, std::uint64_t seed) const override;

  std::string name_;
  safetensors weights_;
  vae net_;
};

/// For the registry.
codec_entry bb_ans_entry();

}  // namespace ansatz

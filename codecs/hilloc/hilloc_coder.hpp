#pragma once
#include <hierarchy/hierarchy_coder.hpp>
#include <string>

namespace ansatz {

/// Images by HiLLoC, in files: see `hierarchy_coder` and spec.md.
class hilloc_coder final : public hierarchy_coder {
 public:
  /// `name` is the one that the model goes by. Throws `corrupt_error` for weights that are no hierarchy's,
  /// `domain_error` for one that infers from level to level.
  hilloc_coder(std::string name, safetensors weights);

  std::string codec() const override;
  std::optional<rate_losses> losses(const data_set& data, std::uint64_t seed) const override;

 private:
  void push(metered<rans_stack>& s, const numbers& x) const override;
  numbers pop(rans_stack& s) const override;
  numbers draw(rans_stack& s) const override;
};

/// For the registry.
codec_entry hilloc_entry();

}  // namespace ansatz

#include <ansatz/error.hpp>
#include <hmm/hmm_coder.hpp>
#include <hmm/hmm_text.hpp>

namespace ansatz {
namespace {

class hmm_coder final : public coder {
 public:
  std::string codec() const override { return "hmm"; }

 private:
  std::string shape_objection(const data_shape& shape) const override {
    const auto* bytes = std::get_if<byte_count>(&shape);
    if (bytes == nullptr) return "hmm codes bytes, and these are images (--as bytes takes the file as it is)";
    if (bytes->count == 0) return "hmm codes bytes, at least one";
    return {};
  }
  /// Fitting holds a number for each state of each byte.
  std::uint64_t suggested_chunk() const override { return std::uint64_t{1} << 20; }
  std::vector<coder_parameter> parameters(const data_shape&) const override {
    return {{.name = "states", .suggested = 16, .least = 1, .most = 1024},
            {.name = "rounds", .suggested = 30, .least = 1, .most = 10000, .kept = false}};
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    hmm_text text = hmm_text_of(std::get<std::span<const std::uint8_t>>(items));
    fit_hmm_text(text, static_cast<std::uint32_t>(o.parameters.at("states")),
                 static_cast<unsigned>(o.parameters.at("rounds")), o.threads);
    hmm_text_codec{text.symbols.size()}.push(s, text);
    told(text.symbols.size());
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values& parameters, const items_told& told) const override {
    const hmm_text text = hmm_text_codec{std::get<byte_count>(shape).count}.pop(s);
    if (text.parameters.states != parameters.at("states"))
      throw corrupt_error("the model has another number of states than the file says");
    told(text.symbols.size());
    return text.bytes();
  }
};

}  // namespace

codec_entry hmm_entry() {
  return {
      .name = "hmm",
      .summary = "any bytes, at least one, by a hidden Markov model that is fitted to them and sent along",
      .make = [] { return std::make_unique<hmm_coder>(); },
      .by_request = true};
}

}  // namespace ansatz

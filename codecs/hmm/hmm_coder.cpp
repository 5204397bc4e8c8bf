#include <ansatz/archive/byte_chain.hpp>
#include <ansatz/error.hpp>
#include <hmm/hmm_coder.hpp>
#include <hmm/hmm_text.hpp>

namespace ansatz {
namespace {

constexpr const char* codec_name = "hmm";

struct settings {
  std::uint64_t states = 16, rounds = 30;
};

settings settings_of(const std::map<std::string, std::uint64_t>& parameters) {
  settings s;
  for (const auto& [name, value] : parameters)
    if (name == "states")
      s.states = value;
    else if (name == "rounds")
      s.rounds = value;
    else
      throw domain_error("hmm has no parameter " + printable(name) + "; it has states and rounds");
  if (s.states < 1 || s.states > 1024 || s.rounds < 1 || s.rounds > 10000)
    throw domain_error("hmm: 1 to 1024 states and 1 to 10000 rounds");
  return s;
}

}  // namespace

std::string hmm_coder::codec() const { return codec_name; }
std::string hmm_coder::description() const {
  return "any bytes, at least one; the model is fitted to them and sent along";
}

std::string hmm_coder::objection(const data_set& data) const {
  const auto* bytes = std::get_if<byte_string>(&data);
  if (bytes == nullptr) return "hmm codes bytes, and these are images (--as bytes takes the file as it is)";
  if (bytes->empty()) return "hmm codes bytes, at least one";
  if (bytes->size() >= std::uint64_t{1} << 32) return "hmm codes fewer than 2^32 bytes";
  return {};
}

container hmm_coder::compress(const data_set& data, const coding_options& options, coding_account* account,
                              const items_told& told) const {
  expect_suitable(data);
  const settings s = settings_of(options.parameters);
  hmm_text text = hmm_text_of(std::get<byte_string>(data));
  fit_hmm_text(text, static_cast<std::uint32_t>(s.states), static_cast<unsigned>(s.rounds), options.threads);
  container header = header_for(codec_name, 0, data);
  header.parameters = {{"states", s.states}};
  header.seed = options.seed;
  return push_bytes(std::move(header), options, account, told,
                    [&](metered<rans_stack>& stack) { hmm_text_codec{text.symbols.size()}.push(stack, text); });
}

data_set hmm_coder::decompress(const container& file, unsigned threads, const items_told& told) const {
  expect_own(file);
  return popped_bytes(file, threads, told, [&](rans_stack& stack) {
    const hmm_text text = hmm_text_codec{length_in(file)}.pop(stack);
    if (file.parameters != std::map<std::string, std::uint64_t>{{"states", text.parameters.states}})
      throw corrupt_error("the file's parameters are none that hmm writes");
    return text.bytes();
  });
}

codec_entry hmm_entry() {
  return {.name = codec_name,
          .summary = "bytes by a hidden Markov model that is fitted to them and sent along",
          .models = nullptr,
          .load = {},
          .make = [] { return std::make_unique<hmm_coder>(); },
          .by_request = true};
}

}  // namespace ansatz

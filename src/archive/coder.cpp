#include <ansatz/archive/coder.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>

namespace ansatz {

data_set coder::sample(std::uint64_t, std::uint64_t) const {
  throw domain_error(codec() + " learns while it codes: there is no model to draw from");
}

void coder::expect_own(const container& file) const {
  if (file.codec != codec())
    throw corrupt_error("the file was made by another codec: " + printable(file.codec) + ", not by " +
                        codec());
  if (file.model != fingerprint())
    throw corrupt_error("the file was made with another model: " + hash_hex(file.model) + ", not " +
                        hash_hex(fingerprint()));
}

void coder::expect_suitable(const data_set& data) const {
  if (const std::string why = objection(data); !why.empty()) throw domain_error(why);
}

}  // namespace ansatz

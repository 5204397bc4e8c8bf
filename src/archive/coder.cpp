#include <algorithm>
#include <ansatz/archive/coder.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>

namespace ansatz {
namespace {

/// What was told, and what was suggested for the rest.
parameter_values completed(const std::string& codec, const std::vector<coder_parameter>& known,
                           const parameter_values& told) {
  parameter_values out;
  std::string names;
  for (const coder_parameter& p : known) {
    out[p.name] = p.suggested;
    names += (names.empty() ? "" : ", ") + p.name;
  }
  for (const auto& [name, value] : told) {
    const auto p = std::ranges::find(known, name, &coder_parameter::name);
    if (p == known.end())
      throw domain_error(codec + " has no parameter " + printable(name) + "; it has " +
                         (names.empty() ? "none" : names));
    if (value < p->least || value > p->most)
      throw domain_error(codec + ": " + name + " is " + std::to_string(p->least) + " to " +
                         std::to_string(p->most) + ", not " + std::to_string(value));
    out[name] = value;
  }
  return out;
}

parameter_values kept(const std::vector<coder_parameter>& known, const parameter_values& all) {
  parameter_values out;
  for (const coder_parameter& p : known)
    if (p.kept) out[p.name] = all.at(p.name);
  return out;
}

}  // namespace

std::string coder::objection(const data_set& data) const {
  const std::string why = shape_objection(shape_of(data));
  return why.empty() ? value_objection(data) : why;
}

container coder::compress(const data_set& data, const coding_options& options, coding_account* account,
                          const items_told& told) const {
  expect_suitable(data);
  const data_shape shape = shape_of(data);
  const auto known = parameters(shape);
  coding_options full = options;
  full.parameters = completed(codec(), known, options.parameters);
  check(full.parameters);
  container header = header_for(codec(), fingerprint(), data);
  header.seed = options.seed;
  const std::uint64_t items = items_of(data);
  const std::uint64_t chains = options.chains > 0
                                   ? options.chains
                                   : std::min(suggested_chains(shape), std::max<std::uint64_t>(items, 1));
  container file = push_chains(
      std::move(header), items, chains, options.threads,
      [&](metered<rans_stack>& s, std::uint64_t first, std::uint64_t count, const items_told& tell) {
        return push(s, part_of(data, first, count), full, tell);
      },
      account, told);
  file.parameters = stated(kept(known, full.parameters), file);
  return file;
}

data_set coder::decompress(const container& file, unsigned threads, const items_told& told) const {
  expect_own(file);
  if (file.chains.empty()) throw corrupt_error("the file has no chain");
  const data_shape shape = shape_in(file);
  if (const std::string why = shape_objection(shape); !why.empty())
    throw corrupt_error("the file holds what " + codec() + " does not take: " + why);
  const auto known = parameters(shape);
  try {
    const parameter_values p = completed(codec(), known, file.parameters);
    check(p);
    if (stated(kept(known, p), file) != file.parameters) throw domain_error("stated otherwise");
  } catch (const domain_error&) {
    throw corrupt_error("the file's parameters are none that " + codec() + " writes");
  }
  std::vector<data_set> parts(file.chains.size());
  pop_chains(
      file, threads,
      [&](rans_stack& s, const container::chain& chain, std::uint64_t first, const items_told& tell) {
        if (chain.phases.size() != phases())
          throw corrupt_error("the chain has other phases than " + codec() + " goes through");
        const data_shape part = part_of(shape, first, chain.count);
        data_set popped = pop(s, part, chain.phases, file.parameters, tell);
        if (shape_of(popped) != part) throw corrupt_error("the file says another length than its items have");
        parts[static_cast<std::size_t>(&chain - file.chains.data())] = std::move(popped);
      },
      told);
  data_set data = std::move(parts.front());
  for (std::size_t c = 1; c < parts.size(); ++c) append(data, std::move(parts[c]));
  expect_original(file, data);
  return data;
}

data_set coder::sample(std::uint64_t, std::uint64_t) const {
  throw domain_error(codec() + " has no trained model to draw from");
}

std::optional<bits> coder::ideal(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  return find_ideal(data, seed);
}

std::optional<rate_losses> coder::losses(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  return find_losses(data, seed);
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

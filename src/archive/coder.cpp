#include <algorithm>
#include <ansatz/archive/chunk_encoder.hpp>
#include <ansatz/archive/coder.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <iterator>
#include <map>
#include <mutex>

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

std::string coder::kind_objection(const std::string& kind) const {
  const auto taken = kinds();
  if (std::ranges::find(taken, kind) != taken.end()) return {};
  return codec() + " does not take " + kind;
}

std::string coder::objection(const data_set& data) const {
  if (const std::string why = kind_objection(kind_of(data)); !why.empty()) return why;
  const std::string why = shape_objection(shape_of(data));
  return why.empty() ? value_objection(data) : why;
}

container coder::compress(const data_set& data, const coding_options& options, coding_account* account,
                          const items_told& told) const {
  if (items_of(data) == 0) expect_suitable(data);
  container out{.kind = kind_of(data)};
  chunk_encoder encode{[&](const data_set&) -> const coder& { return *this; }, options,
                       [&](chunk c, const data_set&, const coder&) { out.chunks.push_back(std::move(c)); },
                       account, told};
  constexpr std::uint64_t part = std::uint64_t{1} << 20;
  const std::uint64_t count = items_of(data);
  for (std::uint64_t first = 0, some = 0; first < count; first += some) {
    some = items_within(part_of(data, first, count - first), part);
    encode.add(copy_of(part_of(data, first, some)));
  }
  encode.finish();
  return out;
}

data_set coder::decompress(const container& file, unsigned threads, const items_told& told) const {
  data_set data = none_of(file.kind);
  for (const chunk& c : file.chunks) append(data, decompress_chunk(c, threads, told));
  return data;
}

std::uint64_t coder::items_of_a_chunk(const data_set& items, const coding_options& options) const {
  if (options.chunk > most_in_a_chunk)
    throw domain_error("a chunk holds at most " + std::to_string(most_in_a_chunk) + " numbers");
  const std::uint64_t count = items_of(items);
  const std::uint64_t within =
      items_within(part_of(items, 0, count), options.chunk > 0 ? options.chunk : suggested_chunk());
  return within < count ? whole_units(part_of(items, 0, within)) : 0;
}

std::uint64_t coder::whole_units(const data_view& items) const {
  return std::visit([](const auto& all) -> std::uint64_t { return all.size(); }, items);
}

chunk coder::compress_chunk(const data_set& items, std::uint64_t first, const coding_options& options,
                            coding_account* account, const items_told& told) const {
  if (const std::string why = objection(items); !why.empty())
    throw domain_error(first == 0 ? why
                                  : "of the items from number " + std::to_string(first) + " on: " + why);
  const std::uint64_t count = items_of(items);
  if (count == 0) throw domain_error("a chunk has at least one item");
  const data_shape shape = shape_of(items);
  const auto known = parameters(shape);
  coding_options full = options;
  full.parameters = completed(codec(), known, options.parameters);
  check(full.parameters);
  chunk header = header_for(items);
  header.codec = codec();
  header.model = fingerprint();
  header.first = first;
  header.seed = options.seed;
  const std::uint64_t chains = options.chains > 0 ? options.chains : std::min(suggested_chains(shape), count);
  full.chains = chains;
  std::mutex guard;
  std::map<std::uint64_t, data_set>
      others;  // what comes back, by the first item of a chain, where it is not the items
  chunk coded = push_chains(
      std::move(header), count, chains, options.threads,
      [&](metered<rans_stack>& s, std::uint64_t from, std::uint64_t some, const items_told& tell) {
        std::optional<data_set> given;
        auto through = push_giving(s, part_of(items, from, some), full, tell, given);
        if (given) {
          const std::scoped_lock one{guard};
          others[from] = std::move(*given);
        }
        return through;
      },
      account, told);
  if (!others.empty()) {
    data_set all = none_of(coded.kind);
    std::uint64_t from = 0;
    for (const chunk::chain& k : coded.chains) {
      const auto other = others.find(from);
      append(all, other != others.end() ? std::move(other->second) : copy_of(part_of(items, from, k.count)));
      from += k.count;
    }
    const chunk described = header_for(all);
    coded.items = described.items;
    coded.original = described.original;
  }
  coded.parameters = stated(kept(known, full.parameters), coded);
  return coded;
}

data_set coder::decompress_chunk(const chunk& c, unsigned threads, const items_told& told) const {
  return decoded(c, threads, told, nullptr);
}

data_set coder::decompress_chunk(const chunk& c, std::vector<item_bill>& bills, unsigned threads,
                                 const items_told& told) const {
  if (!itemises()) throw domain_error(codec() + " does not tell what each number took");
  if (c.kind != kind_of(image_set{}))
    throw domain_error("what each number took is told of images, and these are " + printable(c.kind));
  return decoded(c, threads, told, &bills);
}

data_set coder::decoded(const chunk& c, unsigned threads, const items_told& told,
                        std::vector<item_bill>* bills) const {
  expect_own(c);
  if (c.chains.empty()) throw corrupt_error("a chunk has no chain");
  const data_shape shape = shape_in(c);
  if (const std::string why = kind_objection(c.kind); !why.empty()) throw corrupt_error(why);
  if (const std::string why = shape_objection(shape); !why.empty())
    throw corrupt_error("the file holds what " + codec() + " does not take: " + why);
  const auto known = parameters(shape);
  try {
    const parameter_values p = completed(codec(), known, c.parameters);
    check(p);
    if (stated(kept(known, p), c) != c.parameters) throw domain_error("stated otherwise");
  } catch (const domain_error&) {
    throw corrupt_error("the file's parameters are none that " + codec() + " writes");
  }
  std::vector<data_set> parts(c.chains.size());
  std::vector<std::vector<item_bill>> parts_of_bills(bills != nullptr ? c.chains.size() : 0);
  pop_chains(
      c, threads,
      [&](rans_stack& s, const chunk::chain& chain, std::uint64_t first, const items_told& tell) {
        if (chain.phases.size() != phases())
          throw corrupt_error("the chain has other phases than " + codec() + " goes through");
        const data_shape part = part_of(shape, first, chain.count);
        const auto number = static_cast<std::size_t>(&chain - c.chains.data());
        data_set popped;
        if (bills != nullptr) {
          std::vector<std::uint64_t> sizes;
          for (const image_shape& x : std::get<std::vector<image_shape>>(part)) sizes.push_back(x.size());
          itemised counted{std::move(s), sizes};
          popped = pop_itemised(counted, part, chain.phases, c.parameters, tell);
          parts_of_bills[number] = counted.bills();
          s = std::move(counted).inner();
        } else {
          popped = pop(s, part, chain.phases, c.parameters, tell);
        }
        if (!is_part(shape_of(popped), part))
          throw corrupt_error("the file says another length than its items have");
        parts[number] = std::move(popped);
      },
      told);
  data_set data = std::move(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) append(data, std::move(parts[i]));
  expect_original(c, data);
  if (bills != nullptr) {
    bills->clear();
    for (auto& part : parts_of_bills) std::ranges::move(part, std::back_inserter(*bills));
  }
  return data;
}

data_set coder::pop_itemised(itemised<rans_stack>&, const data_shape&, std::span<const std::uint64_t>,
                             const parameter_values&, const items_told&) const {
  throw domain_error(codec() + " does not tell what each number took");
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

void coder::expect_own(const chunk& c) const {
  if (c.codec != codec())
    throw corrupt_error("the file was made by another codec: " + printable(c.codec) + ", not by " + codec());
  if (c.model != fingerprint())
    throw corrupt_error("the file was made with another model: " + hash_hex(c.model) + ", not " +
                        hash_hex(fingerprint()));
}

void coder::expect_suitable(const data_set& data) const {
  if (const std::string why = objection(data); !why.empty()) throw domain_error(why);
}

}  // namespace ansatz

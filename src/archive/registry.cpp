#include <algorithm>
#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <string>

namespace ansatz {
namespace {

constexpr std::uint64_t tried_items = 100, tried_dims = std::uint64_t{1} << 18;

std::string names_of(std::span<const codec_entry> codecs) {
  std::string out;
  for (const codec_entry& c : codecs) out += (out.empty() ? "" : ", ") + c.name;
  return out;
}

}  // namespace

const codec_entry& find_codec(std::span<const codec_entry> codecs, std::string_view name) {
  const auto at = std::ranges::find(codecs, name, &codec_entry::name);
  if (at == codecs.end())
    throw domain_error("there is no codec " + printable(name) + "; there are " + names_of(codecs));
  return *at;
}

std::unique_ptr<coder> coder_of(std::span<const codec_entry> codecs, const chunk& made,
                                const std::filesystem::path& weights) {
  const auto at = std::ranges::find(codecs, made.codec, &codec_entry::name);
  if (at == codecs.end())
    throw corrupt_error("the file was made by a codec that this program does not know: " +
                        printable(made.codec));
  if (at->models == nullptr) {
    if (!weights.empty()) throw domain_error("the file was made by " + at->name + ", which has no model");
    return at->make();
  }
  const auto path = weights.empty() ? at->models->model(made.model) : weights;
  auto out = at->load(path);
  if (!out) throw domain_error(path.string() + ": the model is not one for " + at->name);
  return out;
}

const coder& coders_of_chunks::of(const chunk& made) {
  std::unique_ptr<coder>& one = loaded_[{made.codec, made.model}];
  if (!one) one = coder_of(codecs_, made, weights_);
  return *one;
}

std::unique_ptr<coder> load_coder(std::span<const codec_entry> codecs, const std::filesystem::path& weights) {
  std::string why = weights.string() + ": no codec here takes a model";
  for (const codec_entry& c : codecs) {
    if (!c.load) continue;
    try {
      if (auto out = c.load(weights)) return out;
      why = weights.string() + ": the model is not one for " + names_of(codecs);
    } catch (const corrupt_error& e) {
      why = e.what();
      if (why.find(weights.filename().string()) == std::string::npos) why = weights.string() + ": " + why;
    }
  }
  throw corrupt_error(why);
}

std::vector<std::unique_ptr<coder>> all_coders(std::span<const codec_entry> codecs,
                                               const std::function<void(const std::string&)>& warned) {
  std::vector<std::unique_ptr<coder>> out;
  for (const codec_entry& c : codecs) {
    if (c.models == nullptr) {
      out.push_back(c.make());
      continue;
    }
    for (const auto& path : c.models->models()) try {
        if (auto one = c.load(path)) out.push_back(std::move(one));
      } catch (const error& e) {
        if (warned) warned(path.string() + ": " + e.what() + "; this model is passed over");
      }
  }
  return out;
}

std::vector<tried_coder> best_first(std::vector<std::unique_ptr<coder>> coders, const data_set& data,
                                    unsigned threads) {
  std::erase_if(coders, [&](const auto& c) { return !c->objection(data).empty(); });
  const auto needs_no_trial = [&](const coder& one) {
    return std::ranges::any_of(coders, [&](const auto& other) { return other->stands_for(one, data); });
  };
  std::vector<std::size_t> tried;
  for (std::size_t i = 0; i < coders.size(); ++i)
    if (!needs_no_trial(*coders[i])) tried.push_back(i);
  std::vector<tried_coder> out;
  for (const std::size_t i : tried) out.push_back({.coder = std::move(coders[i])});
  if (out.size() < 2) return out;
  const data_set first = first_of(data, tried_items, tried_dims);
  in_parallel(out.size(), threads, [&](std::uint64_t i) {
    coding_account account;
    // The middle of a large image, unless the coder takes whole ones alone.
    const bool takes_parts = out[i].coder->objection(first).empty();
    const data_set given = takes_parts ? first : copy_of(part_of(data, 0, 1));
    const std::uint64_t whole = out[i].coder->whole_items(given);
    const data_set part = copy_of(part_of(given, 0, whole > 0 ? whole : items_of(given)));
    out[i].coder->compress(part, {.chains = 1}, &account);
    out[i].cost = account.net + account.initial;
    out[i].dims = dims_of(part);
  });
  std::ranges::stable_sort(out, {}, &tried_coder::rate);
  return out;
}

}  // namespace ansatz

#include "choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <filesystem>
#include <registry/registry.hpp>
#include <utility>

namespace ansatz::experiment {
namespace {

std::vector<codec_entry> entries_of(const wish& w) {
  if (!w.codec.empty()) return {find_codec(registered_codecs(), w.codec)};
  std::vector<codec_entry> out;
  for (const codec_entry& c : registered_codecs())
    if (!c.by_request) out.push_back(c);
  return out;
}

bool is_general(const coder& c) { return c.model().empty(); }

[[noreturn]] void refuse(const std::vector<std::string>& objections, const data_set& data) {
  std::string out = "nothing here codes " + summary_of(data);
  for (const std::string& why : objections) out += "; " + why;
  throw domain_error(out);
}

}  // namespace

std::string name_of(const coder& c) { return c.codec() + (is_general(c) ? "" : ", model " + c.model()); }

std::filesystem::path weights_of(const std::string& model) {
  std::error_code none;
  if (std::filesystem::exists(model, none)) return model;
  for (const codec_entry& c : registered_codecs()) {
    if (c.models == nullptr) continue;
    for (const auto& path : c.models->models())
      if (path.stem() == model) return path;
  }
  return model;
}

std::vector<std::unique_ptr<coder>> wished(const wish& w, const remarks& told) {
  const auto entries = entries_of(w);
  if (w.models.empty()) return all_coders(entries, told);
  std::vector<std::unique_ptr<coder>> out;
  for (const std::string& model : w.models) out.push_back(load_coder(entries, weights_of(model)));
  return out;
}

std::unique_ptr<coder> chosen(const wish& w, const data_set& data, unsigned threads, const remarks& told) {
  auto coders = wished(w, told);
  if (coders.size() == 1 || !w.models.empty())
    if (const std::string why = coders.front()->objection(data); !why.empty())
      throw domain_error(name_of(*coders.front()) + ": " + why);
  // Codecs of graphs keep different things: none is taken for another.
  if (coders.size() == 1 && !w.codec.empty() && std::holds_alternative<graph_set>(data))
    return std::move(coders.front());
  std::vector<std::string> objections;
  std::vector<const coder*> asked;  // with a model, unless one without was asked for
  for (const auto& c : coders)
    if (const std::string why = c->objection(data); !why.empty()) {
      if (std::ranges::find(objections, why) == objections.end()) objections.push_back(why);
    } else if (!is_general(*c) || !w.codec.empty()) {
      asked.push_back(c.get());
    }
  if (w.strict && asked.empty()) refuse(objections, data);
  // A codec without a model says what any model must be worth.
  for (const codec_entry& e : registered_codecs())
    if (e.models == nullptr && !e.by_request &&
        std::ranges::none_of(coders, [&](const auto& c) { return c->codec() == e.name; }))
      coders.push_back(e.make());
  auto tried = best_first(std::move(coders), data, threads);
  if (tried.empty()) refuse(objections, data);
  tried_coder& best = tried.front();
  if (asked.empty()) {
    if (std::holds_alternative<image_set>(data))
      told(fmt::format("no model here is for {}; {} takes them", summary_of(data), best.coder->codec()));
    return std::move(best.coder);
  }
  tried_coder& own = *std::ranges::find_if(
      tried, [&](const auto& t) { return std::ranges::find(asked, t.coder.get()) != asked.end(); });
  if (&own == &best || !is_general(*best.coder)) return std::move(own.coder);
  // Under a codec's name the program keeps to it, unless the model is none for these data: a third more bits than without. Of few
  // images much is the start.
  constexpr std::uint64_t few = 20;
  const bool kept = w.strict || !w.models.empty() ||
                    (!w.codec.empty() && (items_of(data) < few || 3 * own.rate().q24 <= 4 * best.rate().q24));
  told(fmt::format("{} takes {:.3f} bits/dim for the first items, {} without a model {:.3f}: {}",
                   name_of(*own.coder), own.rate().to_double(), best.coder->codec(), best.rate().to_double(),
                   kept ? "another model, or codec, would do better" : "so that is taken"));
  return std::move((kept ? own : best).coder);
}

}  // namespace ansatz::experiment

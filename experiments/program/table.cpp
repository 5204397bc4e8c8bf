#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <common/progress.hpp>
#include <common/results.hpp>
#include <common/rivals.hpp>
#include <common/standard_images.hpp>
#include <filesystem>
#include <registry/registry.hpp>
#include <variant>

#include "measured.hpp"

namespace ansatz::experiment {
namespace {

/// Names without the fingerprint, unless two are the same then.
void shorten(std::vector<measured_coder>& coders) {
  const auto short_name = [](const measured_coder& c) {
    return promised_fingerprint(c.name + ".safetensors") ? c.name.substr(0, c.name.size() - 17) : c.name;
  };
  for (measured_coder& c : coders)
    if (std::ranges::count(coders, short_name(c), short_name) == 1) c.shown = short_name(c);
}

struct named_data {
  std::string name, file_name;
  data_set data;
};

named_data standard(const named_images& s) { return {s.name, s.file_name, s.images}; }

std::vector<named_data> sets_of(const arguments& a, const table_options& o) {
  if (a.paths.empty())
    return {standard(standard_images(o.data, true, a.limit)),
            standard(standard_images(o.data, false, a.limit))};
  const std::string name = std::filesystem::path{a.paths.front()}.stem().string();
  how_to_read how = a.reading();
  if (how.as == kind::by_content) how.as = holds_graphs(a.paths.front()) ? kind::graphs : kind::images;
  return {{name, name, read_data(a.paths, how, a.told)}};
}

/// Nothing where none is.
rival_wanted wanted_of(const std::vector<std::string>& without) {
  if (std::ranges::find(without, "all") != without.end()) return {};
  return [&](const std::string& name) {
    return std::ranges::none_of(without, [&](const std::string& prefix) { return name.starts_with(prefix); });
  };
}

std::vector<rival> rivals_of(const image_set& images, const rival_wanted& wanted) {
  if (!wanted) return {};
  progress bar{"other compressors", 8};
  return run_rivals(images, [&](const std::string& name) {
    bar.add(1);
    return wanted(name);
  });
}

measured_set measured(const named_data& set, const std::vector<std::unique_ptr<coder>>& coders,
                      const arguments& a, const table_options& o) {
  measured_set s;
  s.name = set.name;
  s.file_name = set.file_name;
  s.hash = hash_of(set.data);
  s.count = items_of(set.data);
  s.dims = dims_of(set.data);
  s.unit = unit_of(kind_of(set.data));
  s.quoted = quoted_for(set.data);
  if (s.count == 0) throw domain_error(set.name + ": there is nothing in it");
  // First: they may refuse the images.
  if (const auto* images = std::get_if<image_set>(&set.data))
    s.rivals = rivals_of(*images, wanted_of(o.without));
  std::vector<const coder*> taken;
  for (const auto& c : coders) {
    if (!c->objection(set.data).empty()) continue;
    taken.push_back(c.get());
    s.coders.push_back(measure(*c, set.data, {a.coding, o.alone}));
    say(fmt::format("{}, {}: {:.5f} {}", set.name, s.coders.back().name,
                    s.file_rate(s.coders.back().file_bytes), s.unit));
  }
  if (s.coders.empty())
    throw domain_error(set.name + ": no model that was asked for takes " + summary_of(set.data));
  if (const auto* images = std::get_if<image_set>(&set.data); images != nullptr && o.each > 0)
    s.each = files_of_each(taken, *images, o.each, a.coding, wanted_of(o.without));
  shorten(s.coders);
  return s;
}

/// Of graphs there are neither models nor other compressors.
table rates_of_graphs(const measured_set& s) {
  table t{"rates of " + s.name,
          {{"codec", ""},
           {"keeps", ""},
           {"net", s.unit, 5},
           {"gross", s.unit, 5},
           {"bytes", "bytes"},
           {"alone", s.unit, 4},
           {"initial", "bits", 0},
           {"encode", "s", 2},
           {"decode", "s", 2}}};
  for (const measured_coder& c : s.coders)
    t.add({c.codec,
           find_codec(registered_codecs(), c.codec).not_kept.empty() ? "numbers of nodes" : "graphs alone",
           s.rate(c.account.net), s.file_rate(c.file_bytes), c.file_bytes, value{c.alone}, c.account.initial,
           c.encode_seconds, c.decode_seconds});
  t.note(fmt::format("{} {} of {} edges, hash {}\nalone: a graph in a file of its own, the mean of some",
                     s.count, s.count == 1 ? "graph" : "graphs", s.dims, hash_hex(s.hash)));
  return t;
}

table rates_of(const measured_set& s) {
  if (s.of_graphs()) return rates_of_graphs(s);
  table t{"rates of " + s.name,
          {{"by", ""},
           {"codec", ""},
           {"ideal", s.unit, 5},
           {"net", s.unit, 5},
           {"gross", s.unit, 5},
           {"bytes", "bytes"},
           {"alone", s.unit, 4},
           {"initial", "bits", 0},
           {"encode", "s", 2},
           {"decode", "s", 2},
           {"model_bytes", "bytes"},
           {"pays_from", "images"}}};
  for (const measured_coder& c : s.coders)
    t.add({c.shown,
           c.codec,
           c.losses ? value{s.rate(c.losses->ideal)} : value{},
           s.rate(c.account.net),
           s.file_rate(c.file_bytes),
           c.file_bytes,
           value{c.alone},
           c.account.initial,
           c.encode_seconds,
           c.decode_seconds,
           c.model_bytes,
           {}});
  if (!s.rivals.empty()) t.rule();
  for (const rival& r : s.rivals) {
    const std::uint64_t images = break_even(s, s.best(), r);
    t.add({r.name,
           {},
           {},
           {},
           s.file_rate(r.bytes),
           r.bytes,
           {},
           {},
           r.encode_seconds,
           r.decode_seconds,
           {},
           images == 0 ? value{} : value{images}});
  }
  if (!s.quoted.empty()) t.rule();
  for (const quoted_rate& q : s.quoted)
    t.add({q.name + " [" + q.source + "]", {}, {}, {}, q.bits_per_dim, {}, {}, {}, {}, {}, {}, {}});
  t.note(
      fmt::format("{} images, {} numbers, hash {}\npays from: images from which, at these rates, {} and its "
                  "model of {} bytes together are smaller",
                  s.count, s.dims, hash_hex(s.hash), s.best().shown, s.best().model_bytes));
  return t;
}

table losses_of(const measured_set& s) {
  table t{"losses on " + s.name,
          {{"by", ""}, {"step", ""}, {"adds", s.unit, 6, "", true}, {"of_the_ideal", "%", 3, "", true}}};
  bool excluded = false;
  for (const measured_coder& c : s.coders) {
    if (!c.losses) continue;
    for (const auto& [step, sum] : c.losses->steps) {
      t.add({c.shown, step, s.rate(sum), 100 * sum.to_double() / c.losses->ideal.to_double()});
      excluded |= 10 * sum.to_double() < -c.losses->ideal.to_double();
    }
  }
  std::string note =
      "From the ideal, -ELBO of the model as trained, to the coded rate, on the same draws; steps may be "
      "gains: integers leave every value a count.";
  if (excluded)
    note +=
        "\nWhere they gain a tenth of the ideal or more, the model all but excludes these data: its own "
        "probabilities ask for the ideal rate, and the "
        "counts that integers leave\nto every value bound what a pixel can cost. Such a rate says nothing of "
        "the model, but that it is not one for these data.";
  t.note(note);
  return t;
}

table ledger_of(const measured_set& s) {
  table t{"ledger of " + s.name, {{"by", ""}, {"part", ""}, {"net", s.unit, 5, "", true}}};
  for (const measured_coder& c : s.coders)
    for (const auto& [label, sum] : c.account.ledger)
      t.add({c.shown, label.empty() ? "(unlabelled)" : label, s.rate(sum)});
  return t;
}

table running_of(const measured_set& s) {
  const std::string what = s.of_graphs() ? "graphs" : "images";
  table t{"first " + what + " of " + s.name, {{"by", ""}, {what, ""}, {"gross", s.unit, 5}}};
  for (const measured_coder& c : s.coders)
    for (const auto& [n, rate] : c.running) t.add({c.shown, n, rate});
  return t;
}

/// Sizes of files, and rates, of each image; a line of all of them.
table images_of(const measured_set& s) {
  std::vector<column> columns{{"image", ""}, {"size", ""}};
  // Models by the names that the other tables have.
  std::vector<std::string> names;
  for (const auto& [name, bytes] : s.each.front().bytes) {
    const auto at = std::ranges::find(s.coders, name, &measured_coder::name);
    names.push_back(at != s.coders.end() ? at->shown : name);
  }
  for (const std::string& name : names) columns.push_back({name, "bytes"});
  for (const std::string& name : names) columns.push_back({name + ", rate", s.unit, 3, name});
  table t{"images of " + s.name, std::move(columns)};
  const auto add = [&](value image, const std::string& size, const std::vector<std::uint64_t>& bytes,
                       std::uint64_t dims) {
    std::vector<value> row{std::move(image), size};
    row.insert(row.end(), bytes.begin(), bytes.end());
    for (const std::uint64_t b : bytes)
      row.emplace_back(8 * static_cast<double>(b) / static_cast<double>(dims));
    t.add(std::move(row));
  };
  std::vector<std::uint64_t> sums(names.size()), smallest(names.size());
  std::uint64_t dims = 0;
  for (std::size_t i = 0; i < s.each.size(); ++i) {
    const image_shape& shape = s.each[i].shape;
    std::vector<std::uint64_t> bytes;
    for (const auto& [name, b] : s.each[i].bytes) bytes.push_back(b);
    add(i, fmt::format("{}x{}{}", shape.width, shape.height, shape.channels == 1 ? "" : ", colour"), bytes,
        shape.size());
    for (std::size_t k = 0; k < bytes.size(); ++k) {
      sums[k] += bytes[k];
      smallest[k] += bytes[k] == *std::ranges::min_element(bytes) ? 1 : 0;
    }
    dims += shape.size();
  }
  t.rule();
  add("all", "", sums, dims);
  std::string note;
  for (std::size_t k = 0; k < names.size(); ++k)
    if (smallest[k] > 0) note += fmt::format("{} {} ({})", note.empty() ? "" : ";", names[k], smallest[k]);
  t.note("Each image in a file of its own, the whole of it. The smallest file:" + note);
  return t;
}

/// Those that are asked for; of graphs all, since each keeps something else.
std::vector<std::unique_ptr<coder>> coders_for(const arguments& a, const data_set& data) {
  auto coders = wished(a.wanted, a.told);
  if (!a.wanted.codec.empty() || !a.wanted.models.empty() || !std::holds_alternative<graph_set>(data))
    return coders;
  for (const codec_entry& e : registered_codecs())
    if (e.by_request && e.make) coders.push_back(e.make());
  return coders;
}

}  // namespace

void run_table(const arguments& a, const table_options& o) {
  o.out.check(a.paths);
  results r{"ansatz table"};
  for (const named_data& set : sets_of(a, o)) {
    const measured_set s = measured(set, coders_for(a, set.data), a, o);
    r.add(rates_of(s));
    if (!s.each.empty()) r.add(images_of(s));
    r.add(ledger_of(s));
    if (!s.of_graphs()) r.add(losses_of(s));  // from the ideal of a trained model
    r.add(running_of(s));
    if (!o.out.plots.empty()) write_charts(s, o.out.plots);
  }
  if (!o.out.json.empty()) write_text(o.out.json, r.json());
}

}  // namespace ansatz::experiment

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <registry/registry.hpp>
#include <string>

#include "archive.hpp"
#include "report.hpp"

namespace ansatz::experiment {
namespace {

coders_of_chunks coders_for(const arguments& a) {
  return coders_of_chunks{registered_codecs(), a.wanted.models.empty() ? std::filesystem::path{}
                                                                       : weights_of(a.wanted.models.front())};
}

/// Chunks whose coder is not here are lost for now.
void lose_unknown(work_list& w, coders_of_chunks& coders) {
  std::vector<chunk_listing> known;
  for (chunk_listing& l : w.chunks) try {
      coders.of(l.header);
      shape_in(l.header);
      known.push_back(std::move(l));
    } catch (const error& e) {
      w.lost.push_back({l.header.first, l.header.count(), e.what()});
    }
  w.chunks = std::move(known);
}

void tell_lost(const work_list& w, const arguments& a) {
  for (const lost_items& l : w.lost)
    a.told(l.count == 0 ? fmt::format("items from {} on: {}", l.first, l.why)
                        : fmt::format("lost: items {} to {}: {}", l.first, l.first + l.count - 1, l.why));
}

/// Files of graphs have no gaps: those after what is lost have other numbers than before.
void tell_numbers(const work_list& w, const arguments& a) {
  std::uint64_t number = 0;  // of the next graph in the output
  for (std::size_t i = 0; i < w.chunks.size();) {
    const std::uint64_t first = w.chunks[i].header.first;
    std::uint64_t end = first;
    for (; i < w.chunks.size() && w.chunks[i].header.first == end; ++i) end += w.chunks[i].header.count();
    if (first != number)
      a.told(fmt::format("{}: graphs {} to {} there are items {} to {}, all counted from 0", legible(a.out),
                         number, number + end - first - 1, first, end - 1));
    number += end - first;
  }
}

}  // namespace

bool decompress(const arguments& a) {
  expect_ready(a, {a.in});
  const archive from{a.in};
  coders_of_chunks coders = coders_for(a);
  work_list w = a.salvage ? whole_items(from.salvaged())
                          : about(a.in, [&] { return wanted_items(from.container(), a.first, a.last); });
  if (a.salvage) {
    lose_unknown(w, coders);
    tell_lost(w, a);
    if (w.kind == kind_of(graph_set{})) tell_numbers(w, a);
    if (w.chunks.empty()) throw corrupt_error(a.in + ": nothing in it is whole");
  }
  const image_listing what = about(a.in, [&] { return listing_of(w); });
  data_writer to{a.out, a.format, w.kind, what};
  account_of_file f;
  for (const chunk_listing& l : w.chunks) f.add(coders.of(l.header));
  f.bytes = from.size();
  f.items = what.count;
  f.unit = unit_of(w.kind);
  progress bar{"decoding", what.count};
  const stopwatch time;
  std::uint64_t next = w.first;
  decode(
      from, w, coders, a.coding.threads, [&](std::uint64_t n) { bar.add(n); },
      [&](const data_set& part, std::uint64_t first) {
        if (first > next) to.skip(first - next);
        next = first + items_of(part);
        f.dims += dims_of(part);
        to.write(part);
      });
  to.finish();
  f.decode_seconds = time.seconds();
  report(a, f);
  return w.lost.empty();
}

void verify(const arguments& a) {
  const archive from{a.in};
  const container_file file = from.container();
  coders_of_chunks coders = coders_for(a);
  data_summary held{file.kind()};
  data_set decoded = none_of(file.kind());
  std::size_t at = 0;
  const coder* by = nullptr;  // what decoded
  parameter_values stated;
  account_of_file f;
  std::vector<std::string> damaged;
  std::string unsure;
  progress bar{"decoding", file.count()};
  const auto decode_next = [&] {
    try {
      const chunk c = file.read(at++);
      decoded = coders.of(c).decompress_chunk(c, a.coding.threads, [&](std::uint64_t n) { bar.add(n); });
      by = &coders.of(c);
      stated = c.parameters;
      f.add(*by);
      held.add(shape_of(decoded));
    } catch (const corrupt_error& e) {
      const container_file::place& p = file.places()[at - 1];
      damaged.push_back(fmt::format("items {} to {}: {}", p.first, p.first + p.items - 1, e.what()));
    }
  };
  const auto expect_whole = [&] {
    if (damaged.empty()) return;
    std::string all = fmt::format("{}: {} of {} chunks damaged; decompress --salvage brings back the others",
                                  a.in, damaged.size(), file.places().size());
    for (const std::string& one : damaged) all += "; " + one;
    throw corrupt_error(all);
  };
  const auto differs = [&] {
    return error(fmt::format("{} holds other data than {}", a.in, fmt::join(a.paths, ", ")));
  };
  if (!a.paths.empty()) {
    // What a codec keeps of a chunk is for it to say.
    data_set waiting = none_of(file.kind());
    const auto compare = [&](bool all_there) {
      while (at < file.places().size() && file.places()[at].items <= items_of(waiting)) {
        decode_next();
        expect_whole();
        const coder::comparison c = by->compare(decoded, take_first(waiting, items_of(decoded)), stated);
        if (!c.same) throw differs();
        if (!c.unsure.empty()) unsure = "; " + c.unsure;
      }
      if (all_there && (items_of(waiting) > 0 || at < file.places().size())) throw differs();
      if (at == file.places().size() && items_of(waiting) > 0) throw differs();
    };
    how_to_read how = a.reading();
    how.as = file.kind() == kind_of(graph_set{})   ? kind::graphs
             : file.kind() == kind_of(image_set{}) ? kind::images
                                                   : kind::bytes;
    read_data_in_parts(a.paths, how, a.told, [&](data_set part) {
      append(waiting, std::move(part));
      compare(false);
    });
    compare(true);
  }
  while (at < file.places().size()) decode_next();
  expect_whole();
  std::string names;
  for (const auto& [name, part] : f.by) names += (names.empty() ? " by " : "; ") + name;
  fmt::print(
      "{}: {}{}: every stream ends where it began, every checksum is right{}{}\n", a.in, held.text(), names,
      a.paths.empty() ? "" : fmt::format(", and it holds what {} does", fmt::join(a.paths, ", ")), unsure);
}

}  // namespace ansatz::experiment

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/archive/chunk_encoder.hpp>
#include <ansatz/archive/container.hpp>
#include <ansatz/error.hpp>
#include <array>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <registry/registry.hpp>
#include <variant>
#include <vector>

#include "archive.hpp"
#include "report.hpp"

namespace ansatz::experiment {
namespace {

namespace fs = std::filesystem;

/// A file of ours may be replaced by another one; what else lies there was hardly meant, as where the output is
/// forgotten: compress *.png.
void expect_replaceable(const arguments& a) {
  if (a.out == "-") return;
  expect_place(a.out);
  std::error_code none;
  if (a.force || !fs::is_regular_file(a.out, none) || fs::file_size(a.out, none) == 0) return;
  std::array<std::byte, 8> first{};
  const std::size_t there = source_of(fs::path{a.out})(first);
  if (!begins_as_container(std::span{first}.first(there)))
    throw error(a.out + " is there, and no file of ansatz: --force replaces it");
}

/// The coder that is chosen by the first items, and those for chunks which that one does not take.
class choice {
 public:
  explicit choice(const arguments& a) : a_{a} {}
  const coder& operator()(const data_set& items) {
    for (const auto& c : chosen_)
      if (c->objection(items).empty()) return *c;
    chosen_.push_back(chosen(a_.wanted, items, a_.coding.threads, a_.told));
    const coder& c = *chosen_.back();
    if (const auto& e = find_codec(registered_codecs(), c.codec()); !e.not_kept.empty())
      a_.told(fmt::format("{} does not keep {}", e.name, e.not_kept) +
              (std::holds_alternative<graph_set>(items) ? "; --keep-labels keeps them" : ""));
    return c;
  }

 private:
  const arguments& a_;
  std::vector<std::unique_ptr<coder>> chosen_;
};

/// A file, or the standard output.
class destination {
 public:
  explicit destination(const std::string& path) {
    if (path != "-") file_.emplace(fs::path{path});
  }
  byte_sink sink() {
    return file_ ? byte_sink{[this](std::span<const std::byte> part) { file_->write(part); }}
                 : standard_output();
  }
  void finish() {
    if (file_)
      file_->finish();
    else
      flush_standard_output();
  }

 private:
  std::optional<output_file> file_;
};

/// What is to be continued: nothing, unless that is asked for.
std::optional<archive> continued(const arguments& a) {
  if (!a.append) return {};
  std::error_code none;
  if (a.out == "-" || !fs::exists(a.out, none))
    throw error(a.out + " is not there: --append goes on after what is in a file");
  return archive{a.out};
}

/// The chunks that are there go first, as they are.
void copy_chunks(const archive& from, container_writer& to, const std::string& kind) {
  const container_file old = from.container();
  if (old.kind() != kind)
    throw domain_error(from.name() + " holds " + old.kind() + ", and what is to be appended are " + kind);
  for (std::size_t i = 0; i < old.places().size(); ++i)
    to.add(about(from.name(), [&] { return old.read(i); }));
}

/// Sets of graphs have labels of all of them, or of none: no others could be written as one again.
void expect_same_labels(const archive& from, const data_set& more) {
  if (!std::holds_alternative<graph_set>(more)) return;
  const container_file old = from.container();
  graph_counts all = std::get<graph_counts>(shape_of(more));
  for (std::size_t i = 0; i < old.places().size(); ++i) {
    const auto own = std::get<graph_counts>(about(from.name(), [&] { return shape_in(old.list(i).header); }));
    all.nodes += own.nodes, all.node_labels += own.node_labels;
    all.edges += own.edges, all.edge_labels += own.edge_labels;
  }
  const auto of_some = [](std::uint64_t labels, std::uint64_t of) { return labels != 0 && labels != of; };
  if (of_some(all.node_labels, all.nodes) || of_some(all.edge_labels, all.edges))
    throw domain_error(
        from.name() +
        ": graphs with labels of nodes or edges and graphs without would be one set, which no file "
        "of graphs holds: put them into a file of their own");
}

}  // namespace

void compress(arguments a) {
  expect_ready(a, a.paths);
  if (!a.append) expect_replaceable(a);
  const std::optional<archive> before = continued(a);
  if (before) before->container();  // what is damaged is not continued
  destination to{a.out};
  account_of_file f;
  f.coded.emplace();
  choice coder_for{a};
  std::optional<container_writer> writer;
  std::optional<chunk_encoder> encoder;
  progress bar{"encoding", 0};
  double encoding = 0, decoding = 0;

  const auto take = [&](const chunk& coded, const data_set& items, const coder& by) {
    writer->add(coded);
    f.add(by);
    if (a.ideal) {
      const auto ideal = by.ideal(items, a.coding.seed);
      if (ideal) f.ideal = f.ideal.value_or(bits{}) + *ideal;
    }
    if (!a.verify) return;
    const stopwatch time;
    if (!by.gives_back(by.decompress_chunk(coded, a.coding.threads), items, coded.parameters))
      fault("the decoded data differ");
    decoding += time.seconds();
  };
  const auto begin = [&](const std::string& kind) {
    writer.emplace(to.sink(), kind);
    if (before) copy_chunks(*before, *writer, kind);
    encoder.emplace([&](const data_set& items) -> const coder& { return coder_for(items); }, a.coding, take,
                    &*f.coded, [&](std::uint64_t n) { bar.add(n); }, writer->items(), writer->chains());
  };
  const stopwatch time;
  const std::string kind = read_data_in_parts(a.paths, a.reading(), a.told, [&](data_set part) {
    if (a.keep_labels && !std::holds_alternative<graph_set>(part))
      throw domain_error("--keep-labels is of graphs");
    if (before && before->container().kind() == kind_of(part)) expect_same_labels(*before, part);
    if (!writer) begin(kind_of(part));
    f.unit = unit_of(kind_of(part));
    f.items += items_of(part);
    f.dims += dims_of(part);
    encoder->add(std::move(part));
  });
  if (!writer) begin(kind);
  encoder->finish();
  encoding = time.seconds() - decoding;
  writer->finish();
  to.finish();
  f.bytes = writer->bytes();
  f.encode_seconds = encoding;
  if (a.verify) f.decode_seconds = decoding;
  report(a, f);
}

}  // namespace ansatz::experiment

// Multisets: what coding items without their order saves, against log2(n! / prod n_s!).
#include <fmt/format.h>

#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <multiset/items.hpp>
#include <multiset/sets.hpp>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::uint64_t seeds = 1, most = 1000000;
  std::string items = kinds_of_items[0];
};

table table_of(const std::vector<multiset_cost>& costs) {
  table t{"multisets",
          {{"data", ""},
           {"items", ""},
           {"distinct", ""},
           {"list", "bits", 0},
           {"multiset", "bits", 0},
           {"saved", "bits", 1},
           {"theory", "bits", 1, "log2 n!/prod"},
           {"saved_share", "%", 2, "saved"},
           {"initial", "bits", 1},
           {"parameters", "bits", 0},
           {"push", "s", 3},
           {"pop", "s", 3},
           {"fenwick_push", "s", 3, "Fenwick push"},
           {"fenwick_pop", "s", 3, "pop"}}};
  double worst = 0;
  for (const multiset_cost& c : costs) {
    worst = std::max({worst, c.saved() - c.theory, c.theory - c.saved()});
    const auto& f = c.by_fenwick;
    t.add({c.data, c.count, c.distinct, c.list(), c.multiset(), c.saved(), c.theory,
           100 * c.saved() / c.list().to_double(), c.taken.initial, c.parameters(), c.taken.push_seconds,
           c.taken.pop_seconds, f ? value{f->push_seconds} : value{}, f ? value{f->pop_seconds} : value{}});
  }
  t.note(
      fmt::format("all decoded; the saving differs from log2(n! / prod n_s!) by at most {:.6f} bits", worst));
  return t;
}

void plot(const std::vector<multiset_cost>& costs, const command_line& line) {
  std::vector<curve> curves;
  for (const std::string name : {"uniform", "Zipf"}) {
    curve saved{name + ", saved", {}, source::ours, false},
        theory{name + ", log2 n!/prod n_s!", {}, source::quoted, true};
    for (const multiset_cost& c : costs) {
      if (!c.by_fenwick || !c.data.starts_with(name)) continue;
      const double n = static_cast<double>(c.count);
      saved.points.emplace_back(n, c.saved() / n);
      theory.points.emplace_back(n, c.theory / n);
    }
    curves.push_back(saved);
    curves.push_back(theory);
  }
  line.plot("multiset_saved",
            line_chart("What the order of n symbols of 2^16 costs", "items", "bits an item", curves));
}

void run(const arguments& a, const command_line& line, results& results) {
  std::vector<std::function<multiset_cost()>> work;
  if (!line.has_files())
    for (std::uint64_t n = 1000; n <= a.most; n *= 10)
      for (std::uint64_t seed = 0; seed < a.seeds; ++seed) {
        work.emplace_back([=] { return uniform_draws(n, seed); });
        work.emplace_back([=] { return zipf_draws(n, seed); });
      }
  for (const auto& file : line.inputs())  // all read before anything is measured
    work.push_back(line.has_files() ? measurement_of(file, a.items) : standard_measurement(file));
  std::vector<multiset_cost> costs;
  {
    progress shown{"multisets", work.size()};
    for (const auto& measure : work) {
      costs.push_back(measure());
      shown.add(1);
    }
  }
  results.add(table_of(costs));
  if (!line.has_files()) plot(costs, line);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "multiset",
      "Codes multisets, there and back: a file's lines, words, bytes or images; without files, drawn symbols "
      "and the standard sets."};
  arguments a;
  line.files("whose items are multisets");
  line.data({"text/book1", "tabular/adult-train.csv.gz", "mnist/t10k-images-idx3-ubyte.gz"});
  line.one_of("--items", a.items,
              "what the items of the files are (by content: images of idx files, else lines)",
              {std::begin(kinds_of_items), std::end(kinds_of_items)});
  line.number("--seeds", a.seeds, "draws of each size", 1, 1000);
  line.one_of("--most", a.most, "items of the largest multiset that is drawn",
              {1000, 10000, 100000, 1000000, 10000000, 100000000});
  return line.run(argc, argv, [&](results& results) { run(a, line, results); });
}

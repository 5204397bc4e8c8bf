// Multisets: what coding items without their order saves, against log2(n! / prod n_s!).
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/combinator/terminated.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/models.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::value_of;

struct result {
  std::string name;
  std::size_t count = 0, distinct = 0;
  bits list, net, order, parameters, initial;  // list: what the same items cost in their order
  double theory = 0;                           // log2(n! / prod n_s!), bits
  double push_seconds = 0, pop_seconds = 0;
  double fenwick_push_seconds = 0, fenwick_pop_seconds = 0;  // 0 where the alphabet is not known

  double saved() const { return -value_of(order); }
};

/// sum of log2 over 1, ..., n
double log2_factorial(std::size_t n) {
  log2_sum sum;
  for (std::size_t k = 2; k <= n; ++k) sum.add(static_cast<std::uint32_t>(k));
  return value_of(sum.value());
}

/// Items in order, by an element codec that both sides know; there and back. `header(stack)` pushes what the
/// decoder must know first, `read(stack)` pops it.
template <class Element, class Item, class Header, class Read>
result measured(std::string name, const Element& element, std::vector<Item> items, Header header, Read read) {
  std::ranges::sort(items);
  const auto codec = multiset(items.size(), element);
  result r;
  r.name = std::move(name);
  r.count = items.size();
  r.theory = log2_factorial(items.size());
  for (auto i = items.begin(); i != items.end();) {
    const auto end = std::upper_bound(i, items.end(), *i);
    r.theory -= log2_factorial(static_cast<std::size_t>(end - i));
    ++r.distinct;
    i = end;
  }
  metered s{rans_stack{}};
  const experiment::stopwatch pushing;
  codec.push(s, items);
  r.push_seconds = pushing.seconds();
  for (const ledger_entry& e : s.ledger())
    if (e.label == "order") r.order = e.net();
  r.list = s.net() - r.order;
  r.initial = s.initial_bits();
  const bits before = s.net();
  header(s);
  r.parameters = s.net() - before;
  r.net = s.net();
  rans_stack decoder = std::move(s).inner();
  read(decoder);
  const experiment::stopwatch popping;
  if (codec.pop(decoder) != items || !decoder.is_fresh())
    throw error(r.name + ": the decoded multiset differs: this is a fault of the program");
  r.pop_seconds = popping.seconds();
  return r;
}

/// The same by sums over an alphabet that is known, which gives the same bytes.
template <class Element>
void time_fenwick(result& r, const Element& element, std::vector<std::uint32_t> items,
                  std::uint32_t alphabet) {
  std::ranges::sort(items);
  const auto codec = multiset(items.size(), element, fenwick_bag{alphabet});
  rans_stack s, other;
  const experiment::stopwatch pushing;
  codec.push(s, items);
  r.fenwick_push_seconds = pushing.seconds();
  multiset(items.size(), element).push(other, items);
  const bool same = s == other;
  const experiment::stopwatch popping;
  if (codec.pop(s) != items || !same)
    throw error(r.name + ": the bags differ: this is a fault of the program");
  r.fenwick_pop_seconds = popping.seconds();
}

template <class Element>
result known(std::string name, const Element& element, std::vector<symbol_t<Element>> items) {
  const auto nothing = [](auto&) {};
  return measured(std::move(name), element, std::move(items), nothing, nothing);
}

/// Strings by the frequencies of their bytes and of their ends, which are counted, and sent along.
result strings(std::string name, const std::vector<std::string>& items) {
  std::vector<std::uint32_t> bytes(256), ends{static_cast<std::uint32_t>(items.size()), 0};
  std::size_t longest = 0;
  for (const std::string& item : items) {
    for (const char c : item) ++bytes[static_cast<unsigned char>(c)];
    ends[1] += static_cast<std::uint32_t>(item.size());
    longest = std::max(longest, item.size());
  }
  const auto more = modelled(categorical_model::from_counts(ends)),
             byte = modelled(categorical_model::from_counts(bytes));
  const auto element = mapped(
      terminated(more, byte, longest + 1),
      [](const std::vector<std::uint32_t>& x) { return std::string(x.begin(), x.end()); },
      [](const std::string& x) {
        std::vector<std::uint32_t> out;
        for (const char c : x) out.push_back(static_cast<unsigned char>(c));
        return out;
      });
  const auto number = log_uniform(32);
  const auto header = [&](auto& s) {
    number.push(s, longest + 1);
    for (const auto* counts : {&ends, &bytes})
      for (std::size_t i = counts->size(); i-- > 0;) number.push(s, (*counts)[i] + 1);
  };
  const auto read = [&](auto& s) {
    for (const auto* counts : {&bytes, &ends})
      for (const std::uint32_t count : *counts)
        if (number.pop(s) != count + 1) throw error("the parameters differ: this is a fault of the program");
    if (number.pop(s) != longest + 1) throw error("the parameters differ: this is a fault of the program");
  };
  return measured(std::move(name), element, items, header, read);
}

/// The parts of a file between any of the separators.
std::vector<std::string> parts(const std::filesystem::path& path, const std::string& separators) {
  std::vector<std::string> out;
  std::string part;
  for (const std::byte b : read_maybe_gzip(path)) {
    const char c = static_cast<char>(b);
    if (separators.find(c) == std::string::npos) {
      part += c;
    } else if (!part.empty()) {
      out.push_back(std::move(part));
      part.clear();
    }
  }
  if (!part.empty()) out.push_back(std::move(part));
  return out;
}

/// Zipf's law over 2^16 symbols.
auto zipf() {
  std::vector<std::uint64_t> weights;
  for (std::uint64_t rank = 1; rank <= 1u << 16; ++rank) weights.push_back((std::uint64_t{1} << 40) / rank);
  return modelled(categorical_model::from_weights(weights, 24));
}

/// So many draws: pops from random bits.
template <class Codec>
std::vector<symbol_t<Codec>> draws(const Codec& codec, std::size_t count, std::uint64_t seed) {
  rans_stack random{supply::seeded(seed)};
  std::vector<symbol_t<Codec>> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(codec.pop(random));
  return out;
}

struct arguments {
  std::string data;
  experiment::outputs out;
  std::uint64_t seeds = 1, most = 1000000;
};

void print(const std::vector<result>& results) {
  std::vector<std::vector<std::string>> rows{{"", "items", "distinct", "list, bits", "multiset", "saved",
                                              "log2 n!/prod", "saved", "initial", "parameters", "push", "pop",
                                              "Fenwick", "pop"}};
  for (const result& r : results)
    rows.push_back(
        {r.name, std::to_string(r.count), std::to_string(r.distinct), fmt::format("{:.0f}", value_of(r.list)),
         fmt::format("{:.0f}", value_of(r.list + r.order)), fmt::format("{:.1f}", r.saved()),
         fmt::format("{:.1f}", r.theory), fmt::format("{:.2f} %", 100 * r.saved() / value_of(r.list)),
         fmt::format("{:.1f}", value_of(r.initial)), fmt::format("{:.0f}", value_of(r.parameters)),
         fmt::format("{:.3f} s", r.push_seconds), fmt::format("{:.3f} s", r.pop_seconds),
         r.fenwick_push_seconds == 0 ? "" : fmt::format("{:.3f} s", r.fenwick_push_seconds),
         r.fenwick_pop_seconds == 0 ? "" : fmt::format("{:.3f} s", r.fenwick_pop_seconds)});
  fmt::print("{}", experiment::text_table(rows));
}

void write_json(const std::vector<result>& results, const std::string& path) {
  nlohmann::ordered_json all{{"experiment", "multiset"}, {"unit", "bits"}};
  for (const result& r : results) {
    all["sets"].push_back({{"data", r.name},
                           {"count", r.count},
                           {"distinct", r.distinct},
                           {"list_bits", value_of(r.list)},
                           {"multiset_bits", value_of(r.list + r.order)},
                           {"saved_bits", r.saved()},
                           {"theory_bits", r.theory},
                           {"initial_bits", value_of(r.initial)},
                           {"parameter_bits", value_of(r.parameters)},
                           {"push_seconds", r.push_seconds},
                           {"pop_seconds", r.pop_seconds}});
    if (r.fenwick_push_seconds == 0) continue;
    all["sets"].back()["fenwick_push_seconds"] = r.fenwick_push_seconds;
    all["sets"].back()["fenwick_pop_seconds"] = r.fenwick_pop_seconds;
  }
  experiment::write_text(path, all.dump(2) + "\n");
}

void write_plot(const std::vector<result>& results, const std::filesystem::path& folder) {
  std::vector<experiment::curve> curves;
  for (const char* name : {"uniform", "Zipf"}) {
    experiment::curve saved, theory;
    saved.label = std::string{name} + ", saved";
    theory.label = std::string{name} + ", log2 n!/prod n_s!";
    theory.from = experiment::source::quoted;
    theory.dashed = true;
    for (const result& r : results) {
      if (!r.name.starts_with(name)) continue;
      const double n = static_cast<double>(r.count);
      saved.points.emplace_back(n, r.saved() / n);
      theory.points.emplace_back(n, r.theory / n);
    }
    curves.push_back(saved);
    curves.push_back(theory);
  }
  const std::string svg =
      experiment::line_chart("What the order of n symbols of 2^16 costs", "items", "bits an item", curves);
  experiment::write_text(folder / "multiset_saved.svg", svg);
}

/// The real sets, read before anything is measured.
struct real_data {
  std::vector<std::string> words, rows;
  std::vector<std::string> images;
  std::optional<named_vae> model;
};

real_data read(const std::filesystem::path& folder) {
  real_data out;
  const auto strings_of = [&](const char* name, const char* separators) {
    return experiment::about(folder / name, [&] {
      auto items = parts(folder / name, separators);
      if (items.empty()) throw domain_error("there is nothing to code");
      return items;
    });
  };
  out.words = strings_of("text/book1", " \n\r\t");
  out.rows = strings_of("tabular/adult-train.csv.gz", "\n");
  const auto mnist = folder / "mnist/t10k-images-idx3-ubyte.gz";
  experiment::about(mnist, [&] {
    idx_array set = parse_idx(read_maybe_gzip(mnist));
    if (set.item_size() != 784 || set.count() == 0) throw domain_error("images of 28x28 are needed");
    set.data = binarize(set.data, 0);
    out.model = shipped_model_for(set);
    for (auto at = set.data.begin(); at != set.data.end(); at += 784) out.images.emplace_back(at, at + 784);
  });
  return out;
}

void run(const arguments& a) {
  a.out.check();
  std::optional<real_data> real;
  if (!a.data.empty()) real = read(a.data);
  std::vector<result> results;
  std::uint64_t sizes = 0;
  for (std::uint64_t n = 1000; n <= a.most; n *= 10) ++sizes;
  {
    experiment::progress bar{"multisets", 2 * sizes * a.seeds + (real ? 3 : 0)};
    for (std::uint64_t n = 1000; n <= a.most; n *= 10)
      for (std::uint64_t seed = 0; seed < a.seeds; ++seed) {
        const auto add = [&](const char* name, const auto& element) {
          const auto items = draws(element, n, seed);
          results.push_back(known(fmt::format("{}, seed {}", name, seed), element, items));
          time_fenwick(results.back(), element, items, 1u << 16);
          bar.add(1);
        };
        add("uniform", uniform(1u << 16));
        add("Zipf", zipf());
      }
    if (real) {
      results.push_back(strings("words of book1", real->words));
      bar.add(1);
      results.push_back(strings("rows of Adult", real->rows));
      bar.add(1);
      const bucket_set buckets = equal_mass_buckets(10);
      const auto image = mapped(
          bb_ans_bernoulli(real->model->net, buckets, 1, {}),
          [](const std::vector<std::uint8_t>& x) { return std::string(x.begin(), x.end()); },
          [](const std::string& x) { return std::vector<std::uint8_t>(x.begin(), x.end()); });
      results.push_back(known("MNIST test, binarised, BB-ANS", image, real->images));
      bar.add(1);
    }
  }
  print(results);
  double worst = 0;
  for (const result& r : results)
    worst = std::max(worst, std::max(r.saved() - r.theory, r.theory - r.saved()));
  fmt::print("\nall decoded; the saving differs from log2(n! / prod n_s!) by at most {:.6f} bits\n", worst);
  if (!a.out.json.empty()) write_json(results, a.out.json);
  if (!a.out.plots.empty()) write_plot(results, a.out.plots);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Codes multisets, there and back: drawn ones, and with --data words, rows and images."};
  arguments a;
  app.add_option("--data", a.data,
                 "a folder with text/book1, tabular/adult-train.csv.gz and mnist/t10k-images-idx3-ubyte.gz")
      ->check(CLI::ExistingDirectory)
      ->check(CLI::ExistingDirectory);
  app.add_option("--seeds", a.seeds, "draws of each size")->check(CLI::Range(1, 1000))->capture_default_str();
  app.add_option("--most", a.most, "items of the largest multiset, from 1,000 on in powers of ten")
      ->check(CLI::IsMember({1000, 10000, 100000, 1000000, 10000000, 100000000}))
      ->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}

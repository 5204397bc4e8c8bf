// What a convolution takes in products of 16 bits, beside one of integers carried by doubles, in one run.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/model/softmax.hpp>
#include <ansatz/net/residual_network.hpp>
#include <ansatz/net/short_network.hpp>
#include <ansatz/stack/supply.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/text_table.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;

struct arguments {
  experiment::outputs out;
  unsigned side = 64, runs = 5;
};

/// Random weights of a network with as many inputs as channels, and two blocks.
safetensors network(std::size_t width) {
  std::map<std::string, std::vector<float>> values;
  std::map<std::string, safetensors::tensor> tensors;
  const auto add = [&](const std::string& name, std::size_t size) {
    for (const auto& [part, shape] :
         {std::pair<std::string, std::vector<std::uint64_t>>{".weight", {width, width, size, size}},
          {".bias", {width}}}) {
      const supply words = supply::seeded(tensors.size());
      std::uint64_t count = 1;
      for (const std::uint64_t n : shape) count *= n;
      auto& v = values[name + part];
      for (std::uint64_t i = 0; i < count; ++i)
        v.push_back(static_cast<float>(words.word(i) >> 40) * 0x1p-28F - 0x1p-5F);
      tensors[name + part] = {"F32", shape, std::as_bytes(std::span{v})};
    }
  };
  for (const char* name : {"net.first", "net.a0", "net.b0", "net.a1", "net.b1"}) add(name, 3);
  add("net.last", 1);
  return safetensors::parse(format_safetensors(tensors));
}

/// 10^9 of them a second, the best of some runs of a tenth of a second and more.
template <class Work>
double speed(const arguments& a, std::uint64_t operations, const Work& work) {
  double best = 0;
  for (unsigned run = 0; run < a.runs; ++run) {
    const experiment::stopwatch time;
    std::uint64_t count = 0;
    do {
      work();
      ++count;
    } while (time.seconds() < 0.1);
    best = std::max(best, static_cast<double>(operations * count) / time.seconds() / 1e9);
  }
  return best;
}

/// e^x, which weights and scales of a mixture are: nanoseconds, by a product for each bit of the exponent, as exp2_minus has it, and by
/// tables where these decide the bits that are kept.
void run_exponentials(const arguments& a, nlohmann::ordered_json& all) {
  constexpr std::size_t count = 1 << 14;
  const supply words = supply::seeded(1);
  std::vector<std::int32_t> x;
  std::vector<bits> powers;
  for (std::size_t i = 0; i < count; ++i) {
    x.push_back(-static_cast<std::int32_t>(words.word(i) >> 44));  // down to -16
    powers.push_back({static_cast<std::int64_t>(words.word(i) >> 40)});
  }
  std::uint64_t sum = 0;  // so that all is computed
  const double by_bits = 1 / speed(a, count,
                                   [&] {
                                     for (const bits b : powers) sum += exp2_minus(b);
                                   }),
               by_tables = 1 / speed(a, count, [&] {
                             for (const std::int32_t v : x) sum += exponential(v, 30);
                           });
  fmt::print("\ne^x: {:.1f} ns by bits of the exponent, {:.1f} ns by tables ({:x})\n", by_bits, by_tables,
             sum);
  all["exponential"] = {{"bits_ns", by_bits}, {"tables_ns", by_tables}};
}

void run(const arguments& a) {
  a.out.check();
  nlohmann::ordered_json all{{"benchmark", "networks"}, {"side", a.side}};
  std::vector<std::vector<std::string>> rows{{"channels", "doubles, 10^9/s", "16 bits, 10^9/s", "ratio"}};
  const std::size_t cells = std::size_t{a.side} * a.side;
  for (const std::size_t width : {16u, 32u, 48u, 64u}) {
    const safetensors file = network(width);
    const residual_network doubles{file, "net", a.side, a.side};
    const short_network shorts{file, "net"};
    const std::vector<std::int32_t> in(cells * width, 1 << residual_network::bits);
    const std::vector<std::int16_t> narrow(cells * width, 1 << short_network::bits);
    std::vector<std::int32_t> out(cells * width);
    const std::uint64_t operations = doubles.multiply_adds();
    const double by_doubles = speed(a, operations, [&] { doubles.run(in, out); }),
                 by_shorts = speed(a, operations, [&] { shorts.run(a.side, a.side, narrow, out); });
    rows.push_back({std::to_string(width), fmt::format("{:.1f}", by_doubles),
                    fmt::format("{:.1f}", by_shorts), fmt::format("{:.2f}", by_shorts / by_doubles)});
    all["rows"].push_back({{"channels", width}, {"doubles", by_doubles * 1e9}, {"shorts", by_shorts * 1e9}});
  }
  fmt::print(
      "networks of six layers on {0}x{0} cells, multiply-adds, one thread, the best of {1} runs\n\n{2}",
      a.side, a.runs, experiment::text_table(rows));
  run_exponentials(a, all);
  if (!a.out.json.empty())
    experiment::write_text(a.out.json,
                           all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"How fast networks are in products of 16 bits, and in integers carried by doubles."};
  arguments a;
  app.add_option("--side", a.side, "rows and columns of cells")
      ->transform(experiment::whole_number)
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  app.add_option("--runs", a.runs, "of which the fastest counts")
      ->transform(experiment::whole_number)
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--json", a.out.json, "write it as JSON, too")->check(experiment::outputs::not_empty);
  return experiment::run_program(app, argc, argv, [&] { run(a); });
}

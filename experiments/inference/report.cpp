#include <inference/report.hpp>
#include <utility>

namespace ansatz::experiment {
namespace {

std::vector<column> columns(const std::string& unit) {
  return {{"method", ""},
          {"steps", ""},
          {"net", "bits/" + unit, 4},
          {"elbo", "bits/" + unit, 4, "-ELBO"},
          {"deviation", "bits/" + unit, 4, "sd of net"},
          {"exact", "bits/" + unit, 4, "-log2 p(x)"},
          {"gap", "bits/" + unit, 4, "-ELBO + log2 p"},
          {"divergence", "bits/" + unit, 4, "KL, enumerated"},
          {"initial", "bits", 1},
          {"push", "ms/" + unit, 3},
          {"pop", "ms/" + unit, 3}};
}

std::optional<double> each(const std::optional<double>& sum, double count) {
  return sum ? std::optional{*sum / count} : std::nullopt;
}

}  // namespace

inference_report::inference_report(std::string name, const std::string& unit, bits exact)
    : name_{std::move(name)}, exact_{exact}, table_{name_, columns(unit)} {}

void inference_report::add(const std::string& method, std::uint32_t steps, const inference_cost& cost) {
  const auto count = static_cast<double>(cost.coded.symbols);
  const double net = cost.coded.net_each(), elbo = cost.elbo.to_double() / count,
               exact = exact_.to_double() / count;
  table_.add({method, steps, net, elbo, each(cost.deviation, count), exact, elbo - exact,
              each(cost.divergence, count), cost.coded.initial, 1000 * cost.coded.push_seconds / count,
              1000 * cost.coded.pop_seconds / count});
  if (coded_.empty() || coded_.back().label != method) {
    coded_.push_back({method, {}, source::ours, false});
    expected_.push_back({"", {}, source::other, true});
  }
  coded_.back().points.emplace_back(1 + steps, net - exact);
  expected_.back().points.emplace_back(1 + steps, elbo - exact);
}

void inference_report::finish(const std::string& note, const std::string& title, const command_line& line,
                              results& found) {
  std::vector<curve> curves = std::move(coded_);
  curves.insert(curves.end(), expected_.begin(), expected_.end());
  table_.note(note);
  found.add(std::move(table_));
  line.plot("inference_" + name_,
            line_chart(title, "1 + steps", "bits above -log2 p(x)", curves, axis::logarithmic));
}

}  // namespace ansatz::experiment

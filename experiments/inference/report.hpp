#pragma once
#include <ansatz/bits.hpp>
#include <common/command_line.hpp>
#include <common/plot.hpp>
#include <common/results.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// What is known of symbols that were coded with posteriors of one kind: sums.
struct inference_cost {
  trip coded;                             ///< really coded and decoded
  bits elbo;                              ///< -ELBO
  std::optional<double> divergence = {};  ///< KL(q || p(z | x)) by enumeration, bits
  std::optional<double> deviation = {};   ///< of the net bits about -ELBO, by enumeration, bits
};

/// Rows of methods and steps, as a table and as curves.
class inference_report {
 public:
  /// `unit` is that of a symbol: image, draw. `exact` is -log2 p(x) of all symbols.
  inference_report(std::string name, const std::string& unit, bits exact);

  void add(const std::string& method, std::uint32_t steps, const inference_cost& cost);
  /// Prints the table and draws a chart: what a symbol costs more than -log2 p(x), as coded (lines) and on
  /// average (dashed).
  void finish(const std::string& note, const std::string& title, const command_line& line, results& found);

 private:
  std::string name_;
  bits exact_;
  table table_;
  std::vector<curve> coded_, expected_;
};

}  // namespace ansatz::experiment

#pragma once
#include <common/command_line.hpp>
#include <common/results.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// Binary images by bb_ans with a model that comes along, their posteriors refined by more and more steps.
void refined_autoencoder(const std::vector<std::vector<std::uint8_t>>& images, const std::string& model,
                         const std::string& name, const command_line& line, results& found);

}  // namespace ansatz::experiment

#pragma once
#include <common/command_line.hpp>
#include <cstdint>

namespace ansatz::experiment {

/// Sequences of 4, 16, ... symbols, drawn from a model, by bits back as they come and with all states first.
void code_sequences(std::uint64_t longest, const command_line& line, results& found);

}  // namespace ansatz::experiment

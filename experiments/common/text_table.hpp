#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// Rows of cells, the first `heads` rows being the head; columns as wide as their widest cell, the first to the left
/// and all others to the right. An empty row is a line.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t heads = 1);

}  // namespace ansatz::experiment

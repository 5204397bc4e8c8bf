#pragma once

namespace ansatz::experiment {

/// The programs bit_swap and hilloc: files of images there and back, samples, and the table of rates, by
/// models inferred from level to level or from the top down.
int image_hierarchy_program(int argc, char** argv, bool top_down);

}  // namespace ansatz::experiment

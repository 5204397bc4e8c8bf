#pragma once

namespace ansatz::experiment {

/// The mixture codec on drawn digits: fits on some, codes others, decodes, compares, and prints what it cost. What
/// a first run shows where no trained model lies at hand.
void demo_of_drawn_digits();

}  // namespace ansatz::experiment

#pragma once
#include <ansatz/io/idx.hpp>
#include <common/program.hpp>
#include <cstdint>
#include <hierarchy/hierarchy_losses.hpp>
#include <hierarchy/hierarchy_models.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {

struct hierarchy_table_options {
  outputs out;
  std::uint64_t alone = 1000;  ///< images that are coded each in a file of its own
  unsigned threads = 4;
};

/// What one way to code cost: the same images, one after another on one stack.
struct order_rates {
  std::string order;   ///< "Bit-Swap", "nested", "top down", each perhaps "with start"
  double net = 0;      ///< bits/dim
  double initial = 0;  ///< bits, not bits/dim: of an image alone, the mean
  std::vector<std::pair<std::uint64_t, double>> gross;  ///< bits/dim of the whole stack after so many images
};

/// What a model came to on a data set.
struct hierarchy_rates {
  std::string data, name, shown, fingerprint;  ///< shown: the name in rows and charts
  std::uint64_t images = 0, pixels = 0, model_bytes = 0, file_bytes = 0;
  std::size_t levels = 0;
  bool binary = false, top_down = false;
  std::vector<order_rates> orders;
  double alone = 0;  ///< bits/dim of the payload of an image in a file of its own, the mean
  std::uint64_t alone_images = 0;
  hierarchy_losses losses;
  double encode_seconds = 0, decode_seconds = 0;
  unsigned threads = 1;  ///< that coded the file, in `chains` chains

  double rate(bits b) const;
};

/// Codes the images, binarised for a binary model, in every order that the model allows, to a file and back
/// (which is compared), and some each to a file of their own.
hierarchy_rates measure(const named_hierarchy& m, const std::string& shown, const std::string& data,
                        const idx_array& images, const hierarchy_table_options& options);

/// The lines of a model in the table; the head too, if it is the first.
std::string row_of(const hierarchy_rates& r, bool first);
void print_losses(const std::vector<hierarchy_rates>& all);
/// JSON and charts, beside figures of others.
void write_outputs(const std::vector<hierarchy_rates>& all, const outputs& out);

}  // namespace ansatz::experiment

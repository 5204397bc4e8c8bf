#pragma once
#include <ansatz/archive/coder.hpp>
#include <common/rivals.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data.hpp"

namespace ansatz::experiment {

/// What a coder came to on a data set.
struct measured_coder {
  std::string codec, name, shown;  ///< shown: without the fingerprint, unless two have the same name then
  std::uint64_t model_bytes = 0, file_bytes = 0;
  coding_account account;
  std::optional<rate_losses> losses;
  double encode_seconds = 0, decode_seconds = 0;
  std::optional<double> alone;  ///< rate of the payload of an item in a file of its own, the mean
  /// Bits a dimension of a file of the first n items alone, its payload.
  std::vector<std::pair<std::uint64_t, double>> running;
};

/// An image in files of its own, whole ones: their sizes by what made them, coders first.
struct image_files {
  image_shape shape;
  std::vector<std::pair<std::string, std::uint64_t>> bytes;
};

/// All that was measured on a data set.
struct measured_set {
  std::string name, file_name;
  std::uint64_t hash = 0, count = 0, dims = 0;
  std::string unit = "bits/dim";  ///< of rates
  std::vector<measured_coder> coders;
  std::vector<rival> rivals;
  std::vector<quoted_rate> quoted;
  std::vector<image_files> each;  ///< of the first images

  bool of_graphs() const { return unit == "bits/edge"; }
  double rate(double bits) const { return bits / static_cast<double>(dims); }
  double rate(bits b) const { return rate(b.to_double()); }
  double file_rate(std::uint64_t bytes) const { return rate(8 * static_cast<double>(bytes)); }
  /// The coder with the smallest file.
  const measured_coder& best() const;
};

struct measuring_options {
  coding_options coding;
  std::uint64_t alone = 0;
};

/// To a file and back, which is compared; the losses; images alone; the first images.
measured_coder measure(const coder& c, const data_set& data, const measuring_options& options);

/// The first images by each of these coders, and by image formats, in files of their own, decoded again.
std::vector<image_files> files_of_each(const std::vector<const coder*>& coders, const image_set& images,
                                       std::uint64_t count, const coding_options& o,
                                       const rival_wanted& wanted);

/// The number of images from which on a file of `c` and its model together are smaller than the rival's file, at the rates measured; 0
/// where that is never so.
std::uint64_t break_even(const measured_set& s, const measured_coder& c, const rival& r);

/// Charts of a set, SVG, into a folder: rates, ledger, running.
void write_charts(const measured_set& s, const std::string& folder);

}  // namespace ansatz::experiment

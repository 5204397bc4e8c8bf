#pragma once
#include <ansatz/io/idx.hpp>
#include <bb_ans/archive.hpp>
#include <bb_ans/losses.hpp>
#include <bb_ans/models.hpp>
#include <common/rivals.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {

struct table_options {
  bb_ans_options coding;
  bool rivals = true;           ///< run the other compressors too
  std::filesystem::path json;   ///< where to write all of it, if anywhere
  std::filesystem::path plots;  ///< the folder for its charts, if any
};

/// What a model came to on a data set.
struct coded_set {
  std::string name;
  std::uint64_t model_bytes = 0, file_bytes = 0;
  image_account account;
  rate_losses losses;
  double encode_seconds = 0, decode_seconds = 0;
  /// Bits a dimension of the first n images alone, initial bits included, coded one by one.
  std::vector<std::pair<std::uint64_t, double>> running;
};

/// A figure that was not measured in this run.
struct quoted_rate {
  std::string name, source;
  double bits_per_dim = 0;
};

struct data_set {
  std::string name, file_name;
  idx_array images;
  std::vector<named_vae> models;
  std::vector<quoted_rate> quoted;
};

/// All that was measured on a data set.
struct table_of_set {
  std::string name, file_name, hash;
  std::uint64_t count = 0, dims = 0;
  std::vector<coded_set> coded;
  std::vector<rival> rivals;
  std::vector<quoted_rate> quoted;

  double rate(double bits) const { return bits / static_cast<double>(count * dims); }
};

/// Codes the images with each of the models, there and back, and runs the rivals.
table_of_set measure(const data_set& data, const table_options& options);

/// The number of images from which on a file of `c` and its model together are smaller than the rival's file,
/// at the rates measured; 0 where that is never so.
std::uint64_t break_even(const table_of_set& t, const coded_set& c, const rival& r);

void print(const table_of_set& t);
void write_json(const std::vector<table_of_set>& tables, const std::filesystem::path& path);
void write_plots(const table_of_set& t, const std::filesystem::path& folder);

/// The test set of MNIST under the folder `data`, binarised and with 8 bits; drawn digits where `data` is
/// empty: the first `limit`, or 10,000 if that is 0. Throws `error` where `data` has no MNIST.
std::vector<data_set> standard_sets(const std::filesystem::path& data, std::uint64_t limit);

}  // namespace ansatz::experiment

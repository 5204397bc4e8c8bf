#pragma once
#include <ansatz/io/image.hpp>
#include <cstdint>
#include <string>

namespace ansatz::experiment {

/// Images with a name, for people and for charts.
struct named_images {
  std::string name, file_name;
  image_set images;
};

/// MNIST's test set under the folder `data`, binarised with seed 0 or as it is; drawn digits where `data` is empty: the first `limit`, or
/// 10,000 if that is 0. Throws `error` where `data` has no MNIST.
named_images standard_images(const std::string& data, bool binary, std::uint64_t limit = 0);

}  // namespace ansatz::experiment

#pragma once
#include <ansatz/archive/registry.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data.hpp"

namespace ansatz::experiment {

/// Which coders are wanted.
struct wish {
  std::string codec;                ///< by name; empty: any
  std::vector<std::string> models;  ///< files of weights, or names; empty: those that come along
  bool strict = false;  ///< the codec was asked for on the command line, and is not only the program's name
};

/// A file of weights: the path, or, where nothing is there, that of the model that comes along and has this name.
std::filesystem::path weights_of(const std::string& model);

/// Those that are wished for, whatever they take.
std::vector<std::unique_ptr<coder>> wished(const wish& w, const remarks& told);

/// The coder for the data: of those wished for the one that really codes the first items best. Where a codec without a model does
/// better than all of them, that is said; and it is taken instead if nothing was asked for, or if the program's name alone asks for a
/// codec whose models take a third more. Throws `domain_error`, which says what would fit, where none takes the data.
std::unique_ptr<coder> chosen(const wish& w, const data_set& data, unsigned threads, const remarks& told);

/// "bit_swap, model mnist_grey-afb63f099f7b1b6e"
std::string name_of(const coder& c);

}  // namespace ansatz::experiment

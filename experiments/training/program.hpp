#pragma once
#include <torch/torch.h>

#include <CLI/CLI.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <functional>
#include <string>

#include "trainer.hpp"

namespace ansatz::training {

/// A program that trains models for a coder: PROGRAM IMAGES [ITS OWN] FOLDER and options. A new one is a module with
/// its loss (`objective`), and what is listed here; see docs/training.md.
struct training_program {
  std::string description;   ///< a sentence for --help: what is trained, and for what
  training_options options;  ///< the defaults, where they are others
  std::uint64_t held_out = 10000;
  /// Adds what it alone has: options, and arguments between IMAGES and FOLDER.
  std::function<void(CLI::App&)> add_arguments;
  /// Sets `what` and `binary`, and says how modules are made, of the images {n, height, width} that are trained on.
  /// Throws where it has an objection against the images or its own arguments.
  std::function<objective_maker(const torch::Tensor& images, training_options&)> prepare;
  /// The fingerprint that the coder gives a file of weights. Throws where it can't code with them: that is found out
  /// of every file that is written, the first one before anything is trained.
  std::function<std::uint64_t(const safetensors&)> fingerprint_of;

  /// The exit status: 0, also where it was interrupted or its minutes are over; 2 for a usage that is off; 1 after a
  /// sentence about what failed.
  int run(int argc, char** argv);
};

}  // namespace ansatz::training

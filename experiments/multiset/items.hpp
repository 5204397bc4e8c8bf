#pragma once
#include <filesystem>
#include <functional>
#include <multiset/sets.hpp>
#include <string>

namespace ansatz::experiment {

/// What a file's items are, as `--items` has it: lines, words, bytes, images; or, by what is in it, images (an idx
/// file) or else lines.
inline constexpr const char* kinds_of_items[] = {"by content", "lines", "words", "bytes", "images"};

/// Reads a file and gives what is to be measured. Throws `error`, with the file's name, where it cannot be read or has no
/// items. Images that no shipped model is for are strings of pixels.
std::function<multiset_cost()> measurement_of(const std::filesystem::path& file, const std::string& kind);

/// One of the three standard sets: the words of book1, the rows of UCI Adult, the test images of MNIST, binarised.
std::function<multiset_cost()> standard_measurement(const std::filesystem::path& file);

}  // namespace ansatz::experiment

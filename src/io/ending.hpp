#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace ansatz {

/// An ending in small letters and without its dot.
std::string plain_ending(std::string_view given);

/// What a file's name ends in, in small letters and without the dot, whether it is packed by gzip or not.
/// MNIST's names, such as t10k-images-idx3-ubyte, end in "ubyte".
std::string ending_of(const std::filesystem::path& path);

}  // namespace ansatz

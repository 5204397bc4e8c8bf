#pragma once
#include <ansatz/archive/chains.hpp>
#include <ansatz/archive/data_set.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// What coders of images have in common.
namespace ansatz {

/// Why these are not grey images of so many pixels each, or of this height and width, in a sentence; empty if
/// they are.
std::string grey_objection(const data_shape& shape, std::uint64_t pixels);
std::string grey_objection(const data_shape& shape, std::uint32_t height, std::uint32_t width);

/// Why not all numbers are 0 or 1.
std::string binary_objection(const data_set& images);

/// Chains of about a million numbers each, so that memory is bounded by the number of threads; one where the data
/// are no images.
std::uint64_t chains_by_size(const data_shape& shape);

/// Images of these sizes, whose numbers are not there yet.
image_set blank_images(const data_shape& shape);

/// Numbers of images one after another, and the inverse: the images cut from them.
std::vector<std::uint8_t> numbers_of(std::span<const image> images);
void assign_numbers(std::span<image> images, std::span<const std::uint8_t> numbers);

/// The shape of an image of so many pixels of which only their number is known: a square, or a row.
image_shape shape_of_pixels(std::uint64_t pixels);

}  // namespace ansatz

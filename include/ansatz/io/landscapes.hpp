#pragma once
#include <ansatz/io/image.hpp>
#include <cstdint>

namespace ansatz {

/// A drawn landscape in colour, as a camera would take it: sky, hills behind each other and a meadow, with the noise of
/// a sensor. Integer arithmetic only: the same pixels for the same seed on every machine, data that are always there.
///
/// With `mosaic`, the sensor has one colour a pixel (red at even rows and columns, blue at odd ones, else green), and
/// the others are means of their neighbours. Throws `domain_error` for no pixels or more than 2^28.
image drawn_landscape(std::uint32_t height, std::uint32_t width, std::uint64_t seed, bool mosaic = false);

}  // namespace ansatz

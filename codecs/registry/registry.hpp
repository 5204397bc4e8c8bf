#pragma once
#include <ansatz/archive/registry.hpp>
#include <span>

namespace ansatz {

/// All codecs that code files, a line each in registry.cpp.
std::span<const codec_entry> registered_codecs();

}  // namespace ansatz

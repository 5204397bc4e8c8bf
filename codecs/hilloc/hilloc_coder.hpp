#pragma once
#include <hierarchy/hierarchy_coder.hpp>

namespace ansatz {

/// Images by HiLLoC, in files: see `hierarchy_coder` and spec.md.
hierarchy_composition hilloc_composition();
codec_entry hilloc_entry();

}  // namespace ansatz

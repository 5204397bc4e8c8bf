#pragma once
#include "fuzz.hpp"

/// The targets, in files by what they are about.
namespace ansatz::fuzz {

// coders.cpp
void fuzz_decode(input in);
void fuzz_encode(input in);

// container.cpp
void fuzz_chunks(input in);
void fuzz_container(input in);
void fuzz_salvage(input in);

// graphs.cpp
void fuzz_edge_list(input in);
void fuzz_matrix_market(input in);
void fuzz_metis(input in);
void fuzz_tu(input in);
void fuzz_zip(input in);

// hmm.cpp
void fuzz_hmm(input in);
void fuzz_pianoroll(input in);

// images.cpp
void fuzz_cifar(input in);
void fuzz_gzip(input in);
void fuzz_idx(input in);
void fuzz_npy(input in);
void fuzz_png(input in);
void fuzz_pnm(input in);

// models.cpp
void fuzz_arrays(input in);
void fuzz_tables(input in);

// stacks.cpp
void fuzz_bytes(input in);
void fuzz_lanes(input in);
void fuzz_stacks(input in);

// variational.cpp
void fuzz_variational(input in);

// weights.cpp
void fuzz_architecture(input in);
void fuzz_hierarchy(input in);
void fuzz_safetensors(input in);
void fuzz_tunes(input in);
void fuzz_vae(input in);

}  // namespace ansatz::fuzz
